import * as pulumi from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random";
import { ownerLabelOf } from "../model/owner-label";
import { stateOn, type ScheduleState } from "../model/schedule";
import { projectProblems } from "../model/token";
import { Confirmation, type Outcome } from "../resources/confirmation";
import { Generation } from "../resources/generation";
import { Preflight } from "../resources/preflight";
import { Retirement } from "../resources/retirement";
import { Token } from "../resources/token";
import type { Store } from "../stores/store";
import { canaryOf, findProblems } from "./binding-problems";
import { childOptions, componentOptions } from "./child-options";
import { configKeyOf } from "./config-key";
import { withholdAnswers } from "./debug-log";
import { formerUrns, inheritAliases } from "./inherited-aliases";
import { declareStage, described, type Filled, type PlacedStore } from "./store-stage";
import type { TokenBindingArgs } from "./token-binding-args";
import { fingerprintIn, tellIfLeftOut, tellIfNotRetired } from "./token-in-place";

const bindingType = "seal:index:TokenBinding";

/**
 * One Seal token and everything that holds it. A new value is checked alive, written to every store
 * in place, and confirmed by a CI run on the main branch; the token before it is asked to be revoked
 * only then, and its death is proven. It never creates or revokes tokens: only Seal's token page can.
 */
export class TokenBinding extends pulumi.ComponentResource {
  /** The token's name on Seal's token page. */
  readonly tokenName: pulumi.Output<string>;
  /** Names the token's value; safe to show. */
  readonly fingerprint: pulumi.Output<string>;
  /** The label under which CI sees the token that is in place. */
  readonly generation: pulumi.Output<string>;
  /**
   * Where the token is in its life on the day of the preview or update: fresh, due-soon, due, overdue or
   * expired. Computed from the dates below by the program, so it is right in every run, and a day that
   * passes changes no resource.
   */
  readonly scheduleState: pulumi.Output<ScheduleState>;
  /** From when a rotation is announced, "2027-02-07"; dates are calendar dates in UTC. */
  readonly dueSoonOn: pulumi.Output<string>;
  /** The date on which the next rotation is due, "2027-02-21". */
  readonly dueOn: pulumi.Output<string>;
  /** From when a rotation is late, "2027-02-28". */
  readonly overdueOn: pulumi.Output<string>;
  /** The date on which Seal invalidates the token; undefined when it never does. */
  readonly expiresOn: pulumi.Output<string | undefined>;
  /** The stores that hold the token. */
  readonly stores: pulumi.Output<string[]>;
  /** "confirmed" by CI runs, or only "written" to the stores, because there is no CI to run. */
  readonly confirmation: pulumi.Output<Outcome>;
  /** Pages of the CI runs that confirmed the token; empty when there is no CI to run. */
  readonly confirmationUrls: pulumi.Output<string[]>;

