import assert from "node:assert/strict";
import * as github from "@pulumi/github";
import { fingerprintOf } from "../../../src/model/token";
import {
  canary,
  declare,
  declareAny,
  judge,
  otherCanary,
  summary,
  unknown,
  type Declared,
  type Judgement,
} from "../../support/judge";

/* The rules about GitHub, all rules at work; how the engine hands resources over is not seen here. */

const repository = "web-shop";
const place = { repository, environment: "seal-production" };
const custom = { protectedBranches: false, customBranchPolicies: true };
const inEnvironments = "github-production-in-environments";
const onlyMain = "github-environments-only-main";

const secret = (props: Partial<github.ActionsEnvironmentSecretArgs> = {}, extra = {}) =>
  declare(
    github.ActionsEnvironmentSecret,
    "secret",
    { ...place, secretName: "SEAL_TOKEN", value: canary, ...(props as object) },
    extra,
  );
const environment = (policy: object | undefined, props: object = {}) =>
  declare(github.RepositoryEnvironment, "environment", {
    ...place,
    ...(policy && { deploymentBranchPolicy: policy as typeof custom }),
    ...props,
  });
const policy = (props: object, name = "policy", extra = {}) =>
  declare(github.RepositoryEnvironmentDeploymentPolicy, name, { ...place, ...props }, extra);
const ownPolicy = (props: object) =>
  declareAny("seal:index:GithubBranchPolicy", "own", { owner: "acme", ...place, ...props });
const ownEnvironment = (props: object = {}) =>
  declareAny("seal:index:GithubEnvironment", "environment", {
    owner: "acme",
    ...place,
    adminsBypass: false,
    ...props,
  });
const ownVariable = (props: object, variableName = "SEAL_TOKEN") =>
  declareAny("seal:index:GithubVariable", "own", { owner: "acme", variableName, ...props });
const confined = [environment(custom), policy({ branchPattern: "main" })];

const named = { secretName: "SEAL_TOKEN", value: canary };
const plaintext = { secretName: "SEAL_TOKEN", plaintextValue: canary };

