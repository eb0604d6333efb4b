import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Provider } from "@pulumi/pulumi/provider";
import { fingerprintOf } from "../../../src/model/token";
import { Fault } from "../../../src/provider/fault";
import { sealProvider } from "../../../src/provider/provider";
import { seal } from "../../../src/provider/sealed";
import { hasUnknown, openAll, type Wire } from "../../../src/provider/wire";
import { root } from "../../support/root";
import { almost, assertClear, assertEnveloped, fuzzed, mark, settled, wire } from "./fuzz";
import { endPausesAtOnce, newWorld, secretOnWire, urnOf, type World } from "./world";

/* Handlers over whatever the engine could send, without a network; does not prove what hosts answer. */

const schema = readFileSync(join(root, "schema.json"), "utf8");
const token = `${mark}-token-0123456789`;
const older = `${mark}-token-before`;
const fingerprint = fingerprintOf(token);
const credentials = secretOnWire(`${mark}-credentials`);
/** Nobody listens there; what is fetched is answered at once. */
const nowhere = "http://127.0.0.1:9";
const authorizationUrl = "http://127.0.0.1:9/authorization";

const sealed = seal(
  { value: older, fingerprint: fingerprintOf(older), tokenName: "before", project: "p" },
  token,
);
const owner = "acme/shop/dev/production";
const projectId = "8c6bb1f2-7a4e-4a52-9d0f-4c6c1f1b2a3d";
const place = {
  store: "a store",
  path: "stores[0]",
  key: "k",
  label: owner,
  adopted: false,
  confined: true,
  branch: "main",
  secretName: "SEAL_TOKEN",
  credentials,
};
const places = [
  {
    ...place,
    host: "github",
    owner: "acme",
    repository: "web-shop",
    environment: "e",
    accept: ["agents"],
    apiUrl: nowhere,
  },
  {
    ...place,
    host: "gitlab",
    project: "acme/shop",
    environmentScope: "*",
    accept: { branches: ["b"], tags: ["v*"], variables: ["group"] },
    apiUrl: nowhere,
  },
  {
    ...place,
    host: "azure-devops",
    project: "shop",
    group: "g",
    protectedOnly: true,
    pipelines: [42],
    organizationUrl: `${nowhere}/acme`,
  },
];

