import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { Provider } from "@pulumi/pulumi/provider";
import { Fault } from "../../../src/provider/fault";
import { sealProvider } from "../../../src/provider/provider";
import type { Wire } from "../../../src/provider/wire";
import { SealServer } from "../../support/seal-server";
import { good, otherValue, urn, value } from "./token-fixture";
import { newWorld, rejectionOf, secretOnWire, urnOf, type World } from "./world";

/* The dispatch and its last line of defence; does not prove how the plugin's server prints errors. */

describe("the provider", () => {
  let world: World;
  let provider: Provider;
  let seal: SealServer;
  let inUse: string;

  before(async () => {
    seal = await new SealServer().start();
    inUse = seal.issue("ci-a");
  });
  after(() => seal.stop());
  beforeEach(() => {
    world = newWorld();
    provider = providerOf(world);
  });

  const providerOf = ({ clock, log, environment, newNonce }: World) =>
    sealProvider("1.2.3", "{}", { clock, log, environment, newNonce });
  const given = (): Wire => ({
    ...good,
    token: secretOnWire(inUse),
    authorizationUrl: seal.url,
    checkTimeoutSeconds: 0,
  });
  /** What is kept of a resource that an update before made, and what it was made of. */
  async function madeBefore(of: string, declared: Wire): Promise<{ outs: Wire; inputs: Wire }> {
    const earlier = providerOf(newWorld());
    const checked = await earlier.check!(of, {}, declared);
    const inputs = checked.inputs as Wire;
    const created = await earlier.create!(of, inputs);
    return { outs: created.outs as Wire, inputs };
  }

  async function faultOf(promise: Promise<unknown> | undefined): Promise<string> {
    const fault = await rejectionOf(promise!);
    assert.ok(fault instanceof Fault, inspect(fault));
    assert.doesNotMatch(inspect(fault, { depth: 9, showHidden: true }), /canary/);
    assert.equal(fault.stack, fault.message);
    return fault.message;
  }

  it("tells its version and its schema", () => {
    assert.equal(provider.version, "1.2.3");
    assert.equal(provider.schema, "{}");
  });

  for (const [what, resource] of [
    ["in a component", urn],
    [
      "in a component of a component",
      urn.replace("seal:index:TokenBinding", "acme:index:Shop$seal:index:TokenBinding"),
    ],
    ["by itself", "urn:pulumi:dev::shop::seal:index:Token::production"],
    [
      "with a name that looks like a type",
      "urn:pulumi:dev::shop::seal:index:Token::a$seal:index:Other::b",
    ],
  ] as const) {
    it(`finds the resource of a URN ${what}`, async () => {
      const { failures } = await provider.check!(resource, {}, { ...good, project: "web shop" });
      assert.match(failures?.[0]?.reason ?? "", /^project: /);
    });
  }

  it("finds each of its resources", async () => {
    const diff = (of: string, { outs, inputs }: { outs: Wire; inputs: Wire }, change = {}) =>
      provider.diff!("id", of, outs, { ...inputs, ...change });
    const token = await madeBefore(urn, given());
    assert.deepEqual(await diff(urn, token), { changes: false });
    const { fingerprint, superseded } = token.outs;
    const generation = { generation: "g", fingerprint, written: [], runs: [] };
    const confirmation = await madeBefore(urnOf("Confirmation"), generation);
    assert.deepEqual(await diff(urnOf("Confirmation"), confirmation), { changes: false });
    const { token: value, authorizationUrl } = given();
    const confirmed = { token: value, confirmed: fingerprint, superseded, authorizationUrl };
    const retirement = await madeBefore(urnOf("Retirement"), confirmed);
    assert.deepEqual(await diff(urnOf("Retirement"), retirement), { changes: false });
    const other = await diff(urnOf("Retirement"), retirement, { confirmed: "x" });
    assert.deepEqual(other, { changes: true });
  });

  for (const [what, resource] of [
    ["another resource", urnOf("Other")],
    ["no URN at all", "canary"],
  ] as const) {
    it(`rejects ${what}`, async () => {
      assert.match(
        await faultOf(provider.create!(resource, {})),
        /^the plugin seal 1\.2\.3 has no resource /,
      );
    });
  }

  it("rejects an import, whose state is empty", async () => {
    const message = await faultOf(provider.read!("id", urn, undefined));
    assert.match(message, /cannot be imported or read without its value/);
  });

  describe("that meets an unexpected error", () => {
    const thrown: [string, unknown, RegExp][] = [
      ["an error", new Error(`canary ${value}`), /^an unexpected Error in the plugin seal/],
      [
        "an error with properties",
        Object.assign(new TypeError("canary"), { request: value }),
        /^an unexpected TypeError/,
      ],
      [
        "an error whose text looks like a stack",
        new Error(`x\n    at ${value} (file)`),
        /^an unexpected Error/,
      ],
      ["an error with a cause", new Error("x", { cause: value }), /^an unexpected Error/],
      [
        "an error without a stack",
        Object.assign(new Error("canary"), { stack: undefined }),
        /^an unexpected Error in the plugin seal;/,
      ],
      ["a text", `canary ${value}`, /^an unexpected string in the plugin seal;/],
      ["nothing", undefined, /^an unexpected undefined in the plugin seal;/],
    ];
    let state: Wire;
    beforeEach(async () => {
      ({ outs: state } = await madeBefore(urn, given()));
    });
    for (const [what, error, said] of thrown) {
      it(`rejects with a fault that has nothing of it (${what})`, async () => {
        world.log.listener = () => {
          throw error;
        };
        const message = await faultOf(provider.delete!("id", urn, state));
        assert.match(message, said);
        assert.match(message, /; its text is withheld, because it could hold a secret$/);
      });
    }

    it("says where it happened, so that it can be reported", async () => {
      world.log.listener = () => {
        throw new Error("canary");
      };
      assert.match(
        await faultOf(provider.delete!("id", urn, state)),
        /plugin seal \(\S*listener\)/,
      );
    });

    it("rejects what is no wire value at all", async () => {
      const cases = [
        provider.check!(urn, {}, null),
        provider.create!(urnOf("Confirmation"), {}),
        provider.update!("id", urnOf("Retirement"), state, { token: secretOnWire(otherValue) }),
      ];
      for (const promise of cases) assert.match(await faultOf(promise), /^an unexpected \w+Error/);
    });
  });

  describe("whose engine cancels", () => {
    it("asks nobody any more", async () => {
      const patient = { ...given(), checkTimeoutSeconds: 240 };
      const checked = await provider.check!(urn, {}, patient);
      seal.requests.length = 0;
      await provider.cancel!();
      assert.match(
        await faultOf(provider.create!(urn, checked.inputs)),
        /^token: could not be checked/,
      );
      assert.deepEqual(seal.requests, []);
    });
  });

  it("remembers from one resource to the next which token is held", async () => {
    await provider.check!(urn, {}, good);
    const { failures } = await provider.check!(urnOf("Token", "nightly"), {}, good);
    assert.match(failures?.[0]?.reason ?? "", /^token: must not be that of another binding/);
  });
});
