import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Provider } from "@pulumi/pulumi/provider";
import { Fault } from "../../../src/provider/fault";
import { sealProvider } from "../../../src/provider/provider";
import { hasUnknown, openAll, type Wire } from "../../../src/provider/wire";
import { root } from "../../support/root";
import { everyState, type Kept } from "./every-state";
import { almost, assertClear, assertEnveloped, fuzzed, mark, settled, wire } from "./fuzz";
import { endPausesAtOnce, newWorld, urnOf, type World } from "./world";

/* Handlers over whatever the engine could send, without a network; does not prove what hosts answer. */

const schema = readFileSync(join(root, "schema.json"), "utf8");
const { resources: declared } = JSON.parse(schema) as {
  resources: Record<string, Record<"inputProperties" | "properties", object>>;
};
const older = `${mark}-token-before`;
const authorizationUrl = "http://127.0.0.1:9/authorization";
const credentials = `${mark}-credentials`;

let made: Promise<Record<string, Kept>> | undefined;
/** Of each resource, inputs and a state that are right: what the handlers made of one binding. */
const rightStates = () =>
  (made ??= everyState({
    values: [`${mark}-token-leaked`, older, `${mark}-token-0123456789`],
    // Those of Azure DevOps are known by their length.
    credentials: { github: credentials, gitlab: credentials, azure: credentials.padEnd(52, "0") },
    nowhere: "http://127.0.0.1:9",
    authorizationUrl,
  }));
/** What a program may give besides. */
const besides: Record<string, object> = {
  Token: {
    createdOn: "2026-11-23",
    leaked: "ci-production-2026-08",
    configKey: "sealToken",
    problems: [["stores[0]: must be given"]],
  },
};

/** What is nearly right, with a property more of those that there are, or not right at all. */
function around(right: object, names: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const any = (maxKeys?: number) =>
    fc.dictionary(fc.constantFrom(...names), wire, maxKeys === undefined ? {} : { maxKeys });
  return fc.oneof(
    { weight: 4, arbitrary: almost(right) },
    {
      weight: 2,
      arbitrary: fc.tuple(almost(right), any(1)).map(([some, more]) => ({ ...some, ...more })),
    },
    { weight: 1, arbitrary: any() },
  );
}

for (const [type, { inputProperties, properties }] of Object.entries(declared)) {
  const name = type.replace("seal:index:", "");
  describe(`whatever is sent to the resource ${name}`, () => {
    const urn = urnOf(name);
    let inputs: object;
    let anyInputs: fc.Arbitrary<Record<string, unknown>>;
    /** Changed copies of what was made: whatever an edit, or an earlier version, may leave. */
    let anyState: fc.Arbitrary<Record<string, unknown>>;
    before(async () => {
      const right = (await rightStates())[name];
      assert.ok(right, `nothing made a ${name}`);
      inputs = { ...right.inputs, ...besides[name] };
      anyInputs = around(inputs, Object.keys(inputProperties));
      anyState = around(right.outs, Object.keys(properties));
    });
    // Only then: no server listens from here on.
    endPausesAtOnce(5);
    let world: World;
    let provider: Required<Provider>;
    const { fetch } = globalThis;

    before(() => {
      // Superseded tokens are refused, the one in use is accepted; every host refuses.
      globalThis.fetch = async (url, init) => {
        const sent = new Headers(init?.headers).get("authorization") ?? "";
        const [, value] = Buffer.from(sent.slice("Basic ".length), "base64").toString().split(":");
        const accepted = (url as string) === authorizationUrl && value !== older;
        return new Response(null, { status: accepted ? 200 : 401 });
      };
    });
    after(() => (globalThis.fetch = fetch));

    const begin = () => {
      world = newWorld();
      const { clock, log, environment, newNonce } = world;
      provider = sealProvider("1.2.3", schema, {
        clock,
        log,
        environment,
        newNonce,
      }) as Required<Provider>;
    };
    const property =
      (act: (news: Record<string, unknown>, olds: Record<string, unknown>) => Promise<void>) =>
      () =>
        fc.assert(
          fc.asyncProperty(anyInputs, anyState, async (news, olds) => {
            begin();
            await act(news, olds);
            for (const line of world.log.lines) assertClear(line);
          }),
          fuzzed,
        );

    const check = async (news: object, olds: object = {}) => {
      const result = await settled(provider.check(urn, olds, news));
      assert.ok(!(result instanceof Fault), "a check rejects nothing, it reports");
      return { checked: result.inputs as Wire, failures: result.failures ?? [] };
    };
    /** Inputs that a check let pass, all of them known. */
    const passed = async (news: object) => {
      const { checked, failures } = await check(news);
      return failures.length > 0 || hasUnknown(openAll(checked)) ? undefined : checked;
    };

    it(
      "is judged clearly by the check",
      property(async (news, olds) => {
        const { checked, failures } = await check(news, olds);
        // An update cannot go on with what is not known; nor can a refusal be told then.
        assert.ok(hasUnknown(openAll(news)) || !hasUnknown(openAll(checked)));
        for (const { property, reason } of failures) {
          assert.equal(property, "");
          assertClear(reason);
          assert.doesNotMatch(reason, /undefined|\[object/);
        }
      }),
    );

    it(
      "is compared with any state",
      property(async (news, olds) => {
        const { checked, failures } = await check(news);
        if (failures.length === 0) await settled(provider.diff("id", urn, olds, checked));
      }),
    );

    it(
      "is created or refused clearly, once it passed the check",
      property(async (news) => {
        const checked = await passed(news);
        if (!checked) return;
        const created = await settled(provider.create(urn, checked));
        if (!(created instanceof Fault)) assertEnveloped(created.outs);
      }),
    );

    it(
      "is updated or refused clearly, over any state",
      property(async (news, olds) => {
        const checked = await passed(news);
        if (!checked) return;
        const updated = await settled(provider.update("id", urn, olds, checked));
        if (!(updated instanceof Fault)) assertEnveloped(updated.outs);
      }),
    );

    it(
      "is read or refused clearly, in any state",
      property(async (_news, state) => {
        await settled(provider.read("id", urn, state));
      }),
    );

    it(
      "is deleted or refused clearly, in any state",
      property(async (_news, state) => {
        await settled(provider.delete("id", urn, state));
      }),
    );

    it("passes the check where it is right, and is refused where nobody answers", async () => {
      begin();
      const { failures } = await check({ ...inputs, problems: [] });
      assert.deepEqual(failures, []);
    });
  });
}
