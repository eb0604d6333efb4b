import assert from "node:assert/strict";
import { gitlabPlaces, type GitlabPlace } from "../../../src/provider/gitlab/place";
import { gitlabCredentials, GitlabServer } from "../../support/gitlab-server";
import { newWorld, type World } from "./world";

/* What the plugin finds out of a GitLab project or group, against the loopback GitLab. */

let gitlab: GitlabServer;
let world: World;

const place = (change: Partial<GitlabPlace> = {}): GitlabPlace => ({
  host: "gitlab",
  store: "GitLab project variable acme/payments/checkout",
  path: "stores[0]",
  key: "gitlab-project-acme/payments/checkout",
  adopted: false,
  confined: true,
  ...(change.group === undefined ? { project: "acme/payments/checkout" } : {}),
  environmentScope: "*",
  branch: "main",
  secretName: "SEAL_TOKEN",
  apiUrl: `${gitlab.url}/api/v4/`,
  credentials: gitlabCredentials,
  ...change,
});
const look = () => ({ ...world, urn: "urn", ending: [] });
const exposures = (change?: Partial<GitlabPlace>) => gitlabPlaces.exposures(place(change), look());
const occupied = (change?: Partial<GitlabPlace>) => gitlabPlaces.occupied(place(change), look());
const checkout = () => gitlab.project("acme/payments/checkout");
const seal = (change = {}) =>
  gitlab.variable("SEAL_TOKEN", "canarySealToken", { protected: true, masked: true, ...change });

beforeEach(async () => {
  gitlab = await GitlabServer.create("http://127.0.0.1:9/");
  gitlab.addGroup("acme");
  gitlab.addGroup("acme/payments");
  gitlab.addProject("acme/payments/checkout");
  world = newWorld();
});
afterEach(() => gitlab.stop());

