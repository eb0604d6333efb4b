import { formatProblem, type Problem } from "../model/problem";
import { challengeOf, Proof } from "../model/proof";
import type { CiRun } from "./ci-run";
import { drain, type OldRun } from "./drain";
import { Fault } from "./fault";
import { follow } from "./follow";
import type { Handler, Surroundings } from "./handler";
import { placeProblems, runHostOf, runIdentity, runProblems, unfinishedRunsOf } from "./hosts";
import { readAsStored } from "./imported";
import type { Place } from "./place";
import { secondsProblems } from "./seconds";
import { openAll, unknown, withDefaults, withoutUndefined, type Wire } from "./wire";

const defaults = { timeoutSeconds: 1800, pollSeconds: 10, drain: false, places: [], unwatched: [] };

interface ConfirmationInputs {
  readonly generation: string;
  readonly fingerprint: string;
  /** What each store holds, by its own state: under `--target` a store may be behind. */
  readonly written: readonly {
    readonly key: string;
    readonly store: string;
    readonly generation: string;
    readonly fingerprint: string;
  }[];
  readonly runs: readonly CiRun[];
  readonly timeoutSeconds: number;
  readonly pollSeconds: number;
  readonly drain: boolean;
  /** The stores whose older runs are waited for. */
  readonly places: readonly Place[];
  /** Stores whose older runs nobody can look for, for people. */
  readonly unwatched: readonly string[];
  /** Whether a token before it lives; when that is not said, one whose older runs are waited for does. */
  readonly tokenBefore?: boolean;
  /** The runs that confirmed the canary. */
  readonly canaryUrls?: readonly string[];
}

/** `seal:index:Confirmation`: CI ran on the main branch, succeeded, and read the token of this generation. */
export function confirmationHandler(world: Surroundings): Handler {
  const { holders, log } = world;

  async function confirm(urn: string, news: Wire, olds: Wire = {}): Promise<Wire> {
    const inputs = withForgotten(openAll(news) as unknown as ConfirmationInputs, openAll(olds));
    const behind = inputs.written.filter(
      ({ generation, fingerprint }) =>
        generation !== inputs.generation || fingerprint !== inputs.fingerprint,
    );
    if (behind.length > 0) {
      throw new Fault(
        `Not every store holds generation ${inputs.generation} yet: ${behind.map(({ store }) => store).join(", ")}; run a full \`pulumi up\`, without \`--target\` and \`--exclude\`, and without \`ignoreChanges\` of a transformation`,
      );
    }
    if (inputs.runs.length === 0) {
      world.log.info(urn, inputs.canaryUrls?.length ? onlyCanary : nothingConfirmed);
    }
    const waiting = {
      ...world,
      urn,
      deadline: world.clock.now().getTime() + inputs.timeoutSeconds * 1000,
      pollSeconds: inputs.pollSeconds,
    };
    const challengeFor = ({ proof }: CiRun) =>
      proof === Proof.Success ? undefined : challengeOf(world.newNonce(), inputs.fingerprint);
    const step = <T>(work: Promise<T>) =>
      work.catch((error: unknown) => {
        throw failed(inputs, [messageOf(error)]);
      });
    if (inputs.drain) {
      for (const store of inputs.unwatched) world.log.warn(urn, unwatched(store));
    }
    // Whatever was made until now may hold the token before; what comes later cannot.
    const older = inputs.drain ? await step(olderRuns(inputs.places, urn)) : [];
    // One run that failed must not leave the others unwatched: their cause is told, too.
    const results = await Promise.allSettled(
      inputs.runs.map(async (run) =>
        follow(runHostOf(run).connect(run, waiting), run.branch, waiting, challengeFor(run)),
      ),
    );
    const failures = results.flatMap((r) => (r.status === "rejected" ? [messageOf(r.reason)] : []));
    if (failures.length > 0) throw failed(inputs, failures);
    await step(drain(older, waiting));
    const urls = results.flatMap((r) => (r.status === "fulfilled" ? [r.value.url] : []));
    return withoutUndefined({
      ...news,
      urls,
      outcome: urls.length > 0 ? "confirmed" : "written",
      confirmedAt: world.clock.now().toISOString(),
    }) as Wire;
  }

  /** Of a token whose record was made anew (`--replace`), only this one knows that another was there before it. */
  function withForgotten(
    inputs: ConfirmationInputs,
    { fingerprint: before }: Partial<ConfirmationInputs>,
  ): ConfirmationInputs {
    const { fingerprint, places } = inputs;
    const isForgotten =
      before !== undefined && before !== fingerprint && world.recorded.has(fingerprint);
    // Where the program declares the wait off, there are no places.
    return isForgotten ? { ...inputs, tokenBefore: true, drain: places.length > 0 } : inputs;
  }

  async function olderRuns(places: readonly Place[], urn: string): Promise<OldRun[]> {
    const look = { ...world, urn };
    const found = await Promise.all(places.map((place) => unfinishedRunsOf(place)(place, look)));
    return found.flat();
  }

  return {
    check(_urn, _olds, news) {
      const inputs = withDefaults(defaults, news);
      const problems = inputProblems(openAll(inputs));
      return {
        inputs,
        failures: problems.map((found) => ({ property: "", reason: formatProblem(found) })),
      };
    },

    diff(urn, olds, news) {
      const [before, after] = [identityOf(openAll(olds)), identityOf(openAll(news))];
      const { fingerprint } = after;
      // The retirement can only say that the token in place is not confirmed.
      if (typeof fingerprint === "string" && holders.size > 0 && !holders.has(fingerprint)) {
        log.warn(urn, leftOut(fingerprint));
      }
      return { changes: isAnother(before, after) || before.stores.length !== after.stores.length };
    },

    async create(urn, news) {
      return { id: "confirmation", outs: await confirm(urn, news) };
    },

    read: readAsStored("a confirmation"),

    // In place, as a generation changes.
    async update(_id, urn, olds, news) {
      const [before, after] = [identityOf(openAll(olds)), identityOf(openAll(news))];
      return {
        outs: isAnother(before, after) ? await confirm(urn, news, olds) : { ...olds, ...news },
      };
    },

    async delete(_urn, state) {
      const { written = [] } = openAll(state) as Partial<ConfirmationInputs>;
      for (const { key } of written) world.finished.add(key);
    },
  };
}

