import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { TokenBinding, type DevelopmentStore, type TokenBindingArgs } from "../../src/index";
import { environmentSecret } from "../../src/stores/github/index";

/* What the component declares. Mocks prove nothing about order, replacement, or the plugin's checks. */

interface Declared {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

const usual: TokenBindingArgs = {
  type: "production",
  token: pulumi.secret("a-token-of-tests"),
  tokenName: "ci-a",
  expiry: "never",
  rotation: { every: "90 days" },
  project: "web-shop",
  stores: [environmentSecret({ repository: "web-shop", confirm: { workflow: "seal.yml" } })],
};

/** Runs the component with mocks, and returns what it declared, secrets marked. */
async function declare(change: object): Promise<Declared[]> {
  const declared: Declared[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        declared.push({ type, name, inputs: inputs as Record<string, unknown> });
        const computed = { fingerprint: "0123456789ab", superseded: [], hex: "c0ffee00", urls: [] };
        return { id: name, state: { ...computed, ...(inputs as object) } };
      },
      call: () => ({}),
    },
    "test",
    "dev",
    false,
  );
  pulumi.runtime.setConfig("github:owner", "acme");
  const args = { ...usual, ...change };
  const binding = new TokenBinding("production", args);
  const all = pulumi.all([binding.confirmationUrls, binding.stores, binding.dueOn]);
  await new Promise((resolve) => all.apply(resolve));
  // The last resource hangs on the confirmation, which has no output that says it is registered.
  while (!declared.some(({ type }) => type === "seal:index:Retirement")) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  return declared;
}

function problemsOf(declared: Declared[]): string[] {
  const token = declared.find(({ type }) => type === "seal:index:Token");
  return (token?.inputs.problems as string[]).filter((text) => text !== "");
}

const isSecret = (value: unknown) => pulumi.runtime.isRpcSecret(value);

describe("a token binding", () => {
  it("declares the token, its generation, the store, the confirmation and the retirement", async () => {
    const declared = await declare({});
    assert.deepEqual(declared.map(({ type, name }) => `${type} ${name}`).sort(), [
      "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret production-github-web-shop-seal-production-secret",
      "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable production-github-web-shop-seal-production-generation",
      "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable production-github-web-shop-seal-production-project",
      "github:index/repositoryEnvironment:RepositoryEnvironment production-github-web-shop-seal-production-environment",
      "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy production-github-web-shop-seal-production-policy",
      "random:index/randomId:RandomId production-generation",
      "seal:index:Confirmation production-confirmation",
      "seal:index:Retirement production-retirement",
      "seal:index:Token production",
      "seal:index:TokenBinding production",
    ]);
    assert.deepEqual(problemsOf(declared), []);
  });

  it("confines the environment to exactly main, and keeps administrators from bypassing it", async () => {
    const declared = await declare({});
    const inputsOf = (type: string) => declared.find((d) => d.type.endsWith(type))!.inputs;
    assert.deepEqual(inputsOf(":RepositoryEnvironment").deploymentBranchPolicy, {
      protectedBranches: false,
      customBranchPolicies: true,
    });
    assert.equal(inputsOf(":RepositoryEnvironment").canAdminsBypass, false);
    assert.equal(inputsOf("DeploymentPolicy").branchPattern, "main");
    assert.equal(inputsOf("EnvironmentSecret").secretName, "SEAL_TOKEN");
  });

  it("passes the token as a secret, and nowhere else", async () => {
    const declared = await declare({});
    for (const { type, inputs } of declared) {
      for (const [key, value] of Object.entries(inputs)) {
        const holds = JSON.stringify(value)?.includes("a-token-of-tests") ?? false;
        if (holds) assert.ok(["token", "value"].includes(key) && isSecret(value), `${type} ${key}`);
      }
    }
  });

  const store = (change: object) =>
    environmentSecret({ repository: "web-shop", confirm: { workflow: "seal.yml" }, ...change });
  const refused: [string, object, RegExp, boolean][] = [
    ["no stores", { stores: [] }, /^stores: must be a list of at least one store/, false],
    ["stores that are none", { stores: [null] }, /^stores\[0\]: must be a store/, false],
    [
      "a store twice",
      { stores: [store({}), store({})] },
      /^stores: must name each store once/,
      false,
    ],
    [
      "one environment under two keys",
      { stores: [store({}), store({ key: "b" })] },
      /^stores: must name each store once/,
      true,
    ],
    [
      "an owner prefix",
      { stores: [store({ repository: "acme/web-shop" })] },
      /^stores\[0\]\.repository: must be .* without its owner/,
      true,
    ],
    [
      "a wildcard branch",
      { stores: [store({ branch: "release/*" })] },
      /^stores\[0\]\.branch: must be the literal name/,
      true,
    ],
    [
      "a path for a workflow",
      { stores: [store({ confirm: { workflow: "a/b.yml" } })] },
      /^stores\[0\]\.confirm\.workflow: must be the file name/,
      true,
    ],
    [
      "a repository known late without a key",
      { stores: [store({ repository: pulumi.output("web-shop") })] },
      /^stores\[0\]\.key: must be given/,
      false,
    ],
    [
      "no run that confirms",
      { stores: [store({ confirm: undefined })] },
      /^confirmation: must have a CI run/,
      true,
    ],
    [
      "a timeout of none",
      { confirmation: { timeoutMinutes: 0 } },
      /^confirmation\.timeoutMinutes: must be a number of minutes/,
      true,
    ],
    [
      "a development store",
      { stores: [{ ...store({}), context: "development" }] },
      /^stores\[0\]: must be a production store/,
      true,
    ],
  ];
  for (const [what, change, reason, declarable] of refused) {
    it(`rejects ${what} through the token resource, which refuses before anything else`, async () => {
      const declared = await declare(change);
      const problems = problemsOf(declared);
      assert.ok(
        problems.some((text) => reason.test(text)),
        problems.join("\n"),
      );
      assert.equal(
        declared.some(({ type }) => type.startsWith("github:")),
        declarable,
      );
    });
  }
});

describe("the types of a token binding", () => {
  it("refuse what the run time refuses", () => {
    const development = undefined as unknown as DevelopmentStore;
    const accept = (_args: TokenBindingArgs) => assert.ok(true);
    const { rotation: _rotation, ...withoutRotation } = usual as Extract<
      TokenBindingArgs,
      { expiry: "never" }
    >;
    // @ts-expect-error a production binding takes no development store
    accept({ ...usual, stores: [development] });
    // @ts-expect-error a token that never expires needs a period
    accept(withoutRotation);
    // @ts-expect-error a token of one year needs a creation date
    accept({ ...withoutRotation, expiry: "one-year" });
    // @ts-expect-error a plain string is no secret
    accept({ ...usual, token: "in clear" });
  });
});
