import assert from "node:assert/strict";
import { formatProblem, problem } from "../../../src/model/problem";

/* The wording of one problem; does not prove that anybody is told of it. */

describe("a problem", () => {
  const received: [string, unknown, string][] = [
    ["nothing", undefined, "nothing"],
    ["an empty text", "", '""'],
    ["a text, quoted", 'two "words"', String.raw`"two \"words\""`],
    ["a line break, escaped", "a\nb", String.raw`"a\nb"`],
    ["a number", 0, "0"],
    ["a boolean", false, "false"],
    ["a list, by its length alone", ["a", "b"], "a list of 2"],
    ["an object, by its type alone", { token: "t" }, "a value of type object"],
    ["a symbol, by its type alone", Symbol("unknown"), "a value of type symbol"],
    ["60 characters in full", "x".repeat(60), `"${"x".repeat(60)}"`],
  ];
  for (const [what, value, shown] of received) {
    it(`shows ${what}`, () => {
      assert.equal(
        formatProblem(problem("at", "hold", { received: value })),
        `at: must hold, received ${shown}`,
      );
    });
  }

  it("cuts a longer text and says how long it is, so that one line stays one line", () => {
    const text = formatProblem(problem("at", "hold", { received: "y".repeat(61) }));
    assert.ok(text.includes("y".repeat(60)) && !text.includes("y".repeat(61)));
    assert.match(text, /… \(61 characters\)$/);
  });

  it("says nothing of what was received unless it is told, because it may be a secret", () => {
    assert.equal(formatProblem(problem("token", "be a secret")), "token: must be a secret");
  });

  it("ends with the remedy", () => {
    assert.deepEqual(problem("at", "hold", { received: 1, remedy: "do this" }), {
      path: "at",
      reason: "must hold, received 1; do this",
    });
  });
});
