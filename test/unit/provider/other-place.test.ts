import assert from "node:assert/strict";
import { reasonOf } from "../../../src/provider/fault";
import { Owners } from "../../../src/provider/owners";
import type { Wire } from "../../../src/provider/wire";
import { things } from "./things";
import { endPausesAtOnce, newWorld, rejectionOf, secretOnWire, urnOf } from "./world";

describe("what was deleted and made anew under the same name", () => {
  endPausesAtOnce();

  for (const [host, create] of Object.entries(things)) {
    it(`is written on ${host} only when the preflight of the update has seen it`, async () => {
      const thing = await create();
      try {
        const urn = urnOf(thing.type);
        const news: Wire = { ...thing.inputs, credentials: secretOnWire(thing.accepted) };
        const { outs } = await thing.handler(newWorld()).create(urn, news);
        thing.remake();
        // No preflight said anything.
        const world = { ...newWorld(), owners: new Owners() };
        const handler = thing.handler(world);
        const { replaces } = await handler.diff(urn, outs, news);
        assert.equal(replaces?.length, 1);
        // `--target-replace` asks for this without a comparison.
        const refused = await rejectionOf(handler.create(urn, news));
        assert.match(
          reasonOf(refused),
          /the preflight has not seen in this update whose the place is; run `pulumi up`/,
        );
        // As for a thing that is new.
        const { outs: anew } = await thing.handler(newWorld()).create(urn, news);
        assert.notEqual(anew.holderId, outs.holderId);
      } finally {
        await thing.stop();
      }
    });
  }
});
