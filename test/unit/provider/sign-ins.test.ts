import assert from "node:assert/strict";
import { reasonOf } from "../../../src/provider/fault";
import type { Wire } from "../../../src/provider/wire";
import { things, type Thing } from "./things";
import { endPausesAtOnce, newWorld, rejectionOf, secretOnWire, urnOf } from "./world";

/** No program of this machine signs in. */
const nobody = () => {
  const world = newWorld();
  world.environment.GH_PATH = "/nonexistent";
  return world;
};

describe("what is declared no more, after its credentials were renewed (F06)", () => {
  endPausesAtOnce();

  for (const [host, create] of Object.entries(things)) {
    describe(`on ${host}`, () => {
      let scene: Thing;
      beforeEach(async () => {
        scene = await create();
      });
      afterEach(() => scene.stop());
      // Azure DevOps' are known by their length.
      const renewed = () => scene.accepted.replace(/.{4}$/, "next");
      const urn = () => urnOf(scene.type);
      const declared = (credentials: string): Wire => ({
        ...scene.inputs,
        credentials: secretOnWire(credentials),
      });

      it("is deleted with those that this update declares there, and says what to do without", async () => {
        const { outs } = await scene.handler(newWorld()).create(urn(), declared(scene.accepted));
        scene.renew(renewed());
        const refused = await rejectionOf(scene.handler(newWorld()).delete(urn(), outs));
        assert.match(
          reasonOf(refused),
          /run `pulumi up` with a store there, and then do this again$/,
        );
        assert.ok(scene.isThere());
        const handler = scene.handler(newWorld());
        handler.check(urn(), {}, declared(renewed()));
        await handler.delete(urn(), outs);
        assert.ok(!scene.isThere());
      });

      it("is deleted with those of the environment where this update declares these", async () => {
        const { outs } = await scene.handler(newWorld()).create(urn(), declared(scene.accepted));
        scene.renew(renewed());
        const world = newWorld();
        world.environment[scene.variable] = renewed();
        const handler = scene.handler(world);
        handler.check(urn(), {}, scene.inputs);
        await handler.delete(urn(), outs);
        assert.ok(!scene.isThere());
      });

      for (const state of ["not accepted any more", "shown it no more"]) {
        it(`is deleted with the second that this update declares, while the first are of another place, and those of the state ${state}`, async () => {
          const { outs } = await scene.handler(newWorld()).create(urn(), declared(scene.accepted));
          const before =
            state === "shown it no more" ? secretOnWire(scene.elsewhere) : outs.credentials;
          scene.renew(renewed());
          const handler = scene.handler(newWorld());
          handler.check(urn(), {}, declared(scene.elsewhere));
          const left = { ...outs, credentials: before };
          const refused = reasonOf(await rejectionOf(handler.delete(urn(), left)));
          assert.match(refused, /was deleted, or moved out of reach of these credentials/);
          if (state === "not accepted any more") {
            assert.match(refused, /^[^;]*(401|not accepted).*this update declares: the (rep|pro)/);
          }
          handler.check(urn(), {}, declared(renewed()));
          await handler.delete(urn(), left);
          assert.ok(!scene.isThere());
        });
      }

      it("says that there are no credentials where there are none, and not that it was deleted", async () => {
        const world = nobody();
        world.environment[scene.variable] = scene.accepted;
        const { outs } = await scene.handler(world).create(urn(), scene.inputs);
        for (const ask of ["delete", "read"] as const) {
          const handler = scene.handler(nobody());
          const refused = await rejectionOf(
            ask === "delete" ? handler.delete(urn(), outs) : handler.read("id", urn(), outs),
          );
          assert.match(reasonOf(refused), /there are no credentials/);
          assert.match(reasonOf(refused), new RegExp(scene.variable));
          assert.doesNotMatch(reasonOf(refused), /was deleted|pulumi state delete/);
        }
        assert.ok(scene.isThere());
      });
    });
  }
});