describe("production tokens on GitHub, the rules", () => {
  const cases: [string, Declared[], string[], Judgement?][] = [
    ["an environment that only main enters", [...confined, secret()], []],
    ...(["actions", "dependabot", "codespaces"] as const).flatMap((product) =>
      [{ repository }, {}].map((of): [string, Declared[], string[]] => [
        `a secret of ${product} that the plugin seal writes, of ${of.repository ?? "an organization"}`,
        [declareAny("seal:index:GithubSecret", "own", { product, owner: "acme", ...of, ...named })],
        [`own: ${inEnvironments}`],
      ]),
    ),
    [
      "a development environment whose pattern is not yet known",
      [
        environment(custom),
        policy({ branchPattern: unknown }),
        secret({ secretName: "SEAL_DEVELOPMENT" }),
      ],
      ["secret? development-off-main"],
      { config: { "seal-configuration-valid": { developmentSecretNames: ["SEAL_DEVELOPMENT"] } } },
    ],
    [
      "the secret before what confines it, in the program",
      [secret(), policy({ branchPattern: "main" }), environment(custom)],
      [],
    ],
    [
      "an environment by another letter case",
      [
        environment(custom, { repository: "Web-Shop" }),
        policy({ branchPattern: "main" }),
        secret(),
      ],
      [],
    ],
    [
      "a branch policy that the plugin seal writes",
      [environment(custom), ownPolicy({ branch: "main" }), secret()],
      [],
    ],
    [
      "one of the plugin seal for more than main, beside another of main",
      [
        environment(custom),
        policy({ branchPattern: "main" }),
        ownPolicy({ branch: "release/*" }),
        secret(),
      ],
      [`own: ${onlyMain}`],
    ],
    [
      "one of the plugin seal for another environment",
      [environment(custom), ownPolicy({ branch: "main", environment: "other" }), secret()],
      [`environment: ${onlyMain}`],
    ],
    [
      "one of the plugin seal whose branch is not yet known",
      [environment(custom), ownPolicy({ branch: unknown }), secret()],
      [`own? ${onlyMain}`],
    ],
    [
      "a variable of the plugin seal that holds no token",
      [...confined, secret(), ownVariable({ ...place, value: "shop" }, "SEAL_PROJECT")],
      [],
    ],
    ...[place, { repository }, { visibility: "all" }].map((of): [string, Declared[], string[]] => [
      `a variable that the plugin seal writes, of ${Object.keys(of).at(-1)!}`,
      [...confined, ownVariable({ ...of, value: canary })],
      [`own: ${inEnvironments}`],
    ]),
    [
      "the older resource for a branch policy",
      [
        environment(custom),
        declare(github.RepositoryDeploymentBranchPolicy, "policy", {
          repository,
          environmentName: "seal-production",
          name: "main",
        }),
        secret(),
      ],
      [],
    ],
    [
      "another main branch that is configured",
      [environment(custom), policy({ branchPattern: "trunk" }), secret()],
      [],
      { config: { "seal-github-environments-only-main": { mainBranches: ["trunk"] } } },
    ],
    [
      "another main branch that is configured for all rules",
      [environment(custom), policy({ branchPattern: "trunk" }), secret()],
      [],
      { config: { "seal-configuration-valid": { mainBranches: ["main", "trunk"] } } },
    ],
    [
      "an environment that is listed",
      [secret()],
      [],
      {
        config: {
          "seal-github-environments-only-main": { allowedEnvironments: ["web-*/seal-production"] },
        },
      },
    ],
    [
      "a secret that is none of Seal's",
      [
        declare(github.ActionsSecret, "secret", {
          repository,
          secretName: "NPM_TOKEN",
          value: "x".repeat(20),
        }),
      ],
      [],
    ],
    [
      "a development token in a repository secret, by its name",
      [
        declare(github.ActionsSecret, "secret", {
          repository,
          secretName: "SEAL_DEV_TOKEN",
          value: canary,
        }),
      ],
      [],
    ],
    [
      "a development token in a repository secret, by its fingerprint",
      [declare(github.ActionsSecret, "secret", { repository, ...named })],
      [],
      {
        config: {
          "seal-configuration-valid": { developmentFingerprints: [fingerprintOf(canary)] },
        },
      },
    ],
    [
      "resources that only say who sees an organization's secret",
      [
        declare(github.ActionsOrganizationSecretRepositories, "visible", {
          secretName: "SEAL_TOKEN",
          selectedRepositoryIds: [1],
        }),
      ],
      [],
    ],
    ["no environment in the stack", [secret()], [`secret: ${onlyMain}`]],
    [
      "an environment of another repository",
      [environment(custom, { repository: "checkout" }), secret()],
      [`secret: ${onlyMain}`],
    ],
    [
      "an environment without a branch policy",
      [environment(undefined), secret()],
      [`environment: ${onlyMain}`],
    ],
    [
      "an environment with protectedBranches",
      [environment({ protectedBranches: true, customBranchPolicies: false }), secret()],
      [`environment: ${onlyMain}`],
    ],
    [
      "an environment with neither kind of policy",
      [environment({ protectedBranches: false, customBranchPolicies: false }), secret()],
      [`environment: ${onlyMain}`],
    ],
    [
      "an environment of the plugin seal that only main enters",
      [ownEnvironment(), ownPolicy({ branch: "main" }), secret()],
      [],
    ],
    [
      "an environment of the plugin seal that lets in release branches, too",
      [
        ownEnvironment(),
        ownPolicy({ branch: "main" }),
        policy({ branchPattern: "release/*" }),
        secret(),
      ],
      [`policy: ${onlyMain}`],
    ],
    [
      "an environment of the plugin seal in another repository",
      [ownEnvironment({ repository: "checkout" }), secret()],
      [`secret: ${onlyMain}`],
    ],
    [
      "an environment of the plugin seal whose policies are not in the stack",
      [ownEnvironment(), secret()],
      [`environment: ${onlyMain}`],
    ],
    [
      "an environment with custom policies that are not in the stack",
      [environment(custom), secret()],
      [`environment: ${onlyMain}`],
    ],
    ...["*", "release/*", "main*", "refs/pull/*/merge", "Main", "feature/login", "mai?", ""].map(
      (branchPattern): [string, Declared[], string[]] => [
        `the branch pattern "${branchPattern}"`,
        [environment(custom), policy({ branchPattern }), secret()],
        [`policy: ${onlyMain}`],
      ],
    ),
    [
      "one pattern too many",
      [...confined, policy({ branchPattern: "hotfix/*" }, "hotfix"), secret()],
      [`hotfix: ${onlyMain}`],
    ],
    [
      "a tag pattern",
      [environment(custom), policy({ tagPattern: "v*" }), secret()],
      [`policy: ${onlyMain}`],
    ],
    [
      "a tag pattern beside main",
      [...confined, policy({ tagPattern: "main" }, "tags"), secret()],
      [`tags: ${onlyMain}`],
    ],
    [
      "a main branch that another rule is configured with",
      [environment(custom), policy({ branchPattern: "trunk" }), secret()],
      [`policy: ${onlyMain}`],
      { config: { "seal-development-off-main": { mainBranches: ["trunk"] } } },
    ],
    [
      "a repository secret",
      [declare(github.ActionsSecret, "secret", { repository, ...named })],
      [`secret: ${inEnvironments}`],
    ],
    [
      "a repository secret by its deprecated property",
      [declare(github.ActionsSecret, "secret", { repository, ...plaintext })],
      [`secret: ${inEnvironments}`],
    ],
    [
      "a repository secret that was encrypted before",
      [
        declare(github.ActionsSecret, "secret", {
          repository,
          secretName: "SEAL_TOKEN",
          valueEncrypted: "YmxhYmxh",
        }),
      ],
      [`secret: ${inEnvironments}`],
    ],
    [
      "a repository secret in small letters",
      [
        declare(github.ActionsSecret, "secret", {
          repository,
          secretName: "seal_token",
          value: canary,
        }),
      ],
      [`secret: ${inEnvironments}`],
    ],
    [
      "a repository secret under a name that is configured",
      [
        declare(github.ActionsSecret, "secret", {
          repository,
          secretName: "ACME_SEAL_PROD",
          value: canary,
        }),
      ],
      [`secret: ${inEnvironments}`],
      { config: { "seal-configuration-valid": { secretNames: ["SEAL_TOKEN", "*_SEAL_PROD"] } } },
    ],
    ...["all", "private", "selected"].map((visibility): [string, Declared[], string[]] => [
      `an organization secret that is visible to ${visibility}`,
      [declare(github.ActionsOrganizationSecret, "secret", { visibility, ...named })],
      [`secret: ${inEnvironments}`],
    ]),
    [
      "a Dependabot secret",
      [declare(github.DependabotSecret, "secret", { repository, ...named })],
      [`secret: ${inEnvironments}`],
    ],
    [
      "a Dependabot organization secret",
      [declare(github.DependabotOrganizationSecret, "secret", { visibility: "all", ...named })],
      [`secret: ${inEnvironments}`],
    ],
    [
      "a Codespaces secret",
      [declare(github.CodespacesSecret, "secret", { repository, ...plaintext })],
      [`secret: ${inEnvironments}`],
    ],
    [
      "a Codespaces organization secret",
      [
        declare(github.CodespacesOrganizationSecret, "secret", {
          visibility: "private",
          ...plaintext,
        }),
      ],
      [`secret: ${inEnvironments}`],
    ],
    [
      "a Codespaces user secret",
      [declare(github.CodespacesUserSecret, "secret", plaintext)],
      [`secret: ${inEnvironments}`],
    ],
    [
      "a secret of agents",
      [declareAny("github:index/agentsSecret:AgentsSecret", "secret", { repository, ...named })],
      [`secret: ${inEnvironments}`],
    ],
    [
      "a variable",
      [
        declare(github.ActionsVariable, "secret", {
          repository,
          variableName: "SEAL_TOKEN",
          value: canary,
        }),
      ],
      [`secret: ${inEnvironments}`],
    ],
    [
      "a variable of the environment",
      [
        ...confined,
        declare(github.ActionsEnvironmentVariable, "secret", {
          ...place,
          variableName: "SEAL_TOKEN",
          value: canary,
        }),
      ],
      [`secret: ${inEnvironments}`],
    ],
    [
      "a variable of the organization",
      [
        declare(github.ActionsOrganizationVariable, "secret", {
          visibility: "all",
          variableName: "SEAL_TOKEN",
          value: canary,
        }),
      ],
      [`secret: ${inEnvironments}`],
    ],
    [
      "a copy at the repository, under another name, beside the environment",
      [
        ...confined,
        secret(),
        declare(github.ActionsSecret, "copy", {
          repository,
          secretName: "NPM_TOKEN",
          value: canary,
        }),
      ],
      [`copy: ${inEnvironments}`],
    ],
    [
      "a copy at the repository in Base64, declared before the token is known",
      [
        declare(github.ActionsSecret, "copy", {
          repository,
          secretName: "NPM_AUTH",
          value: Buffer.from(`web-shop:${canary}`).toString("base64"),
        }),
        ...confined,
        secret(),
      ],
      [`copy: ${inEnvironments}`],
    ],
    [
      "the token in another environment, under another name, that every branch enters",
      [
        ...confined,
        secret(),
        declare(github.RepositoryEnvironment, "preview", { repository, environment: "preview" }),
        declare(github.ActionsEnvironmentSecret, "copy", {
          repository,
          environment: "preview",
          secretName: "TOKEN",
          value: canary,
        }),
      ],
      [`preview: ${onlyMain}`],
    ],
    [
      "a short type token, as YAML allows",
      [declareAny("github:ActionsSecret", "secret", { repository, ...named })],
      [`secret: ${inEnvironments}`],
    ],
    [
      "a kind of secret that these rules do not know",
      [
        declareAny("github:index/actionsRunnerSecret:ActionsRunnerSecret", "secret", {
          group: 1,
          ...named,
        }),
      ],
      ["secret: store-is-known"],
    ],
  ];
  for (const [what, resources, expected, options] of cases) {
    it(`${expected.length === 0 ? "stay silent about" : "report"} ${what}`, async () => {
      assert.deepEqual(summary(await judge(resources, options)), expected);
    });
  }
});

