import * as pulumi from "@pulumi/pulumi";
import log = require("@pulumi/pulumi/log");
import assert from "node:assert/strict";
import { withholdAnswers } from "../../../src/components/debug-log";

describe("the debug log of a program with a binding", () => {
  const { debug } = log;
  let said: unknown[][];

  beforeEach(() => {
    said = [];
    const record: typeof log.debug = (...given) => {
      said.push(given);
      return Promise.resolve();
    };
    Object.assign(log, { debug: record });
  });
  afterEach(() => Object.assign(log, { debug }));

  for (const [text, shown] of [
    [
      "RegisterResource RPC finished: resource:a[t]; err: null, resp: urn,a,token\nof two lines",
      "RegisterResource RPC finished: resource:a[t]; err: null, resp: [withheld by pulumi-seal]",
    ],
    [
      "ReadResource RPC finished: resource:a[t]; err: null, resp: a, resp: b",
      "ReadResource RPC finished: resource:a[t]; err: null, resp: [withheld by pulumi-seal]",
    ],
    [
      "Invoke RPC finished: tok=t; err: null, resp: token",
      "Invoke RPC finished: tok=t; err: null, resp: [withheld by pulumi-seal]",
    ],
    ["Registering resource: t=t, name=a", "Registering resource: t=t, name=a"],
    ["of a person, resp: 1", "of a person, resp: 1"],
  ] as const) {
    it(`shows ${JSON.stringify(text)} as far as it is no answer`, async () => {
      withholdAnswers();
      await log.debug(text, undefined, 7, true);
      assert.deepEqual(said, [[shown, undefined, 7, true]]);
    });
  }

  it("is changed once, whatever number of bindings there is", () => {
    withholdAnswers();
    const changed = log.debug;
    withholdAnswers();
    assert.equal(log.debug, changed);
  });

  it("is left as it is where it cannot be changed, which is told", () => {
    const { warn } = log;
    const warned: string[] = [];
    const record: typeof log.warn = (text) => Promise.resolve(void warned.push(text));
    Object.assign(log, { warn: record });
    const before = log.debug;
    Object.defineProperty(log, "debug", { writable: false });
    withholdAnswers();
    Object.defineProperty(log, "debug", { writable: true });
    Object.assign(log, { warn });
    assert.equal(log.debug, before);
    assert.match(warned.join("\n"), /^pulumi-seal does not know the debug log .*keep it secret$/);
  });

  it("is that of the SDK's own functions, too", async () => {
    withholdAnswers();
    await pulumi.log.debug("RegisterResource RPC finished: a; err: null, resp: token");
    assert.doesNotMatch(JSON.stringify(said), /token/);
    assert.equal(said.length, 1);
  });
});
