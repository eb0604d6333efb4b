import assert from "node:assert/strict";
import { Fault } from "../../../src/provider/fault";
import { retirementHandler } from "../../../src/provider/retirement";
import { isSecret, openAll, type Wire } from "../../../src/provider/wire";
import { RetirementScene, urn, type Issued } from "./retirement-scene";
import { newWorld, rejectionOf, unknownOnWire } from "./world";

/* What a retirement makes of the state before; what it asks for is in retirement.test.ts. */

describe("the state of a retirement", () => {
  let scene: RetirementScene;
  let a: Issued;
  let b: Issued;

  beforeEach(async () => {
    scene = await RetirementScene.create();
    ({ a, b } = scene);
  });
  afterEach(() => scene.seal.stop());

  const retirement = () => retirementHandler(newWorld());
  const update = async (olds: Wire, news: Wire) =>
    (await retirementHandler(scene.world).update("retirement", urn, olds, news)).outs;
  const inputs = (superseded: readonly Issued[], change: object = {}) =>
    scene.inputs(superseded, change);
  /** The state of one to which all were proven dead. */
  async function done(superseded: readonly Issued[]): Promise<Wire> {
    for (const { value } of superseded) scene.seal.revoke(value);
    const outs = await scene.retired(inputs(superseded));
    assert.deepEqual(outs.pending, []);
    return outs;
  }

  describe("whose token resource was replaced, and begins an empty list", () => {
    let pending: Wire;

    beforeEach(async () => {
      scene.seal.revoke(b.value);
      pending = await scene.retired(inputs([a, b]));
      assert.equal((openAll(pending).pending as object[]).length, 1);
    });

    it("has what was pending still, which is asked for, as a secret", async () => {
      const asked = await update(pending, inputs([]));
      assert.match(scene.world.log.text, /^error: To do: 1 superseded token is .*"ci-a"/ms);
      scene.world.log.lines.length = 0;
      const again = await update(asked, inputs([]));
      assert.match(scene.world.log.text, /^error: .*"ci-a"/ms);
      assert.ok(isSecret(again.superseded));
    });

    it("is done once that is dead", async () => {
      scene.seal.revoke(a.value);
      assert.deepEqual(await update(pending, inputs([])), { ...inputs([]), pending: [] });
    });

    it("has none that is in use again", async () => {
      const outs = await update(pending, scene.inputs([], {}, a));
      assert.deepEqual(outs.pending, []);
      assert.deepEqual(openAll(outs).superseded, []);
    });
  });

  it("rejects tokens that were not kept under the token in use, naming their fingerprint", async () => {
    const { superseded } = scene.stateOf([a, b]);
    const fault = await rejectionOf(update(await scene.settled(), inputs([], { superseded })));
    assert.ok(fault instanceof Fault);
    assert.match(
      fault.message,
      new RegExp(`fingerprint ${a.fingerprint} cannot be read from state`),
    );
  });

  describe("compared with its inputs", () => {
    const table: [string, () => Promise<Wire>, () => Wire, boolean][] = [
      ["does not change when it is done", () => done([a]), () => inputs([a]), false],
      [
        "changes while something is pending",
        () => scene.retired(inputs([a])),
        () => inputs([a]),
        true,
      ],
      [
        "changes when nobody knows what is pending",
        async () => {
          // A changed copy of what was made, as an edit leaves it.
          const { pending: _pending, ...edited } = await done([a]);
          return edited;
        },
        () => inputs([a]),
        true,
      ],
      ["changes with the list", () => done([a]), () => inputs([a, b]), true],
      [
        "changes with the confirmation",
        () => done([a]),
        () => inputs([a], { confirmed: "x" }),
        true,
      ],
      [
        "changes with the address",
        () => done([a]),
        () => inputs([a], { authorizationUrl: "https://x" }),
        true,
      ],
      [
        "changes with what is unknown",
        () => done([a]),
        () => inputs([a], { superseded: unknownOnWire.array }),
        true,
      ],
    ];
    for (const [what, olds, news, changes] of table) {
      it(what, async () => {
        assert.deepEqual(await retirement().diff(urn, await olds(), news()), { changes });
      });
    }
  });

  it("reads as it stands, and is deleted without a word", async () => {
    const state = await done([a]);
    const handler = retirementHandler(scene.world);
    assert.deepEqual(await handler.read("retirement", urn, state), {
      id: "retirement",
      props: state,
    });
    await handler.delete(urn, state);
    assert.deepEqual(scene.seal.requests, []);
    assert.deepEqual(scene.world.log.lines, []);
  });
});
