import assert from "node:assert/strict";
import { dispatchObstacles } from "../../../src/provider/github/obstacles";
import { dispatchOf } from "../../../src/provider/github/triggers";
import { githubPlaces } from "../../../src/provider/github/place";
import { lockOf } from "../../../src/provider/github/repository";
import { githubSecretPlaces } from "../../../src/provider/github/secret-place";
import { GithubScene, urn } from "./github-scene";
import { rejectionOf } from "./world";

/* What would keep GitHub from running a workflow or taking a secret; does not prove that GitHub answers so. */

describe("a workflow that is to be dispatched", () => {
  let scene: GithubScene;

  beforeEach(async () => (scene = await GithubScene.create()));
  afterEach(() => scene.close());

  const obstacles = (change: object = {}) =>
    dispatchObstacles(scene.run(change), { ...scene.world, urn });
  const workflow = () => scene.repository.workflows.get("seal.yml")!;

  it("has no obstacle when it is there, active and has the trigger", async () => {
    assert.deepEqual(await obstacles(), []);
    assert.deepEqual(scene.world.log.lines, []);
    assert.ok(scene.github.requests.every(({ method }) => method === "GET"));
  });

  it("is waited for while GitHub does not know of its file yet, for a minute", async () => {
    workflow().unknownFor = 3;
    assert.deepEqual(await obstacles(), []);
    assert.deepEqual(scene.world.clock.sleeps, [2000, 2000, 2000]);

    workflow().unknownFor = Infinity;
    assert.match(
      String(await rejectionOf(obstacles())),
      /\.github\/workflows\/seal\.yml is on main, but GitHub does not list it among its workflows yet/,
    );
    assert.equal(scene.world.clock.sleeps.length, 33);
  });

  const found: [string, (scene: GithubScene) => void, object, RegExp][] = [
    [
      "a repository that is archived",
      ({ repository }) => (repository.archived = true),
      {},
      /^the repository acme\/web-shop is archived, and so read-only; unarchive it at Settings$/,
    ],
    [
      "a repository that GitHub disabled",
      ({ repository }) => (repository.disabled = true),
      {},
      /^GitHub disabled the repository acme\/web-shop; ask its support$/,
    ],
    [
      "a role that only reads",
      ({ repository }) => (repository.role = "read"),
      {},
      /may only read the repository; they need the role Write/,
    ],
    [
      "no such workflow",
      () => undefined,
      { workflow: "other.yml" },
      /^there is no workflow other\.yml on main, the default branch/,
    ],
    [
      "a workflow that a person disabled",
      ({ repository }) => (repository.workflows.get("seal.yml")!.state = "disabled_manually"),
      {},
      /^the workflow seal\.yml is disabled \(manually\); enable it at Actions > seal\.yml/,
    ],
    [
      "a workflow that GitHub disabled",
      ({ repository }) => (repository.workflows.get("seal.yml")!.state = "disabled_inactivity"),
      {},
      /is disabled \(inactivity\)/,
    ],
    [
      "no dispatch trigger",
      ({ repository }) => (repository.workflows.get("seal.yml")!.dispatchable = false),
      {},
      /^\.github\/workflows\/seal\.yml on main has no workflow_dispatch trigger.*add `workflow_dispatch:`/,
    ],
    [
      "inputs that are not declared",
      ({ repository }) => (repository.workflows.get("seal.yml")!.inputs = ["seal_nonce"]),
      {},
      /seal\.yml on main does not declare seal_digest among the `inputs`.*add the job.*proof: "success"/,
    ],
    [
      "no such branch",
      () => undefined,
      { branch: "release" },
      /^there is no branch release; push it/,
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

  it("needs no inputs where a green run is enough", async () => {
    workflow().inputs = [];
    assert.deepEqual(await obstacles({ proof: "success" }), []);
  });

  it("has an obstacle in a branch that lacks its file", async () => {
    scene.repository.branches.add("release");
    scene.github.inject({ path: /contents.*ref=release/, answer: 404 });
    assert.deepEqual(await obstacles({ branch: "release" }), [
      ".github/workflows/seal.yml is on main, but not on release; merge it there",
    ]);
  });

  for (const [what, hide] of [
    ["may not be read (403)", () => (scene.repository.showsContents = false)],
    ["is not shown (404)", () => scene.github.inject({ path: /\/contents\//, answer: 404 })],
    ["cannot be read as YAML", () => (workflow().text = "on: [push")],
    ["says nothing of triggers", () => (workflow().text = "jobs: {}")],
  ] as const) {
    it(`is taken for dispatchable when its file ${what}, which is said`, async () => {
      hide();
      assert.deepEqual(await obstacles(), []);
      assert.match(scene.world.log.text, /^info: Whether seal\.yml of acme\/web-shop can be/);
    });
  }

  it("is not judged by its branch when branches are not shown", async () => {
    scene.repository.showsContents = false;
    assert.deepEqual(await obstacles({ branch: "release" }), []);
  });

  it("is not judged by a role that the token of an app's installation does not have", () => {
    const permissions = { pull: true, push: false };
    const repository = { id: 1, name: "web-shop", owner: { login: "acme" }, permissions };
    const lock = (credentials: string | undefined, GITHUB_TOKEN?: string) =>
      lockOf(repository, { credentials }, { environment: { GITHUB_TOKEN } });
    assert.match(lock("ghp_person") ?? "", /may only read/);
    assert.match(lock(undefined, "ghp_person") ?? "", /may only read/);
    assert.equal(lock("ghs_installation"), undefined);
    assert.equal(lock(undefined, "ghs_installation"), undefined);
  });

  for (const [status, said] of [
    [401, /with 401: its credentials are missing or not accepted/],
    [403, /with 403: its credentials may not read it; they need `Metadata: read`/],
    [404, /with 404: no such `repository`/],
  ] as const) {
    it(`rejects when its repository is answered with ${status}`, async () => {
      scene.github.inject({ path: /web-shop$/, answer: status });
      assert.match(String(await rejectionOf(obstacles())), said);
    });
  }
});

describe("the dispatch of a workflow", () => {
  for (const [file, expected] of [
    ["on: workflow_dispatch", []],
    ["on: push", null],
    ["on: [push, workflow_dispatch]", []],
    ["on: [push]", null],
    ["on:\n  workflow_dispatch:\n", []],
    ["'on':\n  workflow_dispatch:\n    inputs: {}\n", []],
    [
      "on:\n  workflow_dispatch:\n    inputs: { seal_nonce: , other: { type: string } }\n",
      ["seal_nonce", "other"],
    ],
    ["on:\n  workflow_dispatch:\n    inputs: text\n", []],
    ["on:\n  push:\n    branches: [workflow_dispatch]\n", null],
    ["# on: workflow_dispatch\non: push", null],
    ["on: [push", undefined],
    ["", undefined],
    ["text", undefined],
    ["on: 1", undefined],
  ] as const) {
    it(`is read from ${JSON.stringify(file)}`, () => {
      const found = dispatchOf(file);
      assert.deepEqual(found === null ? null : found?.inputs, expected);
    });
  }
});

describe("a GitHub repository that is to be written to", () => {
  let scene: GithubScene;

  beforeEach(async () => (scene = await GithubScene.create()));
  afterEach(() => scene.close());

  const look = () => ({ ...scene.world, urn });
  const development = () =>
    scene.place({
      host: "github-secret",
      environment: undefined,
      product: "actions",
      secretNames: ["SEAL_TOKEN"],
      confined: false,
    });

  for (const [what, change] of [
    ["archived", () => (scene.repository.archived = true)],
    ["disabled", () => (scene.repository.disabled = true)],
    ["only read by whoever asks", () => (scene.repository.role = "read")],
  ] as const) {
    it(`is refused while it is ${what}, for an environment and for a secret of its own`, async () => {
      change();
      for (const error of [
        await rejectionOf(githubPlaces.occupied(scene.place(), look())),
        await rejectionOf(githubSecretPlaces.occupied(development(), look())),
      ]) {
        assert.match(String(error), /read-only|disabled the repository|may only read/);
      }
    });
  }

  it("is refused while the key that secrets are sealed with may not be read", async () => {
    scene.repository.environments.set("seal-production", {
      name: "seal-production",
      canAdminsBypass: false,
      branchPolicy: null,
      policies: [],
      secrets: new Map(),
      variables: new Map(),
    });
    assert.equal(await githubPlaces.occupied(scene.place(), look()), true);
    assert.equal(await githubSecretPlaces.occupied(development(), look()), true);
    scene.github.inject({ path: /public-key$/, answer: 403 });
    for (const error of [
      await rejectionOf(githubPlaces.occupied(scene.place(), look())),
      await rejectionOf(githubSecretPlaces.occupied(development(), look())),
    ]) {
      assert.match(String(error), /public-key with 403: its credentials lack a permission/);
    }
  });
});
