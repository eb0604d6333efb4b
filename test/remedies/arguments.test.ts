import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { repositorySecret } from "../../src/stores/github/index";
import { projectVariable } from "../../src/stores/gitlab/index";
import { variableGroup } from "../../src/stores/azure-devops/index";
import { record, store, token } from "../mocks/recorder";
import { checkToken, good } from "../unit/provider/token-fixture";
import { newWorld, secretOnWire } from "../unit/provider/world";
import { performer } from "./performer";

/* What is written wrong, and written as the message says: nothing is said any more. */

const performs = performer(__filename);
const configuration = {
  "azuredevops:orgServiceUrl": "https://dev.azure.com/acme",
  "azuredevops:personalAccessToken": "canaryAzureCredentials",
  "gitlab:token": "canaryGitlabCredentials",
};
/** Wrong arguments of a binding and right ones. */
type Row = readonly [wrong: () => object, right: () => object];

describe("Arguments", () => {
  const problems = async (args: object, more: object = {}) =>
    (await record(args, { ...configuration, ...more })).problems;
  const correct = async (rows: readonly Row[], told: (lines: string[]) => Promise<string>) => {
    for (const [wrong, right] of rows) {
      const found = await problems(wrong());
      assert.ok(found.length > 0, String(wrong));
      await told(found);
      assert.deepEqual(await problems(right()), [], String(right));
    }
  };
  const none = { enabled: false };

  performs("of a binding are corrected as is said", async (told) => {
    const [one, another] = [store(), store({ repository: "checkout" })];
    const unconfirmed = () => repositorySecret({ repository: "web-shop" });
    await correct(
      [
        [() => ({ stores: [] }), () => ({})],
        [() => ({ stores: [unconfirmed()] }), () => ({ stores: [one] })],
        [
          () => ({ stores: [unconfirmed()] }),
          () => ({ stores: [unconfirmed()], type: "development", confirmation: none }),
        ],
        [
          () => ({
            stores: [store({ key: "one" }), store({ repository: "checkout", key: "one" })],
          }),
          () => ({
            stores: [store({ key: "one" }), store({ repository: "checkout", key: "two" })],
          }),
        ],
        [
          () => ({ stores: [store({ confirm: undefined as never })] }),
          () => ({ stores: [store()] }),
        ],
        [
          () => ({ stores: [store({ confirm: undefined as never })] }),
          () => ({ stores: [store({ confirm: undefined as never })], confirmation: none }),
        ],
        [
          () => {
            const canary = store({ confirm: undefined as never });
            return { stores: [canary, another], canary: [canary] };
          },
          () => ({ stores: [one, another], canary: [one] }),
        ],
        [
          () => {
            const canary = store({ confirm: undefined as never });
            return { stores: [canary, another], canary: [canary] };
          },
          () => ({ stores: [one, another] }),
        ],
        [() => ({ confirmaton: none }), () => ({ confirmation: none })],
        [() => ({ stores: [store({ key: token })] }), () => ({ stores: [store({ key: "one" })] })],
      ],
      told,
    );
  });

  performs("of stores on GitHub are corrected as is said", async (told) => {
    const of = (change: object): Row => [() => ({ stores: [store(change)] }), () => ({})];
    const right = (wrong: object, change: object): Row => [
      of(wrong)[0],
      () => ({ stores: [store(change)] }),
    ];
    await correct(
      [
        right({ repository: "acme/web-shop" }, { repository: "web-shop" }),
        right({ branch: "release/*" }, { branch: "main" }),
        right({ confirm: { workflow: "a/b" } }, { confirm: { workflow: "seal.yml" } }),
        right(
          { confirm: { workflow: "seal.yml", proof: "job" } },
          { confirm: { workflow: "seal.yml", proof: "token" } },
        ),
        right(
          { confirm: { workflow: "seal.yml", proof: "job" } },
          { confirm: { workflow: "seal.yml", proof: "success" } },
        ),
        right({ provider: "acme" }, {}),
      ],
      told,
    );
    const long = pulumi.secret("x".repeat(49 * 1024));
    await told(await problems({ token: long }));
    assert.deepEqual(await problems({}), []);
  });

  performs("that are options do nothing, and are left out", async (told) => {
    const idle = {
      ...{ ignoreChanges: ["token"], replaceOnChanges: ["*"], deleteBeforeReplace: true },
      ...{ customTimeouts: { create: "1m" }, import: "1", version: "1.0.0" },
      pluginDownloadURL: "https://example.com",
    };
    await told((await record({}, configuration, () => idle)).problems);
    // What an option was meant for is said by an argument.
    const instead = {
      stores: [store({ adopt: { environment: true } })],
      confirmation: { timeoutMinutes: 5 },
    };
    assert.deepEqual((await record(instead, configuration, () => ({}))).problems, []);
  });

  performs("of stores on GitLab are corrected as is said", async (told) => {
    const of = (change: object) => () => ({
      stores: [projectVariable({ project: "acme/checkout", ...change })],
      confirmation: none,
    });
    await correct(
      [
        [of({ project: "https://gitlab.com/acme/checkout" }), of({})],
        [of({ branch: "*" }), of({ branch: "main" })],
        [of({ environmentScope: "a,b" }), of({ environmentScope: "review/*" })],
        [of({ accept: "v*" }), of({ accept: {} })],
        [of({ accept: { tag: ["v*"] } }), of({ accept: { tags: ["v*"] } })],
      ],
      told,
    );
    for (const value of ["short", "x".repeat(10_001)]) {
      const args = { ...of({})(), token: pulumi.secret(value) };
      await told(await problems(args));
    }
    assert.deepEqual(await problems(of({})()), []);
  });

  performs("of stores in Azure DevOps are corrected as is said", async (told) => {
    const of = (change: object) => () => ({
      stores: [variableGroup({ project: "payments", pipelines: [42], ...change })],
      ...("confirm" in change ? {} : { confirmation: none }),
    });
    await correct(
      [
        [of({ pipelines: [] }), of({ pipelines: [42] })],
        [of({ pipelines: ["web"] }), of({ pipelines: [42] })],
        [of({ confirm: { pipeline: 43 } }), of({ confirm: { pipeline: 42 } })],
        [of({ pipelines: [], confirm: { pipeline: 43 } }), of({ confirm: { pipeline: 42 } })],
        [of({ branch: "refs/heads/main" }), of({ branch: "main" })],
        [of({ project: "acme/payments" }), of({})],
      ],
      told,
    );
  });

  performs("of a token are corrected as is said", async (told) => {
    const world = newWorld();
    const rows: readonly (readonly [wrong: object, right: object])[] = [
      [{ token: undefined }, {}],
      [{ token: secretOnWire(`${String(good.token.value)}\n`) }, {}],
      [{ token: secretOnWire("ünreadable") }, {}],
      [{ project: "web shop" }, {}],
      [{ tokenName: "" }, {}],
      [
        { expiry: "one-year", createdOn: undefined, rotation: undefined },
        { expiry: "one-year", createdOn: "2026-11-23", rotation: undefined },
      ],
      [{ createdOn: "23.11.2026" }, { createdOn: "2026-11-23" }],
      [{ rotation: {} }, { rotation: { every: "90 days" } }],
      [{ rotation: { every: "often" } }, { rotation: { every: "P90D" } }],
      [
        { rotation: { every: "90 days", notice: "soon" } },
        { rotation: { every: "90 days", notice: "14 days" } },
      ],
      [
        { rotation: { every: "90 days", weekdays: [] } },
        { rotation: { every: "90 days", weekdays: ["tuesday"] } },
      ],
      [{ rotation: { every: "90 days", leadTime: "10 days" } }, { rotation: { every: "90 days" } }],
      [{ rotation: { evry: "90 days" } }, { rotation: { every: "90 days" } }],
      [
        { expiry: "one-year", rotation: { leadTime: "10 days", percentageOfLife: 80 } },
        { expiry: "one-year", rotation: { leadTime: "10 days" } },
      ],
      [
        { authorizationUrl: "http://authorization.example" },
        { authorizationUrl: "https://authorization.example" },
      ],
    ];
    for (const [wrong, right] of rows) {
      await told(checkToken({ ...good, ...wrong }, { world }).reasons);
      assert.deepEqual(checkToken({ ...good, ...right }, { world }).reasons, []);
    }
  });
});
