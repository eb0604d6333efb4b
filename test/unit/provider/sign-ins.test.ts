import assert from "node:assert/strict";
import { reasonOf } from "../../../src/provider/fault";
import type { Wire } from "../../../src/provider/wire";
import { things, type Thing } from "./things";
import { endPausesAtOnce, newWorld, rejectionOf, secretOnWire, urnOf } from "./world";

describe("what is declared no more, after its credentials were renewed (F06)", () => {
  endPausesAtOnce();

  for (const [host, create] of Object.entries(things)) {
    describe(`on ${host}`, () => {
      let scene: Thing;
      before(async () => {
        scene = await create();
      });
      after(() => scene.stop());
      const urn = () => urnOf(scene.type);
      const declared = (credentials: string): Wire => ({
        ...scene.inputs,
        credentials: secretOnWire(credentials),
      });

      it("is deleted with those that this update declares there, and says what to do without", async () => {
        const { outs } = await scene.handler(newWorld()).create(urn(), declared(scene.accepted));
        // Azure DevOps' are known by their length.
        const renewed = scene.accepted.replace(/.{4}$/, "next");
        scene.renew(renewed);
        const refused = await rejectionOf(scene.handler(newWorld()).delete(urn(), outs));
        assert.match(
          reasonOf(refused),
          /run `pulumi up` with a store there, and then do this again$/,
        );
        assert.ok(scene.isThere());
        const handler = scene.handler(newWorld());
        handler.check(urn(), {}, declared(renewed));
        await handler.delete(urn(), outs);
        assert.ok(!scene.isThere());
      });
    });
  }
});
