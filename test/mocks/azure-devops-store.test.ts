import assert from "node:assert/strict";
import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";
import { describedFor } from "../../src/model/owner-label";
import { fingerprintOf } from "../../src/model/token";
import { developmentVariableGroup, variableGroup } from "../../src/stores/azure-devops/index";
import { record, token, type Recording } from "./recorder";

/* What the stores of Azure DevOps declare, and what they find wrong. Mocks do not prove what a run reads. */

const secret = (value: unknown) => ({
  [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig,
  value,
});
const place = "azure-devops-payments-seal-production";
const configuration = {
  "azuredevops:orgServiceUrl": "https://dev.azure.com/acme",
  "azuredevops:personalAccessToken": "canaryAzureCredentials",
};
const none = { enabled: false };

const usual = (change: object = {}) =>
  variableGroup({ project: "payments", pipelines: [42], ...change });
const recordWith = (change: object = {}) =>
  record({ stores: [usual(change)], confirmation: none }, configuration);
const inputsOf = ({ declared }: Recording, label: string) =>
  declared.find((d) => d.label === label)?.inputs;

describe("a variable group for production", () => {
  let recording: Recording;

  before(async () => {
    recording = await recordWith();
  });

  const id = `production-${place}-group`;
  const account = {
    organizationUrl: configuration["azuredevops:orgServiceUrl"],
    credentials: secret(configuration["azuredevops:personalAccessToken"]),
  };
  const children: [string, string, string[], object][] = [
    [
      `${place}-group`,
      "seal:index:AzureDevopsVariableGroup",
      ["Token", "generation", "owner", "preflight"],
      {
        project: "payments",
        name: "seal-production",
        description: describedFor("acme/shop/dev/production#c0ffee00"),
        allowAccess: false,
        variables: [
          { name: "SEAL_TOKEN", isSecret: true, value: secret(token) },
          { name: "SEAL_PROJECT", value: "web-shop" },
          { name: "SEAL_TOKEN_GENERATION", value: "c0ffee00" },
        ],
        ...account,
      },
    ],
    [
      `${place}-check`,
      "seal:index:AzureDevopsBranchControl",
      [`${place}-group`, "owner", "preflight"],
      {
        project: "payments",
        groupId: id,
        displayName: "Only main reads the production token",
        branch: "main",
        verifyBranchProtection: false,
        label: "acme/shop/dev/production#c0ffee00",
        ...account,
      },
    ],
    [
      `${place}-pipeline-42`,
      "seal:index:AzureDevopsPipelinePermission",
      [`${place}-check`, `${place}-group`, "confinement", "owner", "preflight"],
      {
        project: "payments",
        groupId: id,
        pipelineId: 42,
        label: "acme/shop/dev/production#c0ffee00",
        ...account,
      },
    ],
  ];
  for (const [label, type, after, inputs] of children) {
    it(`declares ${label} with exactly its inputs, after what it hangs on`, () => {
      const found = recording.declared.filter((d) => d.label === label);
      assert.equal(found.length, 1);
      assert.equal(found[0]!.type, type);
      assert.equal(found[0]!.parent, "TokenBinding");
      assert.deepEqual(found[0]!.after, [...after].sort());
      assert.deepEqual(found[0]!.inputs, inputs);
    });
  }

  it("declares nothing else in Azure DevOps, and finds nothing wrong", () => {
    const own = recording.declared.filter(({ type }) => /^azuredevops:|:AzureDevops/.test(type));
    assert.deepEqual(own.map(({ label }) => label).sort(), children.map(([l]) => l).sort());
    assert.deepEqual(recording.problems, []);
  });

  it("is looked at between the check and the permissions, as whoever writes it", () => {
    const look = recording.declared.find(({ label }) => label === "confinement")!;
    assert.deepEqual(look.after, [`${place}-check`, `${place}-group`, "owner", "preflight"]);
    assert.deepEqual(look.inputs.places, [
      {
        host: "azure-devops",
        project: "payments",
        group: "seal-production",
        branch: "main",
        protectedOnly: false,
        pipelines: [42],
        secretName: "SEAL_TOKEN",
        adopted: false,
        organizationUrl: "https://dev.azure.com/acme",
        credentials: secret("canaryAzureCredentials"),
        store: "Azure DevOps variable group payments/seal-production",
        path: "stores[0]",
        key: place,
        label: "acme/shop/dev/production#c0ffee00",
        confined: true,
      },
    ]);
  });

  it("says what it holds by its own state", () => {
    assert.deepEqual(inputsOf(recording, "confirmation")?.written, [
      {
        key: place,
        store: "Azure DevOps variable group payments/seal-production",
        generation: "c0ffee00",
        fingerprint: fingerprintOf(token),
      },
    ]);
    assert.deepEqual(inputsOf(recording, "holding")?.written, [
      {
        key: place,
        store: "Azure DevOps variable group payments/seal-production",
        fingerprint: fingerprintOf(token),
        stamp: "2026-11-23T09:00:00.123Z",
      },
    ]);
  });

  it("takes another group, branch, project of Seal, and a check that verifies protection", async () => {
    const change = {
      group: "Seal of main",
      branch: "trunk",
      sealProject: "payments-api",
      verifyBranchProtection: true,
    };
    const found = await recordWith(change);
    const name = "azure-devops-payments-Seal-of-main";
    const { variables } = inputsOf(found, `${name}-group`) as { variables: { value?: string }[] };
    assert.equal(variables[1]?.value, "payments-api");
    const { branch, displayName, verifyBranchProtection } = inputsOf(found, `${name}-check`)!;
    assert.deepEqual([branch, displayName], ["trunk", "Only trunk reads the production token"]);
    assert.equal(verifyBranchProtection, true);
    assert.deepEqual(found.problems, []);
  });

  it("takes pipelines and a project that are known late, and needs names for them", async () => {
    const late = await recordWith({
      project: pulumi.output("3F2B6C1E-0000-4000-8000-000000000001"),
      key: "late",
      pipelines: [{ name: "web", id: pulumi.output("43") }],
    });
    assert.deepEqual(late.problems, []);
    assert.equal(inputsOf(late, "late-seal-production-pipeline-web")?.pipelineId, 43);
    const given = inputsOf(late, "late-seal-production-group")?.project;
    assert.equal(given, "3F2B6C1E-0000-4000-8000-000000000001", "as it is written");
  });

  it("never means every pipeline, whatever an output turns out to be", async () => {
    for (const id of [undefined, "", "all", 0, 4.5, null]) {
      const found = await recordWith({ pipelines: [{ name: "web", id: pulumi.output(id) }] });
      assert.deepEqual(found.problems, [
        "stores[0].pipelines[0].id: must be the id of a pipeline, a positive whole number",
      ]);
      assert.equal(inputsOf(found, `${place}-pipeline-web`)?.pipelineId, 0, "the plugin refuses 0");
    }
  });

  it("is made by a provider of its own, and named with its organization", async () => {
    const provider = new azuredevops.Provider("own", {
      orgServiceUrl: "https://dev.azure.com/other/",
      personalAccessToken: pulumi.secret("canaryOther"),
    });
    const found = await recordWith({ provider });
    const [placed] = inputsOf(found, "preflight")?.places as Record<string, unknown>[];
    assert.equal(
      placed?.store,
      "Azure DevOps variable group dev.azure.com/other/payments/seal-production",
    );
    const roles = ["group", "check", "pipeline-42"];
    for (const acting of roles.map((role) => inputsOf(found, `${place}-${role}`))) {
      assert.equal(acting?.organizationUrl, "https://dev.azure.com/other/");
      assert.deepEqual(acting?.credentials, secret("canaryOther"));
    }
    assert.equal(placed?.organizationUrl, "https://dev.azure.com/other/");
    assert.deepEqual(placed?.credentials, secret("canaryOther"));
  });

  const wrong: [string, object, RegExp[]][] = [
    [
      "nothing at all",
      { project: undefined, pipelines: undefined },
      [/\.pipelines: must be/, /\.project: must be a project's name/],
    ],
    [
      "a project with its organization",
      { project: "acme/payments" },
      [/^stores\[0\]\.project: must be a project's name, without its organization/],
    ],
    ["a project with a dot at its end", { project: "payments." }, [/^stores\[0\]\.project: /]],
    [
      "a project that is known late without a key",
      { project: pulumi.output("payments") },
      [/^stores\[0\]\.key: must be given, because `project` is not a plain string/],
    ],
    ["a key with a space", { key: "a b" }, [/^stores\[0\]\.key: must be 1 to 100 letters/]],
    [
      "every pipeline",
      { pipelines: "all" },
      [
        /^stores\[0\]\.pipelines: must be a list of at least one pipeline, by id, received "all"; for example \[42\]$/,
      ],
    ],
    ["no pipeline", { pipelines: [] }, [/^stores\[0\]\.pipelines: must be a list of at least one/]],
    [
      "a pipeline by its name",
      { pipelines: ["web"] },
      [
        /^stores\[0\]\.pipelines\[0\]: must be the id of a pipeline, a positive whole number, received "web"/,
      ],
    ],
    [
      "an absent pipeline",
      { pipelines: [undefined] },
      [/^stores\[0\]\.pipelines\[0\]: must be the id/],
    ],
    [
      "a late pipeline without a name",
      { pipelines: [{ id: 43 }] },
      [/^stores\[0\]\.pipelines\[0\]\.name: must be 1 to 100/],
    ],
    [
      "a pipeline twice",
      { pipelines: [42, { name: "42", id: 42 }] },
      [/^stores\[0\]\.pipelines: must name each pipeline once, received "42"/],
    ],
    [
      "a group that is a pattern",
      { group: "seal-*" },
      [/^stores\[0\]\.group: must be a variable group's name/],
    ],
    ["a group with a space at its end", { group: "seal " }, [/^stores\[0\]\.group: /]],
    [
      "two branches",
      { branch: "main,release" },
      [/^stores\[0\]\.branch: must be the literal name of one branch/],
    ],
    ["a branch with a wildcard", { branch: "release/*" }, [/^stores\[0\]\.branch: /]],
    ["a branch by its whole name", { branch: "refs/heads/main" }, [/^stores\[0\]\.branch: /]],
    [
      "a switch that is none",
      { verifyBranchProtection: "yes" },
      [/^stores\[0\]\.verifyBranchProtection: must be true or false/],
    ],
    [
      "an argument that does not exist",
      { brunch: "main" },
      [/^stores\[0\]\.brunch: must be left out, .*there are project, pipelines, group/],
    ],
    [
      "a Project ID with a space",
      { sealProject: "web shop" },
      [/^stores\[0\]\.sealProject: must be a Seal Project ID/],
    ],
  ];
  for (const [what, change, expected] of wrong) {
    it(`rejects ${what}`, async () => {
      const { problems } = await recordWith(change);
      assert.equal(problems.length, expected.length, problems.join("\n"));
      for (const reason of expected) assert.ok(problems.some((text) => reason.test(text)));
    });
  }
});

describe("a variable group for development", () => {
  const development = (change: object) =>
    record(
      {
        type: "development",
        stores: [developmentVariableGroup({ project: "payments", pipelines: [42], ...change })],
        confirmation: none,
      },
      configuration,
    );
  const at = "azure-devops-payments-seal-development";

  it("has no check, and the permissions of its pipelines", async () => {
    const found = await development({});
    assert.deepEqual(found.problems, []);
    const own = found.declared.filter(({ type }) => /^azuredevops:|:AzureDevops/.test(type));
    assert.deepEqual(own.map(({ label }) => label).sort(), [`${at}-group`, `${at}-pipeline-42`]);
    assert.equal(inputsOf(found, `${at}-group`)?.allowAccess, false);
  });

  it("is open to all pipelines of the project where that is said", async () => {
    const found = await development({ pipelines: "all" });
    assert.deepEqual(found.problems, []);
    const own = found.declared.filter(({ type }) => /^azuredevops:|:AzureDevops/.test(type));
    assert.deepEqual(
      own.map(({ label }) => label),
      [`${at}-group`],
    );
    assert.equal(inputsOf(found, `${at}-group`)?.allowAccess, true);
    assert.match(
      (await development({ pipelines: "every" })).problems.join(),
      /pipelines: must be a list of at least one pipeline, by id, or "all"/,
    );
  });

  it("does not take a production token, nor the other a development token", async () => {
    const stores = [developmentVariableGroup({ project: "payments", pipelines: "all" })];
    const { problems } = await record({ stores, confirmation: none }, configuration);
    assert.match(problems.join(), /stores\[0\]: must be a production store/);
    const other = await record(
      { type: "development", stores: [usual()], confirmation: none },
      configuration,
    );
    assert.match(other.problems.join(), /stores\[0\]: must be a development store/);
  });
});

describe("a variable group that confirms", () => {
  const run = {
    host: "azure-devops",
    project: "payments",
    branch: "main",
    organizationUrl: "https://dev.azure.com/acme",
    credentials: secret("canaryAzureCredentials"),
  };
  const late = { name: "web", id: pulumi.output("43") };
  for (const [what, store, pipeline] of [
    ["by its id", usual({ confirm: { pipeline: 42 } }), 42],
    ["by its name", usual({ pipelines: [42, late], confirm: { pipeline: "web" } }), 43],
  ] as const) {
    it(`runs one of its pipelines on its branch, ${what}`, async () => {
      const found = await record({ stores: [store] }, configuration);
      assert.deepEqual(found.problems, []);
      assert.deepEqual(inputsOf(found, "confirmation")?.runs, [{ ...run, pipeline }]);
    });
  }

  it("runs any pipeline where all of the project may use it", async () => {
    const pipelines = { pipelines: "all", confirm: { pipeline: 7 } } as const;
    const stores = [developmentVariableGroup({ project: "payments", ...pipelines })];
    const found = await record({ type: "development", stores }, configuration);
    assert.deepEqual(found.problems, []);
    assert.deepEqual(inputsOf(found, "confirmation")?.runs, [{ ...run, pipeline: 7 }]);
  });

  for (const pipeline of [43, "web", undefined, {}]) {
    it(`does not run ${JSON.stringify(pipeline)}, which may not use it`, async () => {
      const { problems } = await record(
        { stores: [usual({ confirm: { pipeline } })] },
        configuration,
      );
      assert.match(
        problems.join(),
        /^stores\[0\]\.confirm\.pipeline: must be one of `pipelines`, by its id or its name, received .*; these are 42$/,
      );
    });
  }
});