describe("a preview of production tokens on GitHub", () => {
  const repositoryResource = declareAny("github:index/repository:Repository", "repository", {
    name: repository,
  });
  const other = declareAny("github:index/repository:Repository", "other", { name: unknown });
  const from = { repository: [repositoryResource] };

  const cases: [string, Declared[], string[]][] = [
    [
      "relates what comes from the same resource",
      [
        repositoryResource,
        { ...environment(custom, { repository: unknown }), from },
        policy({ repository: unknown, branchPattern: "main" }, "policy", { from }),
        secret({ repository: unknown }, { from }),
      ],
      [],
    ],
    [
      "relates a secret to the environment that its properties come from",
      (() => {
        const declared = environment(custom, { repository: unknown, environment: unknown });
        const own = { repository: [declared], environment: [declared] };
        return [
          declared,
          policy({ repository: unknown, environment: unknown, branchPattern: "main" }, "policy", {
            from: own,
          }),
          secret({ repository: unknown, environment: unknown }, { from: own }),
        ];
      })(),
      [],
    ],
    [
      "reports what is known although the rest is not",
      [environment(undefined), secret({ value: unknown })],
      [`environment: ${onlyMain}`],
    ],
    [
      "says that a pattern is not yet known",
      [environment(custom), policy({ branchPattern: unknown }), secret()],
      [`policy? ${onlyMain}`],
    ],
    [
      "says that the kind of policy is not yet known",
      [environment({ protectedBranches: false, customBranchPolicies: unknown }), secret()],
      [`environment? ${onlyMain}`],
    ],
    [
      "says that the environment is not yet known",
      [
        other,
        { ...environment(custom), props: { repository: unknown, environment: "seal-production" } },
        secret(),
      ],
      [`secret? ${onlyMain}`],
    ],
    [
      "tells repositories apart that are still to be created",
      [
        ...confined,
        secret(),
        other,
        policy({ repository: unknown, branchPattern: "*" }, "wide", {
          from: { repository: [other] },
        }),
      ],
      [],
    ],
    [
      "says that it is not yet known what a wide pattern opens",
      [...confined, secret(), policy({ repository: unknown, branchPattern: "*" }, "wide")],
      [`wide? ${onlyMain}`],
    ],
    [
      "does not mind what a pattern of main opens",
      [...confined, secret(), policy({ repository: unknown, branchPattern: "main" }, "other")],
      [],
    ],
    [
      "is silent about a name that is not yet known",
      [
        declare(github.ActionsSecret, "secret", {
          repository,
          secretName: unknown,
          value: unknown,
        }),
      ],
      [],
    ],
    [
      "recognises a name although the value is not yet known",
      [
        declare(github.ActionsSecret, "secret", {
          repository,
          secretName: "SEAL_TOKEN",
          value: unknown,
        }),
      ],
      [`secret: ${inEnvironments}`],
    ],
    [
      "recognises a value although the name is not yet known",
      [
        ...confined,
        secret(),
        declare(github.ActionsSecret, "copy", { repository, secretName: unknown, value: canary }),
      ],
      [`copy: ${inEnvironments}`],
    ],
  ];
  for (const [what, resources, expected] of cases) {
    it(what, async () => assert.deepEqual(summary(await judge(resources)), expected));
  }
});

