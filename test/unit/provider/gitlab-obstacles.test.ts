import assert from "node:assert/strict";
import { pipelineObstacles } from "../../../src/provider/gitlab/obstacles";
import { gitlabPlaces } from "../../../src/provider/gitlab/place";
import { GitlabScene } from "./gitlab-scene";
import { rejectionOf, urnOf } from "./world";

/* What would keep GitLab from making a pipeline or taking a variable; does not prove that GitLab answers so. */

const urn = urnOf("Preflight", "production-preflight");

describe("a pipeline that is to be made", () => {
  let scene: GitlabScene;

  beforeEach(async () => (scene = await GitlabScene.create()));
  afterEach(() => scene.close());

  const obstacles = (change: object = {}) =>
    pipelineObstacles(scene.run(change), { ...scene.world, urn });

  it("has no obstacle on a branch of a project with CI/CD", async () => {
    assert.deepEqual(await obstacles(), []);
    scene.project.branches.add("release");
    assert.deepEqual(await obstacles({ branch: "release" }), []);
    assert.deepEqual(await obstacles({ project: String(scene.project.id) }), []);
    const writes = scene.gitlab.requests.filter(({ path }) => !path.endsWith("/graphql"));
    assert.ok(writes.every(({ method }) => method === "GET"));
  });

  const found: [string, (scene: GitlabScene) => void, object, RegExp][] = [
    [
      "a project that is archived",
      ({ project }) => (project.archived = true),
      {},
      /^acme\/checkout is archived, and so read-only; unarchive it/,
    ],
    [
      "a project without CI/CD",
      ({ project }) => (project.builds = false),
      {},
      /^CI\/CD is switched off in acme\/checkout; switch it on/,
    ],
    [
      "a role that runs no pipelines",
      ({ project }) => (project.runsPipelines = false),
      {},
      /may not run pipelines of acme\/checkout; they need the Developer role/,
    ],
    [
      "no such branch",
      () => undefined,
      { branch: "release" },
      /^there is no branch release in acme\/checkout; push it/,
    ],
    [
      "an empty repository",
      ({ project }) => project.branches.clear(),
      {},
      /^there is no branch main in acme\/checkout/,
    ],
  ];
  for (const [what, change, declared, text] of found) {
    it(`has an obstacle in ${what}, with what to do`, async () => {
      change(scene);
      const texts = await obstacles(declared);
      assert.equal(texts.length, 1, texts.join("\n"));
      assert.match(texts[0] ?? "", text);
    });
  }

  it("is not judged by what GitLab does not show", async () => {
    scene.project.showsCode = false;
    scene.gitlab.inject({ path: /graphql$/, answer: 401 });
    assert.deepEqual(await obstacles({ branch: "release" }), []);
  });

  it("rejects when the project is not there", async () => {
    const error = await rejectionOf(obstacles({ project: "acme/nothing" }));
    assert.match(String(error), /with 404: no such `project`/);
  });
});

describe("a GitLab project that is to be written to", () => {
  let scene: GitlabScene;

  beforeEach(async () => (scene = await GitlabScene.create()));
  afterEach(() => scene.close());

  const occupied = (change: object = {}) =>
    gitlabPlaces.occupied(scene.place(change), { ...scene.world, urn });

  it("is taken while its access token may use the API, or says nothing of itself", async () => {
    assert.equal(await occupied(), true);
    for (const scopes of [undefined, ["granular"], ["read_api", "api"]]) {
      scene.gitlab.scopes = scopes;
      assert.equal(await occupied(), true);
    }
  });

  for (const [what, change, text] of [
    ["is archived", () => (scene.project.archived = true), /acme\/checkout is archived/],
    ["has no CI/CD", () => (scene.project.builds = false), /CI\/CD is switched off/],
    [
      "is reached by a token that only reads",
      () => (scene.gitlab.scopes = ["read_api"]),
      /may only read \(scope read_api\); they need the scope api/,
    ],
  ] as const) {
    it(`is refused while it ${what}`, async () => {
      change();
      assert.match(String(await rejectionOf(occupied())), text);
    });
  }

  it("may belong to a group, whose token is asked as well", async () => {
    assert.equal(await occupied({ group: "acme" }), false);
    scene.gitlab.scopes = ["read_api"];
    assert.match(String(await rejectionOf(occupied({ group: "acme" }))), /may only read/);
  });
});
