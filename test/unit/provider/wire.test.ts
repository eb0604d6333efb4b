import assert from "node:assert/strict";
import fc from "fast-check";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import {
  hasUnknown,
  isSecret,
  open,
  openAll,
  secret,
  unknown,
  unknownOnWire as sentinel,
  withDefaults,
  withoutUndefined,
  type Wire,
} from "../../../src/provider/wire";
import { fuzzed, wire } from "./fuzz";
import { outputOnWire, secretOnWire, unknownOnWire } from "./world";

/* Wire values as the Node.js SDK hands them over; does not prove that an engine sends these. */

describe("an opened wire value", () => {
  const table: [string, unknown, unknown][] = [
    ["a text as it is", "text", "text"],
    ["a number as it is", 0, 0],
    ["a boolean as it is", false, false],
    ["null as absent", null, undefined],
    ["a secret without its envelope", secretOnWire("s"), "s"],
    ["a secret in a secret", secretOnWire(secretOnWire("s")), "s"],
    ["a secret list", secretOnWire([1, null]), [1, undefined]],
    ["a secret that is null as absent", secretOnWire(null), undefined],
    ["a secret that is not known", secretOnWire(unknownOnWire.string), unknown],
    ["an output value", outputOnWire({ value: "v" }), "v"],
    ["a secret output value", outputOnWire({ value: secretOnWire("v"), secret: true }), "v"],
    ["an output value that is not known", outputOnWire({}), unknown],
    ["a secret output value that is not known", outputOnWire({ secret: true }), unknown],
    ["an output value that is null as absent", outputOnWire({ value: null }), undefined],
    [
      "what is nested in lists and objects",
      { list: [{ token: secretOnWire("s") }, unknownOnWire.object], none: null },
      { list: [{ token: "s" }, unknown], none: undefined },
    ],
    [
      "an envelope of another kind as the object it is",
      { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "asset" },
      { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "asset" },
    ],
    ["a property called value without an envelope", { value: "v" }, { value: "v" }],
    ["a text that only begins like a sentinel", `${sentinel}-`, `${sentinel}-`],
  ];
  for (const [what, wire, opened] of table) {
    it(`is ${what}`, () => assert.deepEqual(open(wire), opened));
  }

  for (const [kind, value] of Object.entries(unknownOnWire)) {
    it(`is unknown for the sentinel of a ${kind}`, () => assert.equal(open(value), unknown));
  }

  it("keeps a property called __proto__ a property, because names come from outside", () => {
    const opened = openAll(JSON.parse('{"__proto__": {"alive": true}}') as Wire);
    assert.equal(opened.alive, undefined);
    assert.ok(Object.hasOwn(opened, "__proto__"));
  });
});

describe("a wire value", () => {
  const table: [string, unknown, { isSecret: boolean; hasUnknown: boolean }][] = [
    ["a text", "text", { isSecret: false, hasUnknown: false }],
    ["null", null, { isSecret: false, hasUnknown: false }],
    ["a secret", secretOnWire("s"), { isSecret: true, hasUnknown: false }],
    ["a secret in a list", [["s", secretOnWire("s")]], { isSecret: true, hasUnknown: false }],
    [
      "a secret in an object",
      { a: { b: secretOnWire("s") } },
      { isSecret: true, hasUnknown: false },
    ],
    ["an output value", outputOnWire({ value: "v" }), { isSecret: false, hasUnknown: false }],
    [
      "an output value marked secret",
      outputOnWire({ value: "v", secret: true }),
      { isSecret: true, hasUnknown: false },
    ],
    [
      "an output value of a secret",
      outputOnWire({ value: { a: secretOnWire("v") } }),
      { isSecret: true, hasUnknown: false },
    ],
    ["a sentinel", unknownOnWire.string, { isSecret: false, hasUnknown: true }],
    ["a sentinel, deep", { a: [{ b: unknownOnWire.bool }] }, { isSecret: false, hasUnknown: true }],
    ["a secret sentinel", secretOnWire(unknownOnWire.string), { isSecret: true, hasUnknown: true }],
    ["an output value without a value", outputOnWire({}), { isSecret: false, hasUnknown: true }],
  ];
  for (const [what, wire, expected] of table) {
    it(`tells secrets and unknowns apart in ${what}`, () => {
      assert.deepEqual({ isSecret: isSecret(wire), hasUnknown: hasUnknown(open(wire)) }, expected);
    });
  }
});

describe("what goes back on the wire", () => {
  const values: [string, unknown][] = [
    ["a text", "s"],
    ["an empty text", ""],
    ["an empty list", []],
    ["a list of objects", [{ value: "a", createdOn: "2026-11-23" }, { value: "b" }]],
    ["zero and false", { zero: 0, no: false }],
  ];
  for (const [what, value] of values) {
    it(`brings ${what} back through the engine's message format, still secret`, () => {
      const struct = Struct.fromJavaScript({ it: secret(value) as JavaScriptValue });
      const read = Struct.deserializeBinary(struct.serializeBinary()).toJavaScript();
      assert.ok(isSecret(read.it));
      assert.deepEqual(openAll(read).it, value);
    });
  }

  it("brings the sentinel back as unknown", () => {
    const struct = Struct.fromJavaScript({ it: sentinel });
    assert.equal(openAll(struct.toJavaScript()).it, unknown);
  });

  it("leaves out what is undefined, at any depth, because the wire has no undefined", () => {
    const value = { a: undefined, b: [{ c: undefined, d: null }], e: 0 };
    assert.deepEqual(withoutUndefined(value), { b: [{ d: null }], e: 0 });
    assert.deepEqual(open(secret(value)), { b: [{ d: undefined }], e: 0 });
  });
});

describe("any value", () => {
  const noted = (wire: unknown, kind: string): boolean =>
    JSON.stringify(wire)?.includes(kind) ?? false;

  it("opens to the same inside an envelope, and is secret there", () => {
    fc.assert(
      fc.property(wire, (value) => {
        assert.deepEqual(open(secretOnWire(value)), open(value));
        assert.ok(isSecret({ a: [secretOnWire(value)] }));
        assert.ok(
          noted(value, "1b47061264138c4ac30d75fd1eb44270") ||
            noted(value, '"secret":true') ||
            !isSecret(value),
        );
      }),
      fuzzed,
    );
  });

  it("comes back through the engine's message format as it went", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const struct = Struct.fromJavaScript({ it: secret(value) as JavaScriptValue });
        const read = Struct.deserializeBinary(struct.serializeBinary()).toJavaScript();
        assert.deepEqual(openAll(read).it, open(value));
      }),
      fuzzed,
    );
  });
});

describe("a default", () => {
  const defaults = { seconds: 240, url: "https://default" };
  for (const [what, value, kept] of [
    ["takes the place of what is absent", undefined, 240],
    ["takes the place of null, which the engine sends for absent", null, 240],
    ["takes the place of a secret null", secretOnWire(null), 240],
    ["leaves zero alone", 0, 0],
    ["leaves an unknown alone", unknownOnWire.number, unknownOnWire.number],
    ["leaves a secret in its envelope", secretOnWire(5), secretOnWire(5)],
  ] as const) {
    it(what, () => {
      assert.deepEqual(withDefaults(defaults, { seconds: value, name: "n" }), {
        seconds: kept,
        url: "https://default",
        name: "n",
      });
    });
  }
});