describe("both tokens of a repository, under one name", () => {
  const binding = (type: string, value: string, name: string) =>
    declareAny("seal:index:Token", name, {
      type,
      token: value,
      expiry: "never",
      rotation: { every: "90 days" },
    });
  const confirmation = declareAny("seal:index:Confirmation", "confirmation", {
    fingerprint: "",
    runs: [{}],
  });
  const production = binding("production", canary, "production");
  const both = [
    production,
    binding("development", otherCanary, "development"),
    {
      ...confirmation,
      props: { runs: [{}], fingerprint: unknown },
      from: { fingerprint: [production] },
    },
    ...confined,
    secret(),
    declare(github.ActionsSecret, "repository", {
      repository,
      secretName: "SEAL_TOKEN",
      value: otherCanary,
    }),
  ];

  it("are fine where the tokens are declared", async () => {
    assert.deepEqual(summary(await judge(both)), []);
  });

  it("are reported when they are mixed up", async () => {
    const swapped = both.map((declared) =>
      "value" in declared.props
        ? {
            ...declared,
            props: {
              ...declared.props,
              value: declared.props.value === canary ? otherCanary : canary,
            },
          }
        : declared,
    );
    assert.deepEqual(summary(await judge(swapped)), [
      `repository: ${inEnvironments}`,
      "secret: development-off-main",
    ]);
  });
});
