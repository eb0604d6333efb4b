import assert from "node:assert/strict";
import { first } from "../faults/declarations";
import { Hosts } from "../faults/hosts";
import { RealEngine } from "../faults/real-engine";
import { Scene } from "../faults/scene";
import type { HistoryStep } from "../faults/steps";

/* A binding that is renamed, with an alias, while an update before it is not at its end. */

describe("a binding that is renamed while a token is still to be revoked", () => {
  let engine: RealEngine;
  let hosts: Hosts;
  let scene: Scene;

  beforeEach(async () => {
    hosts = await Hosts.start();
    hosts.empty();
    engine = await RealEngine.create(hosts);
    scene = new Scene(hosts, engine);
    scene.add(first.binding, first.stores);
  });
  afterEach(async () => {
    engine.stack.remove();
    await hosts.stop();
  });

  const play = async (...steps: HistoryStep[]) => {
    for (const step of steps) await scene.perform(step);
    return scene.outcomes.at(-1)!;
  };
  const { binding } = first;
  const rename: HistoryStep = { do: "rename-binding", binding, alias: true };

  it("goes on under its new name", async () => {
    await play({ do: "up" }, { do: "rotate", binding }, { do: "up" }, rename);
    const { messages } = await play({ do: "up" });
    assert.match(messages.join("\n"), /still accepted/);
    const closed = await play({ do: "revoke-asked" }, { do: "up" });
    assert.ok(closed.succeeded, closed.messages.join("\n"));
    assert.deepEqual(scene.violations, []);
  });

  it("goes on after `pulumi state repair` where its place was made anew before", async () => {
    await play({ do: "up" }, { do: "rotate", binding });
    await play({ do: "at-host", place: "shop", change: "remake" }, { do: "up" }, rename);
    // The engine (3.220) writes a state then that it refuses to read.
    await play({ do: "up" });
    await engine.stack.command("state", "repair", "--yes");
    const { messages } = await play({ do: "up" });
    assert.match(messages.join("\n"), /still accepted/);
    const closed = await play({ do: "revoke-asked" }, { do: "up" });
    assert.ok(closed.succeeded, closed.messages.join("\n"));
    assert.deepEqual(scene.violations, []);
  });
});
