import * as pulumi from "@pulumi/pulumi";
import { formatProblem, problem, type Problem } from "../model/problem";
import { TokenType } from "../model/token";
import { switchProblems } from "../model/switch";
import type { Store } from "../stores/store";
import { argumentProblems } from "./argument-names";
import { functionProblems } from "./function-problems";
import { optionProblems } from "./option-problems";
import type { TokenBindingArgs } from "./token-binding-args";

/** What the program can tell of a binding; the token resource adds the rest and reports all. */
export interface Findings {
  /** Texts, some of them known only later; empty ones do not count. */
  readonly texts: pulumi.Input<string>[];
  /** Whether the resources of the stores can be declared at all. */
  readonly declarable: boolean;
}

export function findProblems(
  args: TokenBindingArgs,
  parent: pulumi.Resource,
  options?: pulumi.ComponentResourceOptions,
): Findings {
  // The types say all this already; people on JavaScript have only this.
  const list: unknown = args.stores;
  const stores = Array.isArray(list) ? list : [];
  const valid = stores.filter(isStore);
  const structural = [
    ...argumentProblems(args),
    ...storeListProblems(list, args.type),
    ...duplicateKeys(valid),
    ...confirmationProblems(args, valid, parent),
    ...canaryProblems(args, valid, parent),
    ...retirementProblems(args),
    ...switchProblems("recover", args.recover),
    ...optionProblems(options),
  ];
  return {
    texts: [
      ...structural.map(formatProblem),
      ...stores.flatMap((store, index) =>
        isStore(store) ? store.problems(`stores[${index}]`, parent, pulumi.output(args.token)) : [],
      ),
      functionProblems(args),
      duplicateLocations(valid),
      tokenInText(args.token, valid),
    ],
    declarable:
      valid.length === stores.length &&
      valid.length > 0 &&
      new Set(valid.map(({ key }) => key)).size === valid.length &&
      valid.every(({ key }) => key !== undefined),
  };
}

function isStore(store: unknown): store is Store {
  return (
    typeof store === "object" &&
    store !== null &&
    typeof (store as Partial<Store>).confine === "function" &&
    typeof (store as Partial<Store>).problems === "function"
  );
}

function storeListProblems(stores: unknown, type: unknown): Problem[] {
  if (!Array.isArray(stores) || stores.length === 0) {
    return [
      problem("stores", "be a list of at least one store", {
        received: stores,
        remedy: "a token that nothing reads needs no binding",
      }),
    ];
  }
  return stores.flatMap((store: unknown, index) => {
    const path = `stores[${index}]`;
    if (!isStore(store)) {
      return [
        problem(path, "be a store, made by a function such as `environmentSecret`", {
          received: store,
        }),
      ];
    }
    const known = Object.values(TokenType).includes(type as TokenType);
    if (known && store.context !== type) {
      return [
        problem(path, `be a ${String(type)} store, but a ${store.kind} is a ${store.context} one`, {
          remedy: "use a store of the binding's type, or a binding of its own",
        }),
      ];
    }
    return [];
  });
}

/** Names of resources come from keys: a key that is there twice could be any of its stores. */
function duplicateKeys(stores: Store[]): Problem[] {
  const keys = stores.map(({ key }) => key).filter((key) => key !== undefined);
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
  return [...new Set(twice)].map((key) =>
    problem("stores", `have a key of its own each, received "${key}" more than once`, {
      remedy: "give one of them another `key`",
    }),
  );
}

function confirmationProblems(
  args: TokenBindingArgs,
  stores: Store[],
  parent: pulumi.Resource,
): Problem[] {
  const { enabled, drain, timeoutMinutes, pollSeconds } = args.confirmation ?? {};
  const isSwitch = (path: string, value: unknown) =>
    value === undefined || typeof value === "boolean"
      ? []
      : [problem(path, "be true or false", { received: value })];
  const runs = stores.filter((store) => store.run(parent) !== undefined);
  return [
    ...isSwitch("confirmation.enabled", enabled),
    ...isSwitch("confirmation.drain", drain),
    ...inRange("confirmation.timeoutMinutes", timeoutMinutes, 1, 1440, "minutes"),
    ...inRange("confirmation.pollSeconds", pollSeconds, 0.01, 600, "seconds"),
    ...(stores.length > 0 && runs.length === 0 && enabled !== false
      ? [
          problem("confirmation", "have a CI run: no store names one", {
            remedy:
              "give a store `confirm`, or set `confirmation.enabled` to false where there is no CI to run",
          }),
        ]
      : []),
  ];
}

