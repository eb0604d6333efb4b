import assert from "node:assert/strict";
import * as gitlab from "@pulumi/gitlab";
import * as pulumi from "@pulumi/pulumi";
import type { TokenBindingArgs } from "../../src/index";
import { describedFor } from "../../src/model/owner-label";
import {
  developmentGroupVariable,
  developmentProjectVariable,
  groupVariable,
  projectVariable,
} from "../../src/stores/gitlab/index";
import { record, token, usual, type Declared } from "./recorder";

/*
 * What the stores of GitLab declare, and what they find wrong. Mocks do not prove what GitLab or its
 * plugin makes of it: test/engine/gitlab.test.ts does.
 */

const secret = (value: unknown) => ({
  [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig,
  value,
});
const gitlabToken = "glpat-canary";
const configuration = {
  "gitlab:token": gitlabToken,
  "gitlab:baseUrl": "https://gitlab.acme.example/api/v4/",
};
const account = {
  apiUrl: "https://gitlab.acme.example/api/v4/",
  credentials: secret(gitlabToken),
};
/** Says which binding of which stack it is. */
const description = describedFor("acme/shop/dev/production#c0ffee00");
const unconfirmed = { confirmation: { enabled: false } };

async function declare(change: Partial<TokenBindingArgs>, config: object = configuration) {
  const recording = await record({ ...unconfirmed, ...change }, config);
  const made = (label: string) => recording.declared.find((d) => d.label === label);
  return { ...recording, made };
}
/** Resources of GitLab, by label: what does not depend on each other is declared in any order. */
const ofGitlab = (declared: Declared[]) =>
  declared
    .filter(({ type }) => /^(gitlab:|seal:index:Gitlab)/.test(type))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
const brief = ({ label, type, after, inputs, kept }: Declared) => [
  label,
  type.split(":").at(-1),
  after,
  inputs,
  kept,
];

describe("a GitLab project's variable", () => {
  it("is declared protected, masked, raw and secret, after the proof that main alone reads it", async () => {
    const { declared, problems } = await declare({
      stores: [projectVariable({ project: "acme/checkout", sealProject: "checkout" })],
    });
    assert.deepEqual(problems, []);
    const name = "gitlab-project-acme/checkout";
    const common = {
      project: "acme/checkout",
      environmentScope: "*",
      protected: true,
      raw: true,
      ...account,
    };
    const label = { ...common, masked: false };
    const inClear = { secretOutputs: ["credentials"] };
    assert.deepEqual(ofGitlab(declared).map(brief), [
      [
        `${name}-generation`,
        "GitlabVariable",
        ["confinement", "generation", `${name}-project`, `${name}-secret`, "preflight"],
        { ...label, key: "SEAL_TOKEN_GENERATION", value: "c0ffee00" },
        inClear,
      ],
      [
        `${name}-project`,
        "GitlabVariable",
        ["confinement", "preflight"],
        { ...label, key: "SEAL_PROJECT", value: "checkout" },
        inClear,
      ],
      [
        `${name}-secret`,
        "GitlabVariable",
        ["confinement", "owner", "preflight"],
        { ...common, description, key: "SEAL_TOKEN", value: secret(token), masked: true },
        { secretOutputs: ["value", "credentials"] },
      ],
    ]);
  });

  it("is looked at live, with the credentials of the stack's provider", async () => {
    const accept = { branches: ["release/*"], tags: ["v*"], variables: ["group" as const] };
    const { made } = await declare({
      stores: [
        projectVariable({
          project: "acme/checkout",
          environmentScope: "review/*",
          branch: "trunk",
          accept,
        }),
      ],
    });
    const place = {
      host: "gitlab",
      project: "acme/checkout",
      environmentScope: "review/*",
      branch: "trunk",
      secretName: "SEAL_TOKEN",
      variables: ["SEAL_PROJECT", "SEAL_TOKEN_GENERATION"],
      adopted: false,
      accept,
      ...account,
      store: "GitLab project variable acme/checkout (review/*)",
      path: "stores[0]",
      key: "gitlab-project-acme/checkout-review/*",
      label: "acme/shop/dev/production#c0ffee00",
      confined: true,
    };
    assert.deepEqual(made("preflight")?.inputs.places, [place]);
    assert.deepEqual(made("confinement")?.inputs.places, [place]);
  });

  it("protects its branch on request, before the proof, and for good", async () => {
    const { made } = await declare({
      stores: [
        projectVariable({ project: "acme/checkout", branch: "trunk", protectBranch: true }),
        projectVariable({ project: "acme/ledger", protectBranch: false }),
      ],
    });
    const label = "gitlab-project-acme/checkout-branch";
    assert.deepEqual(brief(made(label)!), [
      label,
      "GitlabBranchProtection",
      ["preflight"],
      { project: "acme/checkout", branch: "trunk", ...account },
      { retainOnDelete: true, secretOutputs: ["credentials"] },
    ]);
    assert.ok(made("confinement")?.after.includes(label));
    assert.equal(made("gitlab-project-acme/ledger-branch"), undefined);
  });

  it("asks for leave to overwrite, unless it adopts, and imports nothing", async () => {
    const at = { project: pulumi.output("acme/late"), key: "late" };
    const { made, problems } = await declare({
      stores: [
        projectVariable({ ...at, adopt: { sealProject: true } }),
        projectVariable({ project: "acme/checkout", adopt: { sealProject: false } }),
      ],
    });
    assert.deepEqual(problems, []);
    const places = made("preflight")?.inputs.places as { variables: string[] }[];
    assert.deepEqual(
      places.map(({ variables }) => variables),
      [["SEAL_TOKEN_GENERATION"], ["SEAL_PROJECT", "SEAL_TOKEN_GENERATION"]],
    );
    assert.equal(made("late-project")?.kept.import, undefined);
    assert.equal(made("late-project")?.inputs.value, "web-shop");
  });

  it("is hidden on request, and acts as its own provider", async () => {
    const provider = new gitlab.Provider("own", {
      baseUrl: "https://own.example:8443/api/v4/",
      token: pulumi.secret("glpat-own"),
    });
    const { made } = await declare({
      stores: [
        projectVariable({
          project: pulumi.output("acme/late"),
          key: "late",
          hidden: true,
          provider,
        }),
      ],
    });
    assert.equal(made("late-secret")?.inputs.hidden, true);
    assert.equal(made("late-project")?.inputs.hidden, undefined);
    const [place] = made("preflight")?.inputs.places as Record<string, unknown>[];
    assert.equal(place?.store, "GitLab project variable own.example:8443/acme/late");
    for (const { apiUrl, credentials } of [place, made("late-secret")!.inputs]) {
      assert.equal(apiUrl, "https://own.example:8443/api/v4/");
      assert.deepEqual(credentials, secret("glpat-own"));
    }
    assert.equal(place?.hidden, true);
  });
});

describe("a GitLab group's variable", () => {
  it("is declared as a project's is, and protects the branch for all projects", async () => {
    const { declared, problems, made } = await declare({
      stores: [groupVariable({ group: "acme", protectBranch: true })],
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      ofGitlab(declared).map(({ label, type }) => [label, type.split(":").at(-1)]),
      [
        ["gitlab-group-acme-branch", "GitlabBranchProtection"],
        ["gitlab-group-acme-generation", "GitlabVariable"],
        ["gitlab-group-acme-project", "GitlabVariable"],
        ["gitlab-group-acme-secret", "GitlabVariable"],
      ],
    );
    assert.deepEqual(made("gitlab-group-acme-branch")?.inputs, {
      group: "acme",
      branch: "main",
      ...account,
    });
    assert.deepEqual(made("gitlab-group-acme-secret")?.inputs, {
      group: "acme",
      environmentScope: "*",
      protected: true,
      raw: true,
      description,
      key: "SEAL_TOKEN",
      value: secret(token),
      masked: true,
      ...account,
    });
    const [place] = made("confinement")?.inputs.places as Record<string, unknown>[];
    assert.equal(place?.group, "acme");
    assert.equal(place?.project, undefined);
  });
});

describe("a store of GitLab that confirms", () => {
  const connection = {
    host: "gitlab",
    apiUrl: "https://gitlab.acme.example/api/v4/",
    credentials: secret(gitlabToken),
  };
  const table: [string, Partial<TokenBindingArgs>, object[]][] = [
    [
      "runs the pipeline of its project, on its branch",
      { stores: [projectVariable({ project: "acme/checkout", branch: "trunk", confirm: {} })] },
      [{ ...connection, project: "acme/checkout", branch: "trunk" }],
    ],
    [
      "runs the pipeline of the project that is named, for a group",
      { stores: [groupVariable({ group: "acme", confirm: { project: "acme/checkout" } })] },
      [{ ...connection, project: "acme/checkout", branch: "main" }],
    ],
    [
      "runs that of a development store as well",
      {
        type: "development",
        stores: [developmentProjectVariable({ project: "acme/checkout", confirm: {} })],
      },
      [{ ...connection, project: "acme/checkout", branch: "main" }],
    ],
  ];
  for (const [what, change, runs] of table) {
    it(what, async () => {
      const { made, problems } = await declare({ ...change, confirmation: {} });
      assert.deepEqual(problems, []);
      assert.deepEqual(made("confirmation")?.inputs.runs, runs);
    });
  }
});

describe("development variables of GitLab", () => {
  it("are masked and not protected, which is looked at before they are filled", async () => {
    const { made, problems } = await declare({
      type: "development",
      stores: [
        developmentProjectVariable({ project: "acme/checkout" }),
        developmentGroupVariable({ group: "acme" }),
      ],
    });
    assert.deepEqual(problems, []);
    for (const owner of ["project-acme/checkout", "group-acme"]) {
      const { inputs, kept, after } = made(`gitlab-${owner}-secret`)!;
      assert.equal(inputs.protected, false);
      assert.equal(inputs.masked, true);
      assert.deepEqual(inputs.value, secret(token));
      assert.deepEqual(kept, { secretOutputs: ["value", "credentials"] });
      assert.ok(after.includes("confinement"));
    }
    const places = made("confinement")?.inputs.places as { confined: boolean }[];
    assert.deepEqual(
      places.map(({ confined }) => confined),
      [false, false],
    );
  });
});

describe("a store of GitLab that is not right", () => {
  const at = { project: "acme/checkout" };
  const refused: [string, Partial<TokenBindingArgs>, RegExp[]][] = [
    [
      "a confirmation that says which pipeline where that is not in question, or does not where it is",
      {
        stores: [
          projectVariable({ project: "acme/a", confirm: { project: "acme/b" } as never }),
          projectVariable({ project: "acme/b", confirm: true as never }),
          groupVariable({ group: "acme", confirm: {} as never }),
          groupVariable({ group: "acme/b", confirm: { project: "nowhere" } }),
        ],
      },
      [
        /^stores\[0\]\.confirm\.project: must be left out, because there is no such argument; there are proof$/,
        /^stores\[1\]\.confirm: must be an object of arguments, received true; there are proof$/,
        /^stores\[2\]\.confirm\.project: must name the project below the group whose pipeline confirms$/,
        /^stores\[3\]\.confirm\.project: must be the project's path.*received "nowhere"/,
      ],
    ],
    [
      "all that is wrong with a confirmation",
      {
        stores: [
          groupVariable({
            group: "acme",
            confirm: { workflow: "seal.yml", proof: "green" } as never,
          }),
        ],
      },
      [
        /^stores\[0\]\.confirm\.workflow: must be left out, .*; there are project, proof$/,
        /^stores\[0\]\.confirm\.project: must name the project below the group/,
        /^stores\[0\]\.confirm\.proof: must be "token" or "success", received "green"/,
      ],
    ],
    [
      "no project, and no group",
      { stores: [projectVariable(undefined as never), groupVariable({} as never)] },
      [
        /^stores\[0\]\.project: must be the project's path, or its number as text, received nothing;/,
        /^stores\[1\]\.group: must be the group's path, or its number as text, received nothing;/,
      ],
    ],
    [
      "a project without its group, by its address, or by a number that is no text",
      {
        stores: ["checkout", "https://gitlab.com/acme/checkout", "/acme/checkout", 42].map(
          (project, index) => projectVariable({ project: project as string, key: `k${index}` }),
        ),
      },
      [
        /^stores\[0\]\.project: .*received "checkout"/,
        /^stores\[1\]\.project: .*received "https:/,
        /^stores\[2\]\.project: .*received "\/acme/,
        /^stores\[3\]\.project: .*received 42/,
      ],
    ],
    [
      "a branch with a wildcard, a scope with other characters, a bad Project ID",
      {
        stores: [
          projectVariable({
            ...at,
            branch: "release/*",
            environmentScope: "a,b",
            sealProject: "web shop",
          }),
        ],
      },
      [
        /^stores\[0\]\.branch: must be the literal name of one branch.*received "release\/\*"/,
        /^stores\[0\]\.environmentScope: must be an environment scope.*received "a,b"/,
        /^stores\[0\]\.sealProject: must be a Seal Project ID.*received "web shop"/,
      ],
    ],
    [
      "switches in words",
      { stores: [projectVariable({ ...at, hidden: "yes", protectBranch: 1 } as never)] },
      [
        /^stores\[0\]\.hidden: must be true or false, received "yes"/,
        /^stores\[0\]\.protectBranch: must be true or false, received 1/,
      ],
    ],
    [
      "to accept what cannot be, or is not named",
      {
        stores: [
          projectVariable({
            ...at,
            accept: { branches: "release/*", tags: [""], variables: ["all"], forks: [] } as never,
          }),
          projectVariable({ project: "acme/b", accept: ["release/*"] as never }),
        ],
      },
      [
        /^stores\[0\]\.accept\.branches: must be a list of protected branches.*received "release/,
        /^stores\[0\]\.accept\.tags: must be a list of protected tags/,
        /^stores\[0\]\.accept\.variables: must be a list of some of project, group, instance/,
        /^stores\[0\]\.accept\.forks: must be left out, .*; there are branches, tags, variables$/,
        /^stores\[1\]\.accept: must be an object of arguments, received a list of 1; there are branches, /,
      ],
    ],
    [
      "to adopt what cannot be",
      {
        stores: [
          projectVariable({ ...at, adopt: { variable: true } as never }),
          projectVariable({ project: "acme/a", adopt: { sealProject: "yes" } as never }),
          projectVariable({ project: "acme/b", adopt: { environment: true } as never }),
        ],
      },
      [
        /^stores\[0\]\.adopt\.variable: must be left out, .*; there are sealProject$/,
        /^stores\[1\]\.adopt\.sealProject: must be true or false, received "yes"/,
        /^stores\[2\]\.adopt\.environment: must be left out, .*; there are sealProject$/,
      ],
    ],
    [
      "no key for a project that is known later, or a bad one",
      {
        stores: [
          projectVariable({ project: pulumi.output("acme/late") }),
          projectVariable({ ...at, key: "a b" }),
        ],
      },
      [
        /^stores\[0\]\.key: must be given, because `project` is not a plain string/,
        /^stores\[1\]\.key: must be 1 to 100 letters.*received "a b"/,
      ],
    ],
    [
      "an argument that does not exist, or not for this store",
      {
        stores: [projectVariable({ ...at, scope: "x", group: "acme" } as never)],
      },
      [/^stores\[0\]\.scope: must be left out/, /^stores\[0\]\.group: must be left out/],
    ],
    [
      "one project twice",
      { stores: [projectVariable({ ...at, key: "a" }), projectVariable({ ...at, key: "b" })] },
      [/^stores: must name each store once, received GitLab project variable acme\/checkout more/],
    ],
    [
      "a store of the other kind of token",
      { stores: [developmentProjectVariable(at)] },
      [
        /^stores\[0\]: must be a production store, but a GitLab development project variable is a development one/,
      ],
    ],
    [
      "a production store for a development token",
      { type: "development", stores: [groupVariable({ group: "acme" })] as never },
      [
        /^stores\[0\]: must be a development store, but a GitLab group variable is a production one/,
      ],
    ],
    [
      "a token that is too short to be masked",
      { token: pulumi.secret("short-7"), stores: [projectVariable(at)] },
      [
        /^token: must be 8 characters or longer for stores\[0\] \(GitLab project variable\), because GitLab masks no shorter value;/,
      ],
    ],
    [
      "a token that is too long for a variable",
      { token: pulumi.secret("t".repeat(10_001)), stores: [projectVariable(at)] },
      [/^token: must be 10,000 characters or shorter for stores\[0\] \(GitLab project variable\)/],
    ],
  ];
  for (const [what, change, reasons] of refused) {
    it(`rejects ${what}`, async () => {
      const { problems } = await declare(change);
      for (const reason of reasons) {
        assert.ok(
          problems.some((text) => reason.test(text)),
          `${String(reason)} in\n${problems.join("\n")}`,
        );
      }
      assert.equal(problems.length, reasons.length, problems.join("\n"));
      assert.doesNotMatch(problems.join(), /short-7/);
    });
  }

  it("takes a token of 8 characters, and one that a preview does not know", async () => {
    const stores = [projectVariable(at)];
    const { problems } = await declare({ token: pulumi.secret("eight-8c"), stores });
    assert.deepEqual(problems, []);
    assert.ok(usual.stores.length > 0);
  });
});

describe("the types of the stores of GitLab", () => {
  it("say for which token a store is", () => {
    const args = { ...usual, ...unconfirmed };
    const production: TokenBindingArgs = { ...args, stores: [projectVariable({ project: "a/b" })] };
    // @ts-expect-error every branch reads it
    const wrong: TokenBindingArgs = { ...args, stores: [developmentGroupVariable({ group: "a" })] };
    // @ts-expect-error a development variable is not confined, so nothing is accepted
    developmentProjectVariable({ project: "a/b", accept: { tags: ["v*"] } });
    assert.ok([production, wrong].length === 2);
  });
});
