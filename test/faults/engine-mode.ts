import { fingerprintOf } from "../../src/model/token";
import type { Victim } from "../support/killing";
import type { FurtherAction } from "./actions";
import { plain } from "./bindings";
import { converge } from "./converge";
import { first, playAll, shortHistories } from "./engine-histories";
import { faultNames } from "./faults";
import { Hosts, secretMarks } from "./hosts";
import { askedToRevoke, nothingInClear } from "./invariants";
import { placeOf } from "./places";
import { RealEngine } from "./real-engine";
import { normalised } from "./requests";
import { formatViolation } from "./run";
import { Scene } from "./scene";
import { differences } from "./standing";
import type { Disturbance, HistoryStep, InjectedFault } from "./steps";
import type { Workers } from "./workers";

/* What only the real engine with the real plugins can show. All of it takes seconds each time. */

/** What is played, as the report calls it. */
export type EnginePart = "stacks at the same time" | "short histories" | "kills" | "matrix";

export interface EngineResult {
  readonly part: EnginePart;
  /** Histories count one by one, although they are judged together. */
  readonly count: number;
  readonly what: string;
  readonly violations: readonly string[];
}

const everywhere = ["shop", "checkout", "payments"];
const groupSize = 20;
const isChange = ({ method }: { method: string }) => !["GET", "OPTIONS", "HEAD"].includes(method);

/** A stack of its own for what is played, on hosts that are empty. */
async function onScene(
  hosts: Hosts,
  stores: readonly string[],
  act: (scene: Scene) => Promise<unknown>,
): Promise<Pick<EngineResult, "violations">> {
  hosts.empty();
  const engine = await RealEngine.create(hosts);
  try {
    const scene = new Scene(hosts, engine);
    scene.add(first.binding, stores);
    await act(scene);
    await converge(scene);
    return { violations: scene.violations.map(formatViolation) };
  } finally {
    engine.stack.remove();
  }
}

/** Short random histories, and whether the engine in a process of ours does the same. */
export async function* engineHistories(
  hosts: Hosts,
  workers: Workers,
  { count, seed, actions }: { count: number; seed: number; actions: readonly FurtherAction[] },
): AsyncGenerator<EngineResult> {
  for (let done = 0; done < count; done += groupSize) {
    const size = Math.min(groupSize, count - done);
    let compared: string[] = [];
    const { violations } = await onScene(hosts, first.stores, async (scene) => {
      const steps = await playAll(scene, shortHistories(size, seed + done, actions));
      const { standings } = await workers.perform("play", { steps });
      // In this process they have converged by then.
      const there = standings.slice(0, scene.standings.length);
      compared = differences(scene.standings, there).map(
        (one) => `I6: it ends otherwise in this process: ${JSON.stringify({ ...one, steps })}`,
      );
    });
    const what = `${size} short histories from seed ${seed + done}`;
    yield {
      part: "short histories",
      count: size,
      what,
      violations: [...violations, ...compared.slice(0, 1)],
    };
  }
}

/** Changing requests of a provision and a rotation, as the plugins make them. */
async function recorded(hosts: Hosts): Promise<(InjectedFault & { rotates: boolean })[]> {
  const all: (InjectedFault & { rotates: boolean })[] = [];
  await onScene(hosts, everywhere, async (scene) => {
    for (const rotates of [false, true]) {
      if (rotates) await scene.perform({ do: "rotate", binding: first.binding });
      for (const server of hosts.all) server.requests.length = 0;
      await scene.perform({ do: "up" });
      for (const host of ["github", "gitlab", "azure"] as const) {
        const changes = hosts[host].requests.filter(isChange).map(normalised);
        const distinct = new Map(changes.map((request) => [JSON.stringify(request), request]));
        for (const request of distinct.values()) {
          for (const what of faultNames) {
            all.push({ host, request, what, skip: 0, times: 1, rotates });
          }
        }
      }
    }
  });
  return all;
}