  constructor(name: string, given: TokenBindingArgs, opts?: pulumi.ComponentResourceOptions) {
    // People on JavaScript may pass nothing; then every problem is told, and none thrown.
    const args = (given as TokenBindingArgs | undefined) ?? ({} as TokenBindingArgs);
    const { type, expiry, createdOn, rotation, tokenName, project } = args;
    withholdAnswers();
    super(
      bindingType,
      name,
      { type, expiry, createdOn, rotation, tokenName, project },
      pulumi.mergeOptions(componentOptions(opts), {
        transformations: inheritAliases(bindingType, name, opts ?? {}),
      }),
    );

    const { kept, remade } = childOptions(this, opts);
    const { texts, declarable } = findProblems(args, this, opts);
    const {
      confirmation: _confirmation,
      retirement: _retirement,
      stores: _stores,
      canary: _canary,
      recover: _recover,
      ...tokenArgs
    } = args;
    // With a problem among the stores, the token resource refuses; nothing else is declared.
    const stores: readonly Store[] = declarable ? args.stores : [];
    const leaked = (args.leaked ?? undefined) !== undefined;
    const token = new Token(
      name,
      {
        ...tokenArgs,
        projects: furtherProjects(stores, project),
        fingerprint: fingerprintIn(args.token),
        configKey: configKeyOf(args.token),
        problems: texts,
      },
      kept,
    );
    tellIfLeftOut(this, args.token, token);

    const generation = new Generation(
      `${name}-generation`,
      { fingerprint: token.fingerprint },
      { ...remade, dependsOn: token },
    );

    // Its state alone knows it, so that no other takes what this one wrote for its own.
    const number = new RandomId(`${name}-owner`, { byteLength: 4 }, { ...kept, dependsOn: token });
    const owner = number.hex.apply((hex) => ownerLabelOf(thisStack(), name, hex));
    const { enabled = true, drain = enabled, ...waiting } = args.confirmation ?? {};
    const placed = stores.map((store, index) => {
      const place = store.place(this);
      const [path, key] = [`stores[${index}]`, store.key ?? ""];
      const confined = type === "production";
      const run = enabled ? store.run(this) : undefined;
      return {
        store,
        places: place
          ? [{ ...place, store: described(store), path, key, confined, label: owner }]
          : [],
        runs: run ? [run] : [],
      };
    });
    // Nothing is written anywhere before the token is known to be alive, and the stores reachable.
    const preflight = new Preflight(
      `${name}-preflight`,
      {
        token: token.token,
        fingerprint: token.fingerprint,
        owner,
        formerly: formerOwners(name, opts, number.hex),
        recover: args.recover,
        places: placed.flatMap(({ places }) => places),
        // A leaked token is dead: what CI cannot confirm is still better than what it cannot use.
        runs: leaked
          ? []
          : placed.flatMap(({ runs }, index) =>
              runs.map((run) => ({ ...run, path: `stores[${index}].confirm` })),
            ),
      },
      { ...kept, dependsOn: token },
    );

    const { project: sealProject } = token;
    const entry = { project: sealProject, generation: generation.hex, owner };
    const { fingerprint } = token;
    const fill = (
      prefix: "" | "canary-",
      some: readonly PlacedStore[],
      after: pulumi.Resource[],
    ): Filled =>
      some.length === 0
        ? { written: [], proven: [] }
        : declareStage({
            ...{ options: { kept, remade }, binding: name, prefix, stores: some },
            ...{ entry, preflight, fingerprint, after },
          });
    const { timeoutMinutes, pollSeconds } = waiting;
    // A leaked one is dead by now, and none of these.
    const tokenBefore = pulumi
      .unsecret(token.superseded)
      .apply((tokens: readonly unknown[] | undefined) => (tokens?.length ?? 0) > 0);
    const confirm = (
      role: string,
      { written, proven }: Filled,
      through: typeof placed,
      tried?: Confirmation,
    ) =>
      new Confirmation(
        `${name}-${role}`,
        {
          generation: generation.hex,
          fingerprint: token.fingerprint,
          written: [...written],
          runs: through.flatMap(({ runs }) => runs),
          timeoutSeconds: minutes(timeoutMinutes),
          pollSeconds,
          // Without a token before it there is nothing that an older run could hold.
          drain: tokenBefore.apply((lives) => drain && lives),
          places: drain ? through.flatMap(({ places }) => places) : [],
          unwatched: through
            .filter(({ places }) => places.length === 0)
            .map(({ store }) => described(store)),
          tokenBefore,
          canaryUrls: tried?.urls,
        },
        { ...remade, dependsOn: [...proven] },
      );

    // A leaked token is dead by now: every store needs the new one at once.
    const early = leaked ? [] : canaryOf(args);
    const first = placed.filter(({ store }) => early.includes(store));
    const rest = placed.filter(({ store }) => !early.includes(store));
    const tried = fill("canary-", first, [preflight]);
    const canary = first.length > 0 ? [confirm("canary", tried, first)] : [];
    const others = fill("", rest, [preflight, ...canary]);
    const written = [...tried.written, ...others.written];
    const confirmation = confirm("confirmation", { ...others, written }, rest, canary[0]);
    const confirmations = [...canary, confirmation];
    const urls = pulumi.all(confirmations.map((one) => one.urls)).apply((lists) => lists.flat());
    const outcome = pulumi
      .all(confirmations.map((one) => one.outcome))
      .apply((all) => all.find((one) => one === "confirmed") ?? "written");

    const retirement = new Retirement(
      `${name}-retirement`,
      {
        token: token.token,
        confirmed: confirmation.fingerprint,
        superseded: token.superseded,
        confirmationUrls: urls,
        whenAlive: args.retirement?.whenAlive,
        waitSeconds: minutes(args.retirement?.waitMinutes),
        authorizationUrl: token.authorizationUrl,
      },
      { ...kept, dependsOn: confirmation },
    );
    tellIfNotRetired(this, confirmation, retirement);

    this.tokenName = token.tokenName;
    this.fingerprint = token.fingerprint;
    this.generation = generation.hex;
    this.scheduleState = pulumi
      .all([token.dueSoonOn, token.dueOn, token.overdueOn, token.expiresOn])
      .apply(([dueSoonOn, dueOn, overdueOn, expiresOn]) =>
        stateOn({ dueSoonOn, dueOn, overdueOn, expiresOn }, new Date()),
      );
    this.dueSoonOn = token.dueSoonOn;
    this.dueOn = token.dueOn;
    this.overdueOn = token.overdueOn;
    this.expiresOn = token.expiresOn;
    this.stores = pulumi.all(stores.map(described));
    this.confirmation = outcome;
    this.confirmationUrls = urls;
    this.registerOutputs({
      tokenName: this.tokenName,
      fingerprint: this.fingerprint,
      generation: this.generation,
      scheduleState: this.scheduleState,
      dueSoonOn: this.dueSoonOn,
      dueOn: this.dueOn,
      overdueOn: this.overdueOn,
      expiresOn: this.expiresOn,
      stores: this.stores,
      confirmation: this.confirmation,
      confirmationUrls: this.confirmationUrls,
    });
  }
}

/** What its aliases say that it was called, as it stands beside the secrets. */
function formerOwners(
  name: string,
  opts: pulumi.ComponentResourceOptions | undefined,
  number: pulumi.Output<string>,
) {
  const urns = formerUrns(bindingType, name, opts ?? {});
  if (urns.length === 0) return undefined;
  return pulumi.all([pulumi.all(urns), number]).apply(([all, hex]) =>
    all.map((urn) => {
      const [stack = "", project = "", , ...rest] = urn.replace(/^urn:pulumi:/, "").split("::");
      return ownerLabelOf({ organization: organization(), project, stack }, rest.join("::"), hex);
    }),
  );
}

function thisStack() {
  return {
    organization: organization(),
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
  };
}

/** As self-managed backends call it, where tests of a program name none. */
function organization(): string {
  try {
    return pulumi.getOrganization();
  } catch {
    return "organization";
  }
}

/** Those that stores report instead of the binding's; absent when there are none. What is none is told by its store. */
function furtherProjects(stores: readonly Store[], project: pulumi.Input<string>) {
  const own = stores.flatMap(({ sealProject }) => sealProject ?? []);
  if (own.length === 0) return undefined;
  return pulumi.all([project, pulumi.all(own)]).apply(([binding, others]) => {
    const isFurther = (id: string) => id !== binding && projectProblems("", id).length === 0;
    const further = [...new Set(others)].filter(isFurther).sort();
    return further.length > 0 ? further : undefined;
  });
}

const minutes = (count: number | undefined) => (count === undefined ? undefined : count * 60);
