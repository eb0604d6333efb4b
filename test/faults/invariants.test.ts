import assert from "node:assert/strict";
import { judge, type Observed, type Step } from "./invariants";

/* That a violation is seen: what judges thousands of histories is judged here. */

const [old, next] = ["aaaaaaaaaaaa", "bbbbbbbbbbbb"];

const observed = (change: Partial<Observed> = {}): Observed => ({
  main: { shop: old },
  feature: { shop: "refused" },
  heldByRuns: [],
  alive: new Set([old, next]),
  known: new Set([old]),
  ...change,
});

const step = (change: Partial<Step> = {}): Step => ({
  before: observed(),
  after: observed(),
  declared: new Set(["shop"]),
  destroys: false,
  hasLostState: false,
  succeeded: true,
  contested: new Map(),
  touched: [],
  messages: [],
  texts: [],
  ever: new Set([old]),
  farewells: new Set(),
  secrets: ["canarySealToken"],
  ...change,
});

const toDo = (token: string) =>
  `To do: 1 superseded token is not proven dead yet.\n  - "ci" (fingerprint ${token}): still accepted\nMake sure that no other stack or binding uses this fingerprint, revoke the token on Seal's page`;
const farewell = (token: string, condition = "") =>
  `warning: No store in the state of this stack holds "ci" (fingerprint ${token}) any more, but nothing was revoked; if no other stack uses what is listed, nor a store that was taken out of the state${condition}, revoke it at Settings > Tokens`;

describe("the invariants", () => {
  const found = (change: Partial<Step>) => judge(step(change)).map(({ invariant }) => invariant);

  it("hold while nothing happens, and for a rotation as it should be", () => {
    assert.deepEqual(found({}), []);
    const after = observed({ main: { shop: next }, known: new Set([old, next]) });
    assert.deepEqual(found({ after, messages: [toDo(old)], ever: new Set([old, next]) }), []);
  });

  for (const [what, invariant, change] of [
    ["a store that lost its token", "I1", { after: observed({ main: { shop: undefined } }) }],
    [
      "a store that got a dead token",
      "I1",
      { after: observed({ main: { shop: next }, alive: new Set([old]) }) },
    ],
    ["a to-do for what a store holds", "I2", { messages: [toDo(old)] }],
    [
      "a to-do for what a run holds",
      "I2",
      { after: observed({ heldByRuns: [next] }), messages: [toDo(next)] },
    ],
    [
      "a farewell to what a run holds, without a word of runs",
      "I2",
      { after: observed({ heldByRuns: [next] }), messages: [farewell(next)] },
    ],
    [
      "a farewell to what a store holds",
      "I2",
      { messages: [farewell(old)], farewells: new Set([old]) },
    ],
    [
      "a to-do for what a store holds that is in no state any more",
      "I2",
      { hasLostState: true, messages: [toDo(old)] },
    ],
    ["a living token that nothing knows", "I3", { ever: new Set([old, next]) }],
    ["a feature branch that reads", "I4", { after: observed({ feature: { shop: old } }) }],
    ["a token in a message", "I5", { messages: ["it is canarySealToken-0123"] }],
    ["a token in the state", "I5", { texts: ['{"value":"canarySealToken-0123"}'] }],
  ] as const) {
    it(`see ${what}`, () => {
      assert.deepEqual(found(change), [invariant]);
    });
  }

  it("leave what people did by hand to them, and what they were told of", () => {
    const open = observed({ feature: { shop: old } });
    assert.deepEqual(found({ before: open, after: open }), []);
    const leaked = `LEAKED: it is not proven dead: still accepted. Revoke it now, revoke the token on Seal's page (fingerprint ${old})`;
    assert.deepEqual(found({ messages: [leaked] }), []);
    const lost = { hasLostState: true, messages: [farewell(old)], farewells: new Set([old]) };
    assert.deepEqual(found(lost), []);
    const condition = ", and CI runs that began before have ended";
    assert.deepEqual(
      found({
        after: observed({ heldByRuns: [next] }),
        messages: [farewell(next, condition)],
        ever: new Set([old, next]),
        farewells: new Set([next]),
      }),
      [],
    );
  });
});