/** The canary, as far as it is a list; what is none is told as a problem. */
export function canaryOf({ canary }: TokenBindingArgs): readonly unknown[] {
  const list: unknown = canary;
  return Array.isArray(list) ? list : [];
}

/** A canary that nothing confirms, or that leaves nothing to protect, is none. */
function canaryProblems(
  { canary, confirmation }: TokenBindingArgs,
  stores: Store[],
  parent: pulumi.Resource,
): Problem[] {
  const list: unknown = canary;
  if (list === undefined) return [];
  if (!Array.isArray(list) || !list.every((store) => stores.includes(store as Store))) {
    return [
      problem("canary", "be a list of some of `stores`, the same values", { received: canary }),
    ];
  }
  if (list.length === 0) return [];
  const found: Problem[] = [];
  if (stores.every((store) => list.includes(store))) {
    found.push(problem("canary", "leave at least one of `stores` for later"));
  }
  const run = (list as Store[]).some((store) => store.run(parent) !== undefined);
  if (!run || confirmation?.enabled === false) {
    found.push(
      problem("canary", "have a CI run that confirms the new token", {
        remedy: "give one of its stores `confirm`, or leave out `canary`",
      }),
    );
  }
  return found;
}

function retirementProblems({ retirement }: TokenBindingArgs): Problem[] {
  const { whenAlive, waitMinutes } = retirement ?? {};
  return [
    ...(whenAlive === undefined || ["fail", "remind"].includes(whenAlive)
      ? []
      : [problem("retirement.whenAlive", 'be "fail" or "remind"', { received: whenAlive })]),
    ...inRange("retirement.waitMinutes", waitMinutes, 0, 1440, "minutes"),
  ];
}

/** A number within bounds; absent means the default. */
function inRange(path: string, value: unknown, least: number, most: number, unit: string) {
  return value === undefined || (typeof value === "number" && value >= least && value <= most)
    ? []
    : [problem(path, `be a number of ${unit} from ${least} to ${most}`, { received: value })];
}

/** A token in a store's field would be stored and shown in clear. */
function tokenInText(token: unknown, stores: Store[]): pulumi.Output<string> {
  const texts = pulumi.all(stores.flatMap((store) => store.texts ?? []));
  return pulumi
    .unsecret(pulumi.all([pulumi.output(token), texts]))
    .apply(([value, written]: [unknown, unknown[]]) => {
      const trimmed = typeof value === "string" ? value.trim() : "";
      // What is shorter than 8 characters is a word that may stand in a text by chance.
      if (trimmed.length < 8 || !written.some((text) => String(text).includes(trimmed))) return "";
      const remedy = "fields were mixed up";
      return formatProblem(
        problem("stores", "not hold the token itself in another field", { remedy }),
      );
    });
}

/** The same words through the same provider. Which other names are one place, only the plugin knows, by ids. */
function duplicateLocations(stores: Store[]): pulumi.Output<string> {
  const providers = stores.map(({ provider }) => provider);
  return pulumi
    .unsecret(
      pulumi.all(stores.map(({ kind, location }) => location.apply((at) => `${kind} ${at}`))),
    )
    .apply((locations) => {
      const twice = locations.filter((location, index) =>
        locations
          .slice(0, index)
          .some((one, other) => one === location && providers[other] === providers[index]),
      );
      return [...new Set(twice)]
        .map((location) =>
          formatProblem(
            problem("stores", `name each store once, received ${location} more than once`),
          ),
        )
        .join("; ");
    });
}
