import assert from "node:assert/strict";
import { converge } from "./converge";
import { first, playAll, shortHistories } from "./engine-histories";
import { Hosts } from "./hosts";
import { RealEngine } from "./real-engine";
import { Scene } from "./scene";
import { differences } from "./standing";
import type { HistoryStep } from "./steps";
import { Workers } from "./workers";

/** The check of the group is targeted, and what stands on it has to go first. */
const deletionOfATarget: HistoryStep[] = [
  { do: "add-store", binding: "shop", place: "payments" },
  { do: "up" },
  { do: "remove-store", binding: "shop", place: "payments" },
  { do: "up", target: 871870884 },
  { do: "up" },
];

/** What people force, name anew, protect, and take out of the state. Which resource that is changes with names. */
const byHand: HistoryStep[] = [
  { do: "up" },
  { do: "up", replace: { which: 2, alone: false } },
  { do: "up", replace: { which: 7, alone: true } },
  { do: "taint", which: 6 },
  { do: "up" },
  { do: "rename-binding", binding: "shop", alias: true },
  { do: "up" },
  { do: "protect", binding: "shop" },
  { do: "add-store", binding: "shop", place: "search" },
  { do: "up" },
  { do: "taint", which: 9 },
  { do: "up" },
  { do: "unprotect", binding: "shop" },
  { do: "up" },
  { do: "protect", binding: "shop" },
  { do: "up" },
  { do: "remove-store", binding: "shop", place: "search" },
  { do: "unprotect", binding: "shop" },
  { do: "up" },
  { do: "unprotect-asked" },
  { do: "up" },
  { do: "provide", binding: "shop", place: "shop" },
  { do: "up" },
  { do: "provide", binding: "shop", place: "shop" },
  { do: "claim", binding: "shop", place: "shop", spelled: false },
  { do: "up" },
  { do: "unclaim", binding: "shop", place: "shop" },
  { do: "delete-state", which: 11 },
  { do: "up" },
  { do: "rename-binding", binding: "shop", alias: false },
  { do: "up" },
  { do: "alias", binding: "shop" },
  { do: "up" },
];

const refresh: HistoryStep[] = [{ do: "refresh" }];

/*
 * The same histories in the real engine with the real plugins and in this process: both hold the
 * invariants, and after every operation the stores, the state and the success are the same. It is what
 * makes the thousands of histories in this process mean something. It does not prove that both do the
 * same while an operation fails half-way: what runs in parallel ends in no certain order.
 */
describe("the engine in this process", () => {
  let hosts: Hosts;
  let workers: Workers;
  let engine: RealEngine;

  before(async () => {
    hosts = await Hosts.start();
    workers = new Workers(1);
    engine = await RealEngine.create(hosts);
  });
  after(async () => {
    workers.stop();
    engine.stack.remove();
    await hosts.stop();
  });

  it("does what the real one does in 20 short histories, and neither violates an invariant", async () => {
    const scene = new Scene(hosts, engine);
    scene.add(first.binding, first.stores);
    const histories = [deletionOfATarget, ...shortHistories(20, 20262836), refresh];
    const steps = await playAll(scene, histories);
    await converge(scene);
    assert.deepEqual(scene.violations, []);
    // Of 47 one is no step, and nothing that matters is left out.
    assert.ok(steps.length >= 46, `${steps.length} steps were played`);
    const played = new Set<string>(steps.map((step) => step.do));
    for (const one of ["add-binding", "remove-binding", "set", "revoke", "queue-run", "destroy"]) {
      assert.ok(played.has(one), `no ${one} was played`);
    }
    const { violations, standings } = await workers.perform("play", { steps });
    assert.deepEqual(violations, []);
    assert.deepEqual(differences(scene.standings, standings), []);
    const certain = scene.standings.filter(({ isCertain }) => isCertain).length;
    assert.ok(certain >= 27, `what comes of ${certain} operations is certain`);
  });

  it("does what the real one does when people force it, name things anew and change the state", async () => {
    hosts.empty();
    const another = await RealEngine.create(hosts);
    try {
      const scene = new Scene(hosts, another);
      scene.add(first.binding, first.stores);
      for (const step of byHand) await scene.perform(step);
      const { standings } = await workers.perform("play", { steps: byHand, converges: false });
      assert.deepEqual(differences(scene.standings, standings), []);
    } finally {
      another.stack.remove();
    }
  });
});
