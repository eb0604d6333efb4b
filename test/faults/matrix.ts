import { faultNames, faults, type FaultName } from "./faults";
import type { HostName, Hosts } from "./hosts";
import { InProcess } from "./in-process";
import { normalised } from "./requests";
import { formatViolation } from "./run";
import { converge } from "./converge";
import { Scene } from "./scene";
import type { HistoryStep, InjectedFault } from "./steps";
import type { VirtualTime } from "./virtual-time";

/** What happens before, and the operation whose requests fail, one after the other. */
const operations = {
  provision: { before: [], during: [{ do: "up" }] },
  rotation: { before: [{ do: "up" }, { do: "rotate", binding: "shop" }], during: [{ do: "up" }] },
  leak: {
    before: [{ do: "up" }, { do: "leak", binding: "shop" }, { do: "revoke", token: 0 }],
    during: [{ do: "up" }],
  },
  rollback: {
    before: [
      { do: "up" },
      { do: "rotate", binding: "shop" },
      { do: "up" },
      { do: "set", binding: "shop", token: 0 },
    ],
    during: [{ do: "up" }],
  },
  destroy: { before: [{ do: "up" }], during: [{ do: "destroy" }] },
} as const satisfies Record<
  string,
  { before: readonly HistoryStep[]; during: readonly [HistoryStep] }
>;

export type OperationName = keyof typeof operations;
export const operationNames = Object.keys(operations) as OperationName[];

/** The stores of a case: one host at a time, so that a case is short. */
export const sites = { github: ["shop"], gitlab: ["checkout"], azure: ["payments"] } as const;
export type Site = keyof typeof sites;

export interface MatrixCase {
  readonly site: Site;
  readonly operation: OperationName;
  readonly host: HostName;
  readonly request: NonNullable<InjectedFault["request"]>;
  readonly what: FaultName;
  /** Whether it happens to the first such request alone, or to every one while the operation runs. */
  readonly lasts: boolean;
}

export interface CaseResult {
  readonly violations: readonly string[];
}

/** Every request that an operation makes, crossed with every fault: recorded, not listed. */
export async function casesOf(hosts: Hosts, time: VirtualTime): Promise<MatrixCase[]> {
  const cases: MatrixCase[] = [];
  for (const site of Object.keys(sites) as Site[]) {
    for (const operation of operationNames) {
      const scene = await prepared(hosts, time, { site, operation });
      for (const server of hosts.all) server.requests.length = 0;
      await scene.perform(operations[operation].during[0]);
      for (const host of ["seal", site] as const) {
        const seen = hosts[host].requests.map(normalised);
        const distinct = new Map(seen.map((request) => [JSON.stringify(request), request]));
        for (const request of distinct.values()) {
          for (const what of faultNames) {
            for (const lasts of lengthsOf(what)) {
              cases.push({ site, operation, host, request, what, lasts });
            }
          }
        }
      }
    }
  }
  return cases;
}

/**
 * What lasts fails the operation, whatever is tried again. Where the request has taken effect and only its
 * answer is lost, once is another case: what is tried again meets what it did.
 */
const lengthsOf = (what: FaultName) => ("after" in faults[what] ? [false, true] : [true]);

/** Plays one: the fault lasts as long as the operation, then nothing goes wrong any more. */
export async function playCase(
  hosts: Hosts,
  time: VirtualTime,
  one: MatrixCase,
): Promise<CaseResult> {
  const scene = await prepared(hosts, time, one);
  const { host, what, request, lasts } = one;
  const fault = { host, what, request, skip: 0, times: lasts ? Infinity : 1 };
  await scene.perform({ ...operations[one.operation].during[0], fault });
  await converge(scene);
  return { violations: scene.violations.map(formatViolation) };
}

async function prepared(
  hosts: Hosts,
  time: VirtualTime,
  { site, operation }: Pick<MatrixCase, "site" | "operation">,
): Promise<Scene> {
  hosts.empty();
  const scene = new Scene(hosts, new InProcess(hosts, time));
  scene.add("shop", sites[site]);
  for (const step of operations[operation].before) await scene.perform(step);
  if (scene.violations.length > 0) throw new Error(formatViolation(scene.violations[0]!));
  return scene;
}
