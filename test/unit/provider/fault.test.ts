import assert from "node:assert/strict";
import { inspect } from "node:util";
import { codeOf, Fault, PartialFault } from "../../../src/provider/fault";

/* What an error carries; does not prove that every error is one of these. */

const canary = "canaryCredentials";

describe("a fault", () => {
  const fault = new Fault("it did not work");

  it("has its message for a stack, because the plugin server prints the stack", () => {
    assert.equal(fault.stack, "it did not work");
    assert.ok(fault instanceof Error);
  });

  it("has no cause and no property of its own but message, name and stack", () => {
    assert.deepEqual(Object.getOwnPropertyNames(fault).sort(), ["message", "name", "stack"]);
  });

  it("prints as its message, without a line of code", () => {
    assert.doesNotMatch(inspect(fault, { depth: null }), /\n\s*at |test\/unit/);
  });
});

describe("a partial fault", () => {
  const fault = new PartialFault("not finished", "retirement", { pending: [] });

  it("carries what the engine stores of an update that failed halfway", () => {
    assert.ok(fault instanceof Fault);
    const { id, properties, reasons } = fault;
    assert.deepEqual(
      { id, properties, reasons },
      {
        id: "retirement",
        properties: { pending: [] },
        reasons: ["not finished"],
      },
    );
  });
});

describe("what is said of a library's error", () => {
  const withCode = (code: unknown, cause?: unknown) =>
    Object.assign(new Error(canary, { cause }), { code, request: { headers: canary } });
  const named = (name: string) => Object.assign(new Error(canary), { name });

  const table: [string, unknown, string][] = [
    ["its code", withCode("ECONNREFUSED"), "ECONNREFUSED"],
    [
      "the code of its cause",
      new TypeError(canary, { cause: withCode("ECONNRESET") }),
      "ECONNRESET",
    ],
    [
      "its own code before its cause's",
      withCode("UND_ERR_SOCKET", withCode("X")),
      "UND_ERR_SOCKET",
    ],
    ["that it took too long", named("TimeoutError"), "TimeoutError"],
    ["that it was cancelled", named("AbortError"), "AbortError"],
    ["that the signal cancelled it", new DOMException(canary, "AbortError"), "AbortError"],
    ["no more than that, when its code is a number", withCode(42), "for no known reason"],
    ["no more than that, when its code could be a text", withCode(canary), "for no known reason"],
    ["no more than that, when it has no code", new Error(canary), "for no known reason"],
    ["no more than that, when it is no error", canary, "for no known reason"],
  ];
  for (const [what, error, said] of table) {
    it(`is ${what}`, () => assert.equal(codeOf(error), said));
  }

  it("comes from no deeper than four causes, because causes may go in circles", () => {
    const error = new Error(canary);
    error.cause = error;
    assert.equal(codeOf(error), "for no known reason");
  });
});
