import assert from "node:assert/strict";
import { first, playAll, shortHistories } from "./engine-histories";
import { Hosts } from "./hosts";
import { RealEngine } from "./real-engine";
import { Scene } from "./scene";
import type { HistoryStep } from "./steps";
import { Workers } from "./workers";

/*
 * The same histories in the real engine with the real plugins and in this process: both hold the
 * invariants, and after every operation the stores, the state and the success are the same. It is what
 * makes the thousands of histories in this process mean something. It does not prove that both do the
 * same while an operation fails half-way: what runs in parallel ends in no certain order.
 */
/** The check of the group is targeted, and what stands on it has to go first. */
const deletionOfATarget: HistoryStep[] = [
  { do: "add-store", binding: "shop", place: "payments" },
  { do: "up" },
  { do: "remove-store", binding: "shop", place: "payments" },
  { do: "up", target: 871870884 },
];

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
    const steps = await playAll(scene, [deletionOfATarget, ...shortHistories(20, 20261127)]);
    await scene.converge();
    assert.deepEqual(scene.violations, []);
    const { violations, standings } = await workers.perform("play", { steps });
    assert.deepEqual(violations, []);
    assert.deepEqual(
      scene.standings.map((standing, index) => ({ after: index, ...standing })),
      standings.map((standing, index) => ({ after: index, ...standing })),
    );
  });
});
