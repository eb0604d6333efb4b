import type { Hosts } from "./hosts";
import { InProcess } from "./in-process";
import { formatViolation } from "./run";
import { Scene } from "./scene";
import type { VirtualTime } from "./virtual-time";

export interface LoadResult {
  readonly name: string;
  readonly bindings: number;
  readonly stores: number;
  readonly rotated: number;
  /** What each part took, of a processor; and what it asked of all hosts. */
  readonly parts: readonly { name: string; seconds: number; requests: number }[];
  readonly violations: readonly string[];
}

export interface LoadSize {
  readonly name: string;
  readonly bindings: number;
  readonly storesEach: number;
  /** How many of the bindings get a new token. */
  readonly rotated: number;
}

export const sizes: readonly LoadSize[] = [
  { name: "one token, very many stores", bindings: 1, storesEach: 1000, rotated: 1 },
  { name: "very many bindings", bindings: 2000, storesEach: 1, rotated: 100 },
];

/** Very much at once: provisioned, rotated, and closed. */
export async function load(
  hosts: Hosts,
  time: VirtualTime,
  { name, bindings, storesEach, rotated }: LoadSize,
): Promise<LoadResult> {
  hosts.empty();
  const scene = new Scene(hosts, new InProcess(hosts, time));
  const names = Array.from({ length: bindings }, (_, n) => `binding-${n}`);
  for (const binding of names) {
    const stores = Array.from({ length: storesEach }, (_, n) => `${binding}-${n}`);
    for (const repository of stores) hosts.github.addRepository(repository);
    scene.add(binding, stores);
  }
  const parts: { name: string; seconds: number; requests: number }[] = [];
  const part = async (what: string, act: () => Promise<void>) => {
    for (const server of hosts.all) server.requests.length = 0;
    const began = process.cpuUsage();
    await act();
    const { user, system } = process.cpuUsage(began);
    const requests = hosts.all.reduce((sum, server) => sum + server.requests.length, 0);
    parts.push({ name: what, seconds: (user + system) / 1e6, requests });
  };
  const up = () => scene.perform({ do: "up" });
  await part("provision", up);
  await part("rotation", async () => {
    for (const binding of names.slice(0, rotated)) await scene.perform({ do: "rotate", binding });
    await up();
  });
  await part("retirement", async () => {
    await scene.perform({ do: "revoke-asked" });
    await up();
  });
  const last = scene.outcomes.at(-1);
  const failed = last?.succeeded ? [] : [`I6: the last update fails: ${last?.messages.at(-1)}`];
  const violations = [...scene.violations.map(formatViolation), ...failed];
  return { name, bindings, stores: bindings * storesEach, rotated, parts, violations };
}
