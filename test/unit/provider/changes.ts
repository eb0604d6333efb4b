import assert from "node:assert/strict";
import type { Handler } from "../../../src/provider/handler";
import type { Wire } from "../../../src/provider/wire";

/** What changes of a resource, with what becomes of it: the properties for which it becomes another. */
export type Change = readonly [what: string, change: object, becomes: "stays" | readonly string[]];

/** One test for each change: whether the resource stays, is updated, or becomes another, never deleted first. */
export function itTellsChanges(
  urn: string,
  handler: () => Handler,
  given: (change?: object) => Wire,
  changes: readonly Change[],
): void {
  for (const [what, change, becomes] of changes) {
    const replaces = becomes === "stays" ? [] : [...becomes];
    const how =
      becomes === "stays" ? becomes : replaces.length > 0 ? "becomes another" : "is updated";
    it(`${how} for ${what}`, async () => {
      const { outs } = await handler().create(urn, given());
      assert.deepEqual(await handler().diff(urn, outs, given(change)), {
        changes: becomes !== "stays",
        replaces,
        deleteBeforeReplace: false,
      });
    });
  }
}