/** Of each resource, inputs and outputs that are right. */
const resources: Record<string, { inputs: object; outputs: object }> = {
  Token: {
    inputs: {
      token: secretOnWire(token),
      tokenName: "ci-production-2026-11",
      type: "production",
      expiry: "never",
      createdOn: "2026-11-23",
      rotation: { every: "90 days" },
      project: "web-shop",
      projects: ["web-search"],
      authorizationUrl,
      checkTimeoutSeconds: 0,
      leaked: "ci-production-2026-08",
      configKey: "sealToken",
      problems: [["stores[0]: must be given"]],
    },
    outputs: {
      fingerprint,
      inPlaceSince: "2026-11-23T00:00:00Z",
      dueOn: "2027-02-21",
      alive: true,
      superseded: secretOnWire([sealed]),
    },
  },
  Preflight: {
    inputs: { token: secretOnWire(token), fingerprint, places, owner, recover: false },
    outputs: {
      owners: [owner],
      placeIds: { k: "repositories/1/environments/e" },
      ending: { "repositories/1/environments/e": ["41"] },
      unwritten: { "repositories/1/environments/e": "" },
    },
  },
  Confinement: {
    inputs: { token: secretOnWire(token), places },
    outputs: {
      exposures: [],
      placeIds: { k: "repositories/1/environments/e" },
      ending: { "repositories/1/environments/e": ["41"] },
    },
  },
  GithubSecret: {
    inputs: {
      product: "actions",
      owner: "acme",
      visibility: "selected",
      repositories: ["web-shop"],
      secretName: "SEAL_TOKEN",
      value: secretOnWire(token),
      apiUrl: nowhere,
      credentials,
    },
    outputs: {
      holderId: "organizations/1",
      repositoryIds: [1],
      writtenAt: "2026-11-23T09:00:00Z",
      updatedAt: "",
    },
  },
  GithubVariable: {
    inputs: {
      owner: "acme",
      repository: "web-shop",
      environment: "e",
      variableName: "SEAL_PROJECT",
      value: "web-shop",
      apiUrl: nowhere,
      credentials,
    },
    outputs: { holderId: "repositories/1", repositoryIds: [] },
  },
  GithubBranchPolicy: {
    inputs: {
      owner: "acme",
      repository: "web-shop",
      environment: "e",
      branch: "main",
      apiUrl: nowhere,
      credentials,
    },
    outputs: { holderId: "repositories/1", policyId: 7 },
  },
  GithubEnvironment: {
    inputs: {
      owner: "acme",
      repository: "web-shop",
      environment: "e",
      adminsBypass: false,
      apiUrl: nowhere,
      credentials,
    },
    outputs: { holderId: "repositories/1", branchPolicies: "custom" },
  },
  GitlabVariable: {
    inputs: {
      project: "acme/checkout",
      key: "SEAL_TOKEN",
      value: secretOnWire(token),
      environmentScope: "*",
      protected: true,
      masked: true,
      raw: true,
      hidden: false,
      apiUrl: nowhere,
      credentials,
    },
    outputs: { holderId: "projects/1" },
  },
  GitlabBranchProtection: {
    inputs: { group: "acme", branch: "main", apiUrl: nowhere, credentials },
    outputs: { holderId: "groups/1" },
  },
  AzureDevopsVariableGroup: {
    inputs: {
      project: "shop",
      name: "g",
      description: "",
      allowAccess: false,
      variables: [
        { name: "SEAL_TOKEN", value: secretOnWire(token), isSecret: true },
        { name: "SEAL_PROJECT", value: "web-shop" },
      ],
      organizationUrl: `${nowhere}/acme`,
      credentials,
    },
    outputs: { holderId: `projects/${projectId}`, projectId, groupId: "7", writtenOn: "" },
  },
  AzureDevopsBranchControl: {
    inputs: {
      project: "shop",
      groupId: "7",
      displayName: "main only",
      branch: "main",
      verifyBranchProtection: true,
      organizationUrl: `${nowhere}/acme`,
      credentials,
    },
    outputs: {
      holderId: `projects/${projectId}`,
      projectId,
      checkId: "8",
      isDisabled: false,
    },
  },
  AzureDevopsPipelinePermission: {
    inputs: {
      project: "shop",
      groupId: "7",
      pipelineId: 42,
      organizationUrl: `${nowhere}/acme`,
      credentials,
    },
    outputs: { holderId: `projects/${projectId}`, projectId },
  },
  Holding: {
    inputs: {
      token: secretOnWire(token),
      generation: "c0ffee00",
      fingerprint,
      written: [{ key: "k", store: "a store", fingerprint, stamp: "2026-11-23T09:00:00.000Z" }],
      places,
    },
    outputs: {
      stamps: { k: "2026-11-23T09:00:00.000Z" },
      placeIds: { k: "repositories/1/environments/e" },
      strays: [],
    },
  },
  Confirmation: {
    inputs: {
      generation: "c0ffee00",
      fingerprint,
      written: [{ key: "k", store: "a store", generation: "c0ffee00", fingerprint }],
      runs: [
        {
          host: "github",
          owner: "acme",
          repository: "web-shop",
          workflow: "seal.yml",
          branch: "main",
          apiUrl: nowhere,
          credentials,
        },
      ],
      timeoutSeconds: 60,
      pollSeconds: 1,
      drain: true,
      places,
      unwatched: ["another store"],
      tokenBefore: true,
      canaryUrls: ["https://github.example/run"],
    },
    outputs: { urls: ["https://github.example/run"], confirmedAt: "2026-11-23T00:00:00Z" },
  },
  Retirement: {
    inputs: {
      token: secretOnWire(token),
      confirmed: fingerprint,
      superseded: secretOnWire([sealed]),
      confirmationUrls: ["https://github.example/run"],
      authorizationUrl,
    },
    outputs: { pending: [{ fingerprint: sealed.fingerprint, tokenName: "before" }] },
  },
};

const { resources: declared } = JSON.parse(schema) as {
  resources: Record<string, Record<"inputProperties" | "properties", object>>;
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

for (const [name, { inputs, outputs }] of Object.entries(resources)) {
  describe(`whatever is sent to the resource ${name}`, () => {
    endPausesAtOnce(5);
    const urn = urnOf(name);
    const { inputProperties, properties } = declared[`seal:index:${name}`]!;
    const anyInputs = around(inputs, Object.keys(inputProperties));
    const anyState = around({ ...inputs, ...outputs }, Object.keys(properties));
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
