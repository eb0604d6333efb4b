import assert from "node:assert/strict";
import * as azuredevops from "@pulumi/azuredevops";
import * as github from "@pulumi/github";
import * as gitlab from "@pulumi/gitlab";
import * as pulumi from "@pulumi/pulumi";
import { variableGroup } from "../../src/stores/azure-devops/index";
import { projectVariable } from "../../src/stores/gitlab/index";
import { record, store, token } from "./recorder";

/* What the program tells the token resource; does not prove that that then refuses, and how. */

/** Whether store resources are still declared: not when it is unclear which ones they would be. */
const [declares, declaresNone] = [true, false];

const refused: [string, object, RegExp[], boolean][] = [
  ["no stores", { stores: [] }, [/^stores: must be a list of at least one .*a list of 0;/], false],
  ["no list of stores", { stores: undefined }, [/^stores: must be a list of .*nothing;/], false],
  ["a store that is not in a list", { stores: store() }, [/^stores: must be a list/], false],
  [
    "what is no store, with the place of each",
    { stores: [null, "web-shop", store(), {}] },
    [0, 1, 3].map((index) => new RegExp(`^stores\\[${index}\\]: must be a store, made by`)),
    declaresNone,
  ],
  [
    "two stores of one key, because each could be the other's resources",
    { stores: [store({ key: "one" }), store({ repository: "checkout", key: "one" })] },
    [/^stores: must have a key of its own each, received "one-seal-production" more than once;/],
    declaresNone,
  ],
  [
    "two stores whose names run into the same key",
    {
      stores: [
        store({ repository: "a-b", environment: "c" }),
        store({ repository: "a", environment: "b-c" }),
      ],
    },
    [/^stores: must have a key of its own each, received "github-a-b-c"/],
    declaresNone,
  ],
  [
    "a store twice",
    { stores: [store(), store()] },
    [
      /^stores: must have a key of its own each/,
      /^stores: must name each store once, received GitHub environment web-shop\/seal-production/,
    ],
    declaresNone,
  ],
  [
    "one environment under two keys",
    { stores: [store(), store({ key: "again" })] },
    [/^stores: must name each store once/],
    declares,
  ],
  [
    "a repository that is known late without a key",
    { stores: [store({ repository: pulumi.output("web-shop") })] },
    [/^stores\[0\]\.key: must be given, because `repository` is not a plain string/],
    declaresNone,
  ],
  [
    "an owner before the repository",
    { stores: [store({ repository: "acme/web-shop" })] },
    [/^stores\[0\]\.repository: must be .* without its owner, received "acme\/web-shop"/],
    declares,
  ],
  [
    "an owner before a repository that is known late",
    { stores: [store({ repository: pulumi.output("acme/web-shop"), key: "late" })] },
    [/^stores\[0\]\.repository: must be .* without its owner/],
    declares,
  ],
  [
    "a key with a space",
    { stores: [store({ key: "a b" })] },
    [/^stores\[0\]\.key: must be 1 to 100 letters.*received "a b"/],
    declares,
  ],
  [
    "what is no scope, and what is not adopted by name",
    { stores: [store({ accept: ["forks"] as never, adopt: { all: true } as never })] },
    [
      /^stores\[0\]\.accept: must be a list of some of repository, organization, /,
      /^stores\[0\]\.adopt: must say true or false of environment and sealProject/,
    ],
    declares,
  ],
  [
    "misspelt arguments, because a default would stand in for them",
    {
      rotaion: { every: "30 days" },
      confirmation: { enable: false, timeoutMinutes: 5 },
    },
    [
      /^rotaion: must be left out, because there is no such argument; there are type, token, /,
      /^confirmation\.enable: must be left out, .*there are enabled, drain, timeoutMinutes, pollSeconds/,
    ],
    declares,
  ],
  [
    "a word and a list for a group of arguments",
    { confirmation: "no", retirement: ["remind"] },
    [
      /^confirmation: must be an object of arguments, but it is of type string$/,
      /^retirement: must be an object of arguments, but it is a list$/,
    ],
    declares,
  ],
  [
    "a word for true or false",
    { confirmation: { enabled: "false" } },
    [/^confirmation\.enabled: must be true or false, received "false"$/],
    declares,
  ],
  [
    "a branch with a wildcard",
    { stores: [store({ branch: "release/*" })] },
    [/^stores\[0\]\.branch: must be the literal name of one branch/],
    declares,
  ],
  [
    "an environment of two lines",
    { stores: [store({ environment: "a\nb" })] },
    [/^stores\[0\]\.environment: must be an environment's name/],
    declares,
  ],
  [
    "a path for a workflow",
    { stores: [store({ confirm: { workflow: ".github/workflows/seal.yml" } })] },
    [/^stores\[0\]\.confirm\.workflow: must be the file name of a workflow/],
    declares,
  ],
  [
    "a Project ID of a store with a space",
    { stores: [store({ sealProject: "web shop" })] },
    [/^stores\[0\]\.sealProject: must be a Seal Project ID/],
    declares,
  ],
  [
    "no run that confirms",
    { stores: [store({ confirm: undefined })] },
    [/^confirmation: must have a CI run: no store names one; give a store `confirm`/],
    declares,
  ],
  [
    "a timeout of none and a pause in words",
    { confirmation: { timeoutMinutes: 0, pollSeconds: "often", enabled: 1, drain: "no" } },
    [
      /^confirmation\.enabled: must be true or false, received 1$/,
      /^confirmation\.drain: must be true or false, received "no"$/,
      /^confirmation\.timeoutMinutes: must be a number of minutes from 1 to 1440, received 0$/,
      /^confirmation\.pollSeconds: must be a number of seconds .*received "often"$/,
    ],
    declares,
  ],
  [
    "a production store for a development token",
    { type: "development" },
    [/^stores\[0\]: must be a development store, but a GitHub environment is a production one;/],
    declares,
  ],
  [
    "a development store for a production token",
    { stores: [store(), { ...store({ repository: "b" }), context: "development" }] },
    [/^stores\[1\]: must be a production store, but a GitHub environment is a development one;/],
    declares,
  ],
  [
    "a canary that is not among the stores",
    { canary: [store()] },
    [/^canary: must be a list of some of `stores`, the same values, received a list of 1$/],
    declares,
  ],
  [
    "a canary that leaves nothing for later",
    ((stores) => ({ stores, canary: stores }))([store()]),
    [/^canary: must leave at least one of `stores` for later$/],
    declares,
  ],
  [
    "a canary that nothing confirms",
    ((stores) => ({ stores, canary: [stores[1]] }))([
      store(),
      store({ repository: "b", confirm: undefined }),
    ]),
    [/^canary: must have a CI run that confirms the new token; give one of its stores `confirm`/],
    declares,
  ],
  [
    "another way to retire, and a wait of more than a day",
    { retirement: { whenAlive: "ignore", waitMinutes: 1441 } },
    [
      /^retirement\.whenAlive: must be "fail" or "remind", received "ignore"$/,
      /^retirement\.waitMinutes: must be a number of minutes from 0 to 1440, received 1441$/,
    ],
    declares,
  ],
  [
    "a token that is too large for a secret",
    { token: pulumi.secret("t".repeat(48 * 1024 + 1)) },
    [/^token: must be 48 KB or less for stores\[0\] \(GitHub environment\)/],
    declares,
  ],
  [
    "the token in a store's field",
    { stores: [store({ sealProject: token })] },
    [/^stores: must not hold the token itself in another field; fields were mixed up$/],
    declares,
  ],
  [
    "arguments of a store that do not exist, and a switch that is none",
    {
      stores: [
        store({
          brunch: "main",
          adminsBypass: "no",
          confirm: { workflow: "seal.yml", prof: "success" },
        } as object),
      ],
    },
    [
      /^stores\[0\]\.brunch: must be left out, .*there are repository, environment, branch/,
      /^stores\[0\]\.confirm\.prof: must be left out, .*there are workflow, proof/,
      /^stores\[0\]\.adminsBypass: must be true or false, received "no"/,
    ],
    declares,
  ],
  [
    "several at once, each with its path",
    { stores: [store({ branch: "*", confirm: undefined }), store({ repository: "" })] },
    [/^stores\[0\]\.branch: /, /^stores\[1\]\.repository: /],
    declares,
  ],
];

describe("a token binding that is not right", () => {
  for (const [what, change, reasons, storesDeclared] of refused) {
    it(`rejects ${what}`, async () => {
      const { declared, problems } = await record(change);
      assert.equal(problems.length, reasons.length, problems.join("\n"));
      for (const reason of reasons) {
        assert.ok(
          problems.some((text) => reason.test(text)),
          `${String(reason)} in\n${problems.join("\n")}`,
        );
      }
      const stores = declared.filter(({ type }) => type === "seal:index:GithubSecret");
      assert.equal(stores.length > 0, storesDeclared);
      const early = stores.filter(({ after }) => !after.includes("preflight"));
      assert.deepEqual(
        early,
        [],
        "no store before the preflight, which comes after the token resource",
      );
    });
  }

  it("rejects a provider of another host, and credentials instead of one, which it does not repeat", async () => {
    const other = new gitlab.Provider("other", {});
    const given = [other, "canaryCredentials", new github.Provider("own", { owner: "acme" })];
    const stores = given.map((provider, index) =>
      store({ key: `k${index}`, provider, repository: `r${index}` } as object),
    );
    const { problems } = await record({ stores });
    const must = "must be a provider of the package github, but it is none, of type";
    const remedy = "write `new github.Provider(...)`, or leave it out";
    assert.deepEqual(problems, [
      `stores[0].provider: ${must} object; ${remedy}`,
      `stores[1].provider: ${must} string; ${remedy}`,
    ]);
  });

  it("leaves it to the plugin whether two places of one name, through two providers, are one", async () => {
    const servers = ["", "https://ghe.acme.com/"];
    const ofGithub = servers.map((baseUrl, index) =>
      store({
        key: `k${index}`,
        provider: new github.Provider(`g${index}`, { owner: "acme", baseUrl }),
      }),
    );
    const ofGitlab = [1, 2].map((number) =>
      projectVariable({
        key: `p${number}`,
        project: "acme/checkout",
        provider: new gitlab.Provider(`l${number}`, {}),
      }),
    );
    const ofAzure = [1, 2].map((number) =>
      variableGroup({
        ...{ key: `a${number}`, project: "payments", group: "seal", pipelines: [3] },
        provider: new azuredevops.Provider(`a${number}`, {}),
      }),
    );
    assert.deepEqual(
      (await record({ stores: [...ofGithub, ...ofGitlab, ...ofAzure] })).problems,
      [],
    );
  });

  it("refuses one name through one provider", async () => {
    const provider = new github.Provider("one", { owner: "acme" });
    const stores = ["a", "b"].map((key) => store({ key, provider }));
    assert.deepEqual((await record({ stores })).problems, [
      "stores: must name each store once, received GitHub environment acme/web-shop/seal-production more than once",
    ]);
  });

  it("says where the token was given by mistake, and does not repeat it", async () => {
    const { problems } = await record({ stores: [store({ sealProject: token })] });
    assert.doesNotMatch(problems.join(), /canary/);
  });
});
