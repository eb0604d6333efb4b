import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { DevelopmentStore } from "../../src/index";
import * as stores from "../../src/stores/github/index";
import type { OrganizationSecretArgs } from "../../src/stores/github/index";
import { githubToken, record, store, token } from "./recorder";

/* What the stores declare, and refuse. Mocks do not prove that anything is written in place. */

const { repositorySecret, organizationSecret, dependabotSecret, codespacesSecret } = stores;
const usual = { type: "development", confirmation: { enabled: false } };
const bound = (...list: DevelopmentStore[]) => record({ ...usual, stores: list });
const secret = (value: unknown) => ({
  [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig,
  value,
});

describe("a development store of GitHub", () => {
  const declared: [DevelopmentStore, [role: string, type: string, inputs: object][]][] = [
    [
      repositorySecret({ repository: "web-shop", sealProject: "shop" }),
      [
        ["secret", "GithubSecret", { secretName: "SEAL_TOKEN", value: secret(token) }],
        ["project", "GithubVariable", { variableName: "SEAL_PROJECT", value: "shop" }],
        [
          "generation",
          "GithubVariable",
          { variableName: "SEAL_TOKEN_GENERATION", value: "c0ffee00" },
        ],
      ],
    ],
    [
      dependabotSecret({ repository: "web-shop" }),
      [
        ["secret", "GithubSecret", { secretName: "SEAL_TOKEN", value: secret(token) }],
        ["project", "GithubSecret", { secretName: "SEAL_PROJECT", value: "web-shop" }],
      ],
    ],
    [
      codespacesSecret({ repository: "web-shop" }),
      [
        ["secret", "GithubSecret", { product: "codespaces", secretName: "SEAL_TOKEN" }],
        ["project", "GithubSecret", { product: "codespaces", secretName: "SEAL_PROJECT" }],
      ],
    ],
    [
      organizationSecret({ repositories: ["web-shop"] }),
      [
        ["secret", "GithubSecret", { visibility: "selected", repositories: ["web-shop"] }],
        ["project", "GithubVariable", { visibility: "selected", repositories: ["web-shop"] }],
        ["generation", "GithubVariable", { value: "c0ffee00" }],
      ],
    ],
    [
      stores.organizationDependabotSecret({ repositories: "private" }),
      [
        ["secret", "GithubSecret", { product: "dependabot", visibility: "private" }],
        ["project", "GithubSecret", { secretName: "SEAL_PROJECT", visibility: "private" }],
      ],
    ],
    [
      stores.organizationCodespacesSecret({ repositories: "all" }),
      [
        ["secret", "GithubSecret", { product: "codespaces", visibility: "all" }],
        ["project", "GithubSecret", { secretName: "SEAL_PROJECT", visibility: "all" }],
      ],
    ],
  ];
  for (const [one, resources] of declared) {
    it(`declares what a ${one.kind} is made of, under its key, after the live look`, async () => {
      const recording = await bound(one);
      assert.deepEqual(recording.problems, []);
      const ours = recording.declared.filter(({ label }) => label.startsWith(`${one.key}-`));
      assert.deepEqual(
        ours.map(({ label, type }) => `${label} ${type.replace(/^.*:/, "")}`).sort(),
        [...resources, ["owner", "GithubVariable"] as const]
          .map(([role, type]) => `${one.key}-${role} ${type}`)
          .sort(),
      );
      for (const [role, , inputs] of resources) {
        const found = ours.find(({ label }) => label === `${one.key}-${role}`)!;
        assert.ok(found.after.includes("preflight"), role);
        for (const [name, value] of Object.entries(inputs)) {
          assert.deepEqual(found.inputs[name], value, `${role}.${name}`);
        }
      }
      const clear = JSON.stringify(recording, (_key, value: unknown) =>
        pulumi.runtime.isRpcSecret(value) ? "secret" : value,
      );
      assert.ok(![token, githubToken].some((canary) => clear.includes(canary)));
    });
  }

  it("is looked at before anything is written, under what it overwrites", async () => {
    const recording = await bound(
      repositorySecret({ repository: "web-shop", adopt: { token: true } }),
      codespacesSecret({ repository: "web-shop" }),
    );
    const preflight = recording.declared.find(({ label }) => label === "preflight");
    const places = preflight?.inputs.places as Record<string, unknown>[];
    assert.deepEqual(
      places.map(({ host, product, owner, adopted, secretNames, confined }) => ({
        ...{ host, product, owner, adopted, secretNames, confined },
      })),
      [
        ["actions", true, ["SEAL_TOKEN"]],
        ["codespaces", false, ["SEAL_TOKEN", "SEAL_PROJECT"]],
      ].map(([product, adopted, secretNames]) => ({
        ...{ host: "github-secret", product, owner: "acme", adopted, secretNames },
        confined: false,
      })),
    );
  });

  it("says which repositories of an organization read it", async () => {
    const reaches: [OrganizationSecretArgs["repositories"], object][] = [
      ["all", { visibility: "all" }],
      ["private", { visibility: "private" }],
      [["web-shop"], { visibility: "selected", repositories: ["web-shop"] }],
    ];
    for (const [repositories, reach] of reaches) {
      const { declared } = await bound(organizationSecret({ repositories }));
      const preflight = declared.find(({ label }) => label === "preflight");
      const [place] = preflight?.inputs.places as Record<string, unknown>[];
      assert.deepEqual(
        { visibility: place?.visibility, repositories: place?.repositories },
        { repositories: undefined, ...reach },
      );
    }
  });

  it("has leave to write over a variable that is to be adopted, and over no other", async () => {
    const adopt = { sealProject: true };
    const recording = await bound(
      repositorySecret({ repository: "web-shop", adopt }),
      organizationSecret({ repositories: "all" }),
      dependabotSecret({ repository: "web-shop" }),
    );
    const preflight = recording.declared.find(({ label }) => label === "preflight");
    const places = preflight?.inputs.places as { variables: string[] }[];
    assert.deepEqual(
      places.map(({ variables }) => variables),
      [["SEAL_TOKEN_GENERATION"], ["SEAL_PROJECT", "SEAL_TOKEN_GENERATION"], []],
    );
    assert.ok(recording.declared.every(({ kept }) => kept.import === undefined));
  });

  const refused: [string, DevelopmentStore, RegExp][] = [
    [
      "no arguments",
      repositorySecret(undefined as never),
      /^stores\[0\]\.repository: must be a repository's name/,
    ],
    [
      "an owner in the name",
      repositorySecret({ repository: "acme/web-shop" }),
      /^stores\[0\]\.repository: must be .* without its owner/,
    ],
    [
      "a late name without a key",
      codespacesSecret({ repository: pulumi.output("web-shop") }),
      /^stores\[0\]\.key: must be given/,
    ],
    [
      "an organization without its readers",
      organizationSecret({} as never),
      /^stores\[0\]\.repositories: must be "all", "private" or the names .*received nothing/,
    ],
    [
      "an empty selection",
      organizationSecret({ repositories: [] }),
      /^stores\[0\]\.repositories: .*a list of 0/,
    ],
    [
      "a selected repository with its owner",
      organizationSecret({ repositories: ["web-shop", "acme/checkout"] }),
      /^stores\[0\]\.repositories\[1\]: must be .* without its owner/,
    ],
    [
      "a variable to adopt where there are none",
      dependabotSecret({ repository: "web-shop", adopt: { sealProject: true } }),
      /^stores\[0\]\.adopt: must say true or false of token/,
    ],
    [
      "an argument that is another store's",
      repositorySecret({ repository: "web-shop", environment: "seal-development" } as never),
      /^stores\[0\]\.environment: must be left out, .*there are repository, sealProject/,
    ],
    [
      "a wrong Project ID",
      codespacesSecret({ repository: "web-shop", sealProject: "a b" }),
      /^stores\[0\]\.sealProject: must be a Seal Project ID/,
    ],
    [
      "the token in another field",
      repositorySecret({ repository: token }),
      /^stores: must not hold the token itself/,
    ],
  ];
  for (const [what, one, says] of refused) {
    it(`is refused for ${what}`, async () => {
      const { problems } = await bound(one);
      assert.equal(problems.filter((text) => says.test(text)).length, 1, problems.join("\n"));
    });
  }

  it("is refused in a production binding, and a production store in a development binding", async () => {
    const [first, second] = [
      await record({ stores: [repositorySecret({ repository: "web-shop" })] }),
      await record({ ...usual, stores: [store()] }),
    ];
    assert.match(
      first.problems.join("\n"),
      /^stores\[0\]: must be a production store, but a GitHub repository secret is a development one/m,
    );
    assert.match(
      second.problems.join("\n"),
      /must be a development store, but a GitHub environment/,
    );
  });
});
