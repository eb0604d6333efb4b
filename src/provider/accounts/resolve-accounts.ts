import type { Environment } from "../../model/accounts/sources";
import { isObject } from "../../model/is-object";
import type { Problem } from "../../model/problem";
import { isSecret, open, secret, unknown, unknownOnWire, type Wire } from "../wire";
import { declaredBy, resolve, type LoginOf } from "./account";
import { accountHostOf, accountHosts, type AccountHost } from "./account-hosts";

export interface ResolvedAccounts {
  /** The properties with owner and address as they are used, and nothing else of accounts. */
  readonly wire: Wire;
  /** Each once. */
  readonly problems: readonly Problem[];
  /** Each once. */
  readonly contradictions: readonly string[];
}

/**
 * Finds whom each place, run and resource acts as, once, before any handler sees it: what is kept in
 * state, compared and asked is always the outcome, in one spelling. Credentials stay as they came: those
 * of the environment are nobody's state.
 */
export async function resolveAccounts(
  type: string,
  properties: Wire,
  environment: Environment,
  loginOf: LoginOf,
): Promise<ResolvedAccounts> {
  const problems = new Map<string, Problem>();
  const contradictions = new Set<string>();

  async function one(wire: Wire, host: AccountHost): Promise<Wire> {
    const found = await resolve(host, declaredBy(host, open(wire) as Wire), environment, loginOf);
    for (const problem of found.problems) {
      // A run is at the place of its store, which says so already.
      if (!problems.has(problem.reason)) problems.set(problem.reason, problem);
    }
    for (const text of found.contradictions) contradictions.add(text);
    const { account: _account, ...rest } = wire;
    const { input } = host.address;
    const values: Wire = {
      ...rest,
      ...replaced(input, rest, found.address),
      ...("owner" in found ? replaced("owner", rest, found.owner) : {}),
    };
    // The wire's own order, in which states are compared.
    return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  async function walk(value: unknown): Promise<unknown> {
    if (Array.isArray(value)) return Promise.all(value.map(walk));
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(
      async ([key, inner]) => [key, await walk(inner)] as const,
    );
    const inner = Object.fromEntries(await Promise.all(entries));
    // An account names its host as well, and is no place.
    const { host: name } = inner;
    const isPlace = typeof name === "string" && !("by" in inner);
    const host = isPlace && Object.hasOwn(accountHosts, name) ? accountHosts[name] : undefined;
    return host ? one(inner, host) : inner;
  }

  const own = accountHostOf(type);
  const wire = own ? await one(properties, own) : ((await walk(properties)) as Wire);
  return { wire, problems: [...problems.values()], contradictions: [...contradictions] };
}

/** What was secret stays so. */
function replaced(key: string, wire: Wire, value: string | symbol | undefined): Wire {
  const given = open(wire[key]);
  // What is of a wrong type is told as it came.
  const isJudged = given === undefined || given === unknown || typeof given === "string";
  if (value === undefined || !isJudged) return {};
  const plain = typeof value === "symbol" ? unknownOnWire : value;
  return { [key]: isSecret(wire[key]) ? secret(plain) : plain };
}