/** The changing requests of the plugins, each with every fault once. */
export async function* engineMatrix(hosts: Hosts): AsyncGenerator<EngineResult> {
  // First one fault of each request, then another: what fits in the time says something of all.
  const cases = (await recorded(hosts)).sort(
    (a, b) => faultNames.indexOf(a.what) - faultNames.indexOf(b.what),
  );
  for (const { rotates, ...fault } of cases) {
    const played = await onScene(hosts, everywhere, (scene) =>
      disturbed(scene, rotates, { fault }),
    );
    const { method, path } = fault.request!;
    const operation = rotates ? "rotation" : "provision";
    const what = `${operation}, ${method} ${path}, ${fault.what}`;
    yield { part: "matrix", count: 1, what, ...played };
  }
}

/** All of it, the engine alone, and the plugins alone, killed at each request that changes something. */
export async function* engineKills(hosts: Hosts): AsyncGenerator<EngineResult> {
  for (const victim of ["all", "engine", "plugins"] as const) {
    for (const rotates of [true, false]) yield* killsOf(hosts, victim, rotates);
  }
}

async function* killsOf(
  hosts: Hosts,
  victim: Victim,
  rotates: boolean,
): AsyncGenerator<EngineResult> {
  for (let at = 0; ; at += 1) {
    let isOver = false;
    const played = await onScene(hosts, everywhere, async (scene) => {
      await disturbed(scene, rotates, { kill: { at, applied: true, victim } });
      isOver = scene.outcomes.at(-1)?.succeeded === true;
    });
    if (isOver) return;
    const operation = rotates ? "rotation" : "provision";
    const what = `${operation}, killed (${victim}) at changing request ${at + 1}`;
    yield { part: "kills", count: 1, what, ...played };
  }
}

async function disturbed(scene: Scene, rotates: boolean, by: Disturbance): Promise<void> {
  const before: HistoryStep[] = [{ do: "up" }, { do: "rotate", binding: first.binding }];
  for (const step of rotates ? before : []) await scene.perform(step);
  await scene.perform({ do: "up", ...by });
}

/** Stacks that share a token, updated at the same time: none takes anything from another. */
export async function* concurrentStacks(hosts: Hosts, count = 3): AsyncGenerator<EngineResult> {
  hosts.empty();
  const names = Array.from({ length: count }, (_, n) => `stack-${n}`);
  for (const name of names) hosts.github.addRepository(name);
  const engines = await Promise.all(names.map(() => RealEngine.create(hosts)));
  const violations: string[] = [];
  const updateAll = async (value: string, tokenName: string) => {
    const outcomes = await Promise.all(
      engines.map((engine, n) => {
        const binding = { ...plain, name: "shop", tokenName, stores: [names[n]!] };
        return engine.up({ bindings: [binding], values: { shop: value } }, {});
      }),
    );
    for (const name of names) {
      const read = placeOf(name).read(hosts, "main");
      if (read !== fingerprintOf(value)) violations.push(`I1: ${name} reads ${read ?? "nothing"}`);
    }
    const messages = outcomes.flatMap((outcome) => outcome.messages);
    if (askedToRevoke(messages).includes(fingerprintOf(value))) {
      violations.push(`I2: ${tokenName} is to be revoked, and every stack holds it`);
    }
    const states = await Promise.all(engines.map((engine) => engine.state()));
    const texts = [...states.map(({ text }) => text), ...engines.flatMap((one) => one.printed())];
    const shown = nothingInClear({ messages, texts, secrets: secretMarks });
    violations.push(...shown.map(formatViolation));
    return outcomes;
  };
  try {
    const [old, next] = [hosts.seal.issue("ci-0"), hosts.seal.issue("ci-1")];
    await updateAll(old, "ci-0");
    await updateAll(next, "ci-1");
    hosts.seal.revoke(old);
    const closed = await updateAll(next, "ci-1");
    const open = closed.filter(({ succeeded }) => !succeeded).flatMap(({ messages }) => messages);
    if (open.length > 0) violations.push(`I6: ${open.join("; ").slice(0, 600)}`);
  } finally {
    for (const engine of engines) engine.stack.remove();
  }
  const what = `${count} stacks that share a token, at the same time`;
  yield { part: "stacks at the same time", count, what, violations };
}