describe("a GitLab project's variable", () => {
  it("is exposed by nothing where main alone is protected", async () => {
    assert.deepEqual(await exposures(), []);
    checkout().variables.push(seal());
    assert.deepEqual(await exposures(), []);
    assert.deepEqual(world.log.lines, []);
  });

  it("is found by the project's number as well", async () => {
    checkout().protectedTags.push(gitlab.protection("v*"));
    const [text = ""] = await exposures({ project: String(checkout().id) });
    assert.match(text, /acme\/payments\/checkout protects them/);
  });

  const cases: [string, () => void, RegExp, object][] = [
    [
      "another protected branch",
      () => checkout().protectedBranches.push(gitlab.protection("develop")),
      /^pipelines of branches that match "develop" would read it, too, because acme\/payments\/checkout protects them; unprotect them at Settings > Repository, or accept them with `accept: { branches: \["develop"\] }`$/,
      { branches: ["develop"] },
    ],
    [
      "a pattern that covers more than main",
      () => checkout().protectedBranches.push(gitlab.protection("ma*")),
      /branches that match "ma\*"/,
      { branches: ["ma*"] },
    ],
    [
      "a protected tag",
      () => checkout().protectedTags.push(gitlab.protection("v*")),
      /^pipelines of tags that match "v\*" .*`accept: { tags: \["v\*"\] }`$/,
      { tags: ["v*"] },
    ],
    [
      "a protected tag that is called as the branch",
      () => checkout().protectedTags.push(gitlab.protection("main")),
      /tags that match "main"/,
      { tags: ["main"] },
    ],
    [
      "a branch that a group protects",
      () => gitlab.group("acme").protectedBranches.push(gitlab.protection("release/*")),
      /because a group of acme\/payments\/checkout protects them/,
      { branches: ["release/*"] },
    ],
    [
      "an unprotected variable of the same key in another scope",
      () => checkout().variables.push(seal({ protected: false, environment_scope: "review/*" })),
      /^every branch with the environment review\/\* would read SEAL_TOKEN from an unprotected variable of the project acme\/payments\/checkout; delete or protect that one, or accept it with `accept: { variables: \["project"\] }`$/,
      { variables: ["project"] },
    ],
    [
      "an unprotected variable of the same key in its group",
      () => gitlab.group("acme/payments").variables.push(seal({ protected: false })),
      /^every branch would read SEAL_TOKEN from an unprotected variable of the group acme\/payments;/,
      { variables: ["group"] },
    ],
    [
      "an unprotected variable of the same key in a parent group",
      () => gitlab.group("acme").variables.push(seal({ protected: false })),
      /unprotected variable of the group acme;/,
      { variables: ["group"] },
    ],
    [
      "an unprotected variable of the same key of the instance, to an administrator",
      () => {
        gitlab.administrates = true;
        gitlab.variables.push(seal({ protected: false }));
      },
      /unprotected variable of the instance/,
      { variables: ["instance"] },
    ],
  ];
  for (const [what, expose, text, accept] of cases) {
    it(`is exposed by ${what}, unless that is accepted by name`, async () => {
      expose();
      const found = await exposures();
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0]!, text);
      assert.deepEqual(await exposures({ accept }), []);
    });
  }

  it("is exposed by itself when it is no longer protected or masked, whatever is accepted", async () => {
    checkout().variables.push(seal({ protected: false, masked: false }));
    const found = await exposures({ accept: { variables: ["project", "group", "instance"] } });
    assert.match(found.join("\n"), /^every branch would read it.*\njob logs would show it/);
  });

  it("has to be masked for a development token, and nothing else is asked of it", async () => {
    const development = { confined: false, environmentScope: "review/*" };
    assert.deepEqual(await exposures(development), [], "it is not there yet");
    checkout().protectedTags.push(gitlab.protection("v*"));
    checkout().variables.push(
      seal({ protected: false, environment_scope: "review/*" }),
      seal({ protected: false, masked: false, environment_scope: "other" }),
    );
    assert.deepEqual(await exposures(development), []);
    checkout().variables[0]!.masked = false;
    const text = /^job logs would show it, because it is not masked any more; mask it at Settings/;
    assert.match((await exposures(development)).join(), text);
    gitlab.group("acme").variables.push(seal({ protected: false, masked: false }));
    assert.match((await exposures({ confined: false, group: "acme" })).join(), text);
    gitlab.inject({ path: /variables/, answer: 403 });
    await assert.rejects(exposures(development), /variables\/SEAL_TOKEN with 403: .*Maintainer/);
  });

  it("is not exposed by what is protected, or has another key", async () => {
    checkout().variables.push(seal({ environment_scope: "review/*" }));
    gitlab.group("acme").variables.push(seal(), gitlab.variable("SEAL_TOKENS", "canary"));
    assert.deepEqual(await exposures(), []);
  });

  it("is not of use where main is not protected, by its name or by an accepted pattern", async () => {
    checkout().protectedBranches.length = 0;
    assert.match((await exposures()).join(), /^pipelines of main would not read it.*protectBranch/);
    checkout().protectedBranches.push(gitlab.protection("*"));
    assert.deepEqual(await exposures({ accept: { branches: ["*"] } }), []);
  });

  it("is looked for in every page of long lists", async () => {
    for (let i = 0; i < 101; i += 1) {
      checkout().variables.push(gitlab.variable(`OTHER_${i}`, "x"));
      gitlab.group("acme").variables.push(gitlab.variable(`OTHER_${i}`, "x"));
      checkout().protectedTags.push(gitlab.protection(`t${i}`));
    }
    checkout().variables.push(seal({ protected: false, environment_scope: "review/*" }));
    gitlab.group("acme").variables.push(seal({ protected: false }));
    const found = await exposures();
    assert.equal(found.filter((text) => text.includes("tags that match")).length, 101);
    assert.equal(found.filter((text) => text.includes("unprotected variable")).length, 2);
  });

  it("comes with a warning when other roles or merge requests meet it", async () => {
    checkout().minimumOverrideRole = "developer";
    await exposures();
    assert.match(
      world.log.text,
      /^warning: stores\[0\]: GitLab project variable .*: developers of acme\/payments\/checkout may override it/,
    );
    checkout().minimumOverrideRole = "maintainer";
    checkout().protectedBranches.push(gitlab.protection("develop"));
    world = newWorld();
    await exposures({ accept: { branches: ["develop"] } });
    assert.match(
      world.log.text,
      /^warning: .*merge request pipelines between protected branches of acme\/payments\/checkout read it, too/,
    );
    checkout().protectMergeRequestPipelines = false;
    world = newWorld();
    await exposures({ accept: { branches: ["develop"] } });
    assert.deepEqual(world.log.lines, []);
  });

  it("is there when one of its key and scope is", async () => {
    assert.equal(await occupied(), false);
    checkout().variables.push(seal({ environment_scope: "production" }));
    assert.equal(await occupied(), false);
    assert.equal(await occupied({ environmentScope: "production" }), true);
  });

  it("is not known where GitLab shows too little, and says what is needed", async () => {
    const refusals: [RegExp, RegExp][] = [
      [
        /\/protected_branches/,
        /GET \/projects\/acme\/payments\/checkout\/protected_branches with 403: .*Maintainer role/,
      ],
      [/\/protected_tags/, /protected_tags with 403: .*Maintainer role/],
      [/\/graphql/, /POST \/api\/graphql \(\w+ of acme\/payments\/checkout\) with 403/],
    ];
    for (const [path, message] of refusals) {
      const heal = gitlab.inject({ path, answer: 403 });
      await assert.rejects(exposures(), { name: "Fault", message });
      heal();
    }
    await assert.rejects(exposures({ project: "acme/none" }), /with 404: no such `project`/);
    await assert.rejects(occupied({ project: "acme/none" }), /with 404: no such `project`/);
  });

  it("is not known where GraphQL hides the variables", async () => {
    gitlab.maintains = false;
    await assert.rejects(exposures(), {
      name: "Fault",
      message: /GitLab does not show the variables of acme\/payments\/checkout;.*Maintainer role/,
    });
  });
});