function inputProblems(inputs: Record<string, unknown>): Problem[] {
  return [
    ...secondsProblems("timeoutSeconds", inputs.timeoutSeconds, { least: 1, most: 86_400 }),
    ...secondsProblems("pollSeconds", inputs.pollSeconds, { least: 0.01, most: 600 }),
    ...runProblems(inputs.runs),
    ...placeProblems(inputs.places),
  ];
}

const nothingConfirmed =
  "No CI run is declared: the stores are recorded as written, and no run confirmed that CI can use the token";
const onlyCanary =
  "No CI run is declared for the stores beside the canary: they are recorded as written, and CI confirmed the token with the canary alone";

const unwatched = (store: string) =>
  `${store}: it does not say which CI runs read it, so older ones that may hold the token before are not waited for; see that they end before you revoke that`;

const leftOut = (fingerprint: string) =>
  `The token of this update is not confirmed, the one with fingerprint ${fingerprint} is: the update leaves out what is to be confirmed (\`--target\`, \`--exclude\`, or a transformation with \`ignoreChanges\`); run \`pulumi up\` without that, and revoke nothing`;

function failed(inputs: ConfirmationInputs, failures: string[]): Fault {
  const { fingerprint, drain, tokenBefore = drain } = inputs;
  return new Fault(
    [
      `The new token (fingerprint ${fingerprint}) is in place but not confirmed:`,
      ...failures.map((failure) => `  - ${failure}`),
      `${tokenBefore ? "The token before it was left as it is and must not be revoked" : "Nothing is to be revoked"}; put right what failed, then run \`pulumi up\` again.`,
    ].join("\n"),
  );
}

/** What a confirmation is of: another one of these means confirming again. */
function identityOf({ generation, fingerprint, runs, written }: Record<string, unknown>) {
  return {
    generation,
    // Under `--target` the token may be ahead of its generation.
    fingerprint,
    // What is not known yet makes another identity where it is a part of one, and only there.
    runs: Array.isArray(runs) ? JSON.stringify((runs as CiRun[]).map(runIdentity).sort()) : unknown,
    stores: Array.isArray(written)
      ? (written as { key?: unknown }[]).map(({ key }) => key)
      : written === undefined
        ? []
        : [unknown],
  };
}

type Identity = ReturnType<typeof identityOf>;

function isAnother(before: Identity, after: Identity): boolean {
  // A store that came since then was not there when CI confirmed the others.
  const isNew = (store: unknown) => store === unknown || !before.stores.includes(store);
  const keys = ["generation", "fingerprint", "runs"] as const;
  return (
    after.stores.some(isNew) ||
    keys.some((key) => after[key] === unknown || before[key] !== after[key])
  );
}

function messageOf(error: unknown): string {
  return error instanceof Fault
    ? error.message
    : "an unexpected error; nothing more may be said of it";
}
