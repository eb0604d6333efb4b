import { find, type Environment, type Found, type Source } from "../../model/accounts/sources";
import { isObject } from "../../model/is-object";
import { problem, type Problem } from "../../model/problem";
import { endpointProblems } from "../endpoint";
import { reasonOf } from "../fault";
import { unknown } from "../wire";
import type { AccountHost } from "./account-hosts";

/** What a place, a run or a resource says of whom it acts as: opened values. */
export interface Declared {
  /** Where it is in the program, for people. */
  readonly path: string;
  readonly owner?: unknown;
  readonly address?: unknown;
  readonly credentials?: unknown;
  /** What the program knows of the provider; absent where the inputs say it all. */
  readonly account?: {
    readonly by?: unknown;
    readonly organization?: unknown;
    readonly otherWays?: unknown;
  };
}

export interface Resolved {
  /** The address in its one spelling. */
  readonly address: string | symbol | undefined;
  /** Absent where the host has none, or it is not to be found here. */
  readonly owner?: string | symbol | undefined;
  readonly problems: readonly Problem[];
  /** Which of two sources counts, for people. */
  readonly contradictions: readonly string[];
}

/** Who the credentials belong to, as the host says. */
export type LoginOf = (connection: {
  apiUrl: string;
  credentials?: string | undefined;
}) => Promise<string>;

/** Whom the official provider would act as. */
export async function resolve(
  host: AccountHost,
  declared: Declared,
  environment: Environment,
  loginOf: LoginOf,
): Promise<Resolved> {
  const { path, account } = declared;
  const settings = {
    [host.address.setting]: settingOf(declared.address),
    [host.credentials.setting]: settingOf(declared.credentials),
    organization: settingOf(account?.organization),
    owner: settingOf(declared.owner),
  };
  const same = (a: string, b: string) => host.serverOf(a) === host.serverOf(b);
  const address = find(host.address.row, settings, environment, same);
  const token = find(host.credentials.row, settings, environment);
  const nameOf = namesOf(host, account?.by);
  const problems = addressProblems(host, path, address, nameOf);
  const seen = typeof address.value === "string" ? host.urlOf(address.value) : address.value;
  if (!account) return { address: seen, problems: [], contradictions: [] };
  // What is told already is not judged a second time.
  const url = problems.length > 0 ? unknown : seen;

  const [ways, hasToken] = [account.otherWays, token.value !== undefined];
  const other = host.otherWay(
    Array.isArray(ways) ? ways.filter(isText) : [],
    environment,
    hasToken,
  );
  if (other !== undefined) problems.push(problem(path, `sign in with a token: ${other}`));
  const owner = host.owner && find(host.owner, settings, environment, sameName);
  let ownerName = owner?.value;
  if (owner && ownerName === undefined && problems.length > 0) ownerName = unknown;
  if (owner && ownerName === undefined) {
    const known = typeof url === "string" && typeof token.value !== "symbol";
    const credentials = settings[host.credentials.setting] as string | undefined;
    try {
      ownerName = known ? await loginOf({ apiUrl: url, credentials }) : unknown;
    } catch (error) {
      ownerName = unknown;
      problems.push(
        problem(path, "have an owner that is known", {
          remedy: `set \`github:owner\`, or pass a GitHub provider with an owner, because the account of its credentials cannot be seen: ${reasonOf(error)}`,
        }),
      );
    }
  }
  return {
    address: url,
    ...(owner && { owner: ownerName }),
    problems,
    contradictions: [
      ...contradiction(`the owner on ${host.name}`, owner, nameOf, (name) => name),
      ...contradiction(`the address of ${host.name}`, address, nameOf, host.serverOf),
      ...contradiction(`the token for ${host.name}`, token, nameOf),
    ],
  };
}

const isText = (value: unknown): value is string => typeof value === "string";
/** GitHub's names are the same in any case. */
const sameName = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
const settingOf = (value: unknown) =>
  value === unknown ? unknown : isText(value) ? value : undefined;

type NameOf = (source: Source) => string;

/** A source as people know it. */
const namesOf =
  (host: AccountHost, by: unknown): NameOf =>
  ({ of, name }) =>
    of === "variable"
      ? `the environment variable ${name}`
      : by === "provider"
        ? `\`${name}\` of its ${host.name} provider`
        : `\`${host.package}:${name}\``;

function addressProblems(
  host: AccountHost,
  path: string,
  { value, counts }: Found,
  nameOf: NameOf,
): Problem[] {
  if (value === undefined) {
    const remedy = `set \`${host.package}:${host.address.setting}\`, or ${host.address.row.groups
      .flat()
      .filter(({ of }) => of === "variable")
      .map(({ name }) => name)
      .join(" or ")}`;
    return [problem(path, `have an organization of ${host.name} that is known`, { remedy })];
  }
  if (!isText(value)) return [];
  const where = counts ? nameOf(counts) : "its default";
  const [unsafe] = endpointProblems(path, value, host.example);
  // An address may carry a password, so it is not repeated.
  if (unsafe) {
    const must = `reach ${host.name} at an https address without credentials (http only for this machine itself), and ${where} is none`;
    return [problem(path, must, { remedy: `for example "${host.example}"` })];
  }
  if (host.urlOf(value) !== undefined) return [];
  const must = `reach ${host.name} at the address of a server, and ${where} is another`;
  return [problem(path, must, { remedy: `for example "${host.example}"` })];
}

/** Of a secret only that there are two: no value is shown without `shown`. */
function contradiction(
  what: string,
  found: Found | undefined,
  nameOf: NameOf,
  shown?: (value: string) => string,
): string[] {
  if (!found?.counts || found.others.length === 0 || !isText(found.value)) return [];
  const say = (source: Source, value: string) =>
    `${nameOf(source)}${shown && isHarmless(value) ? ` ("${shown(value)}")` : ""}`;
  const others = found.others.map(({ source, value }) => say(source, value)).join(" nor ");
  return [
    `${say(found.counts, found.value)} decides ${what}, and not ${others}, which says otherwise: this is the order of the official provider. Make them agree, or take one away`,
  ];
}

/** An address may carry a password. */
const isHarmless = (value: string) => !value.includes("@") && value.length <= 200;

/** The parts of an object that say whom it acts as. */
export function declaredBy(host: AccountHost, opened: Readonly<Record<string, unknown>>): Declared {
  const { path, account, owner, credentials } = opened;
  return {
    path: isText(path) ? path : "account",
    owner,
    credentials,
    address: opened[host.address.input],
    ...(isObject(account) && { account }),
  };
}