describe("a GitLab group's variable", () => {
  const group = (change: Partial<GitlabPlace> = {}) => exposures({ group: "acme", ...change });

  it("is read in every project below the group, and looked at in each", async () => {
    gitlab.addProject("acme/shop").protectedTags.push(gitlab.protection("v*"));
    checkout().protectedBranches.push(gitlab.protection("develop"));
    gitlab.addProject("other").protectedTags.push(gitlab.protection("v*"));
    assert.deepEqual(
      (await group()).map((text) => /that match "(.*)" .*because (\S+) /.exec(text)?.slice(1)),
      [
        ["develop", "acme/payments/checkout"],
        ["v*", "acme/shop"],
      ],
    );
    assert.deepEqual(await group({ accept: { branches: ["develop"], tags: ["v*"] } }), []);
  });

  it("is not looked for in archived projects, which run no pipelines", async () => {
    checkout().protectedTags.push(gitlab.protection("v*"));
    checkout().archived = true;
    assert.deepEqual(await group(), []);
  });

  it("is told from others of its key, and each of them once", async () => {
    gitlab.addProject("acme/shop");
    gitlab.group("acme").variables.push(seal());
    assert.deepEqual(await group(), []);
    gitlab.group("acme").variables.push(seal({ protected: false, environment_scope: "review/*" }));
    const [found = "", ...more] = await group();
    assert.match(found, /environment review\/\* .* unprotected variable of the group acme;/);
    assert.deepEqual(more, []);
    gitlab.group("acme").variables[0]!.protected = false;
    const accepted = await group({ accept: { variables: ["group"] } });
    assert.match(accepted.join(), /not protected any more/);
  });

  it("comes with a warning where a project does not protect main", async () => {
    checkout().protectedBranches.length = 0;
    assert.deepEqual(await group(), []);
    assert.match(
      world.log.text,
      /warning: .*pipelines of main would not read it, because acme\/payments\/checkout/,
    );
  });

  it("is there when one of its key and scope is", async () => {
    assert.equal(await occupied({ group: "acme" }), false);
    gitlab.group("acme").variables.push(seal());
    assert.equal(await occupied({ group: "acme" }), true);
    await assert.rejects(occupied({ group: "none" }), /with 404: no such `group`/);
  });
});

describe("what a new store on GitLab would write over", () => {
  const foreign = async (change: Partial<GitlabPlace> = {}) =>
    gitlabPlaces.foreign?.(place({ environmentScope: "seal-production", ...change }), look());
  const variables = ["SEAL_PROJECT", "SEAL_GENERATION"];
  const label = (key: string, scope = "seal-production") =>
    gitlab.variable(key, "by hand", { environment_scope: scope });

  for (const [owner, of, at] of [
    ["project", {}, checkout],
    ["group", { group: "acme" }, () => gitlab.group("acme")],
  ] as const) {
    it(`is told of a ${owner}, in its own scope, unless it was adopted`, async () => {
      assert.deepEqual(await foreign({ ...of, variables }), []);
      at().variables.push(label("SEAL_PROJECT", "*"), label("OTHER"), label("SEAL_TOKEN"));
      assert.deepEqual(await foreign({ ...of, variables }), []);
      at().variables.push(label("SEAL_PROJECT"), label("SEAL_GENERATION"));
      assert.deepEqual(await foreign({ ...of, variables }), [
        "the variable SEAL_PROJECT",
        "the variable SEAL_GENERATION",
      ]);
      assert.deepEqual(await foreign({ ...of, variables: ["SEAL_GENERATION"] }), [
        "the variable SEAL_GENERATION",
      ]);
      assert.deepEqual(await foreign(of), []);
    });
  }

  it("is not known when GitLab does not say", async () => {
    gitlab.inject({ path: /variables/, answer: 403 });
    await assert.rejects(foreign({ variables }), /with 403: its credentials lack a permission/);
  });
});

describe("a place on GitLab", () => {
  const problems = (change: object) =>
    gitlabPlaces.problems("places[0]", { ...place(), ...change }).map(({ path }) => path);

  it("names a project or a group, a branch, a key and a scope", () => {
    assert.deepEqual(problems({}), []);
    assert.deepEqual(problems({ project: undefined }), ["places[0]"]);
    assert.deepEqual(problems({ group: "acme" }), ["places[0]"]);
    assert.deepEqual(problems({ project: "", branch: "", environmentScope: undefined }), [
      "places[0].environmentScope",
      "places[0].branch",
      "places[0].project",
    ]);
  });

  it("takes credentials to safe addresses only, and knows what can be accepted", () => {
    assert.deepEqual(problems({ apiUrl: "http://gitlab.example/api/v4/" }), ["places[0].apiUrl"]);
    assert.deepEqual(problems({ apiUrl: "" }), []);
    assert.deepEqual(problems({ accept: { variables: ["everything"] } }), [
      "places[0].accept.variables",
    ]);
    assert.deepEqual(problems({ accept: Symbol("unknown") }), []);
  });
});
