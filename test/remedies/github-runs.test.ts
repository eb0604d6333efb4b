import assert from "node:assert/strict";
import { dispatchObstacles } from "../../src/provider/github/obstacles";
import { jobNameOf } from "../../src/model/proof";
import { confinedEnvironment } from "../support/github-environments";
import { GithubScene, urn } from "../unit/provider/github-scene";
import { endPausesAtOnce, rejectionOf } from "../unit/provider/world";
import { mendEach, rightEach } from "./lacking";
import { performer } from "./performer";
import { forgets } from "./updates";

const performs = performer(__filename);

describe("A run on GitHub", () => {
  let scene: GithubScene;
  endPausesAtOnce();
  beforeEach(async () => {
    scene = await GithubScene.create();
    forgets(scene.world);
    const environment = confinedEnvironment();
    environment.policies.push({ id: 1, name: "main", type: "branch" });
    scene.repository.environments.set(environment.name, environment);
  });
  afterEach(() => scene.close());

  const workflow = () => scene.repository.workflows.get("seal.yml")!;
  const obstacles = (change: object = {}) =>
    dispatchObstacles(scene.run(change), { ...scene.world, urn });
  const inputs = ["seal_nonce", "seal_digest"];

  performs("whose workflow cannot be dispatched has that mended", async (told) => {
    const { repository, github } = scene;
    const file = workflow();
    await rightEach(
      obstacles,
      [
        [
          () => repository.workflows.delete("seal.yml"),
          () => repository.workflows.set("seal.yml", file),
        ],
        [() => (file.state = "disabled_manually"), () => (file.state = "active")],
        [() => (file.dispatchable = false), () => (file.dispatchable = true)],
        [() => (file.inputs = []), () => (file.inputs = inputs)],
      ],
      told,
    );
    file.inputs = ["seal_nonce"];
    await told(await obstacles());
    assert.deepEqual(await obstacles({ proof: "success" }), []);
    file.inputs = inputs;

    const onRelease = () => obstacles({ branch: "release" });
    await told(await onRelease());
    assert.deepEqual(await obstacles(), []);
    repository.branches.add("release");
    assert.deepEqual(await onRelease(), []);
    const merge = github.inject({ path: /contents.*ref=release/, answer: 404 });
    await told(await onRelease());
    merge();
    assert.deepEqual(await onRelease(), []);
  });

  performs("whose workflow was just pushed can be started a few minutes later", async (told) => {
    workflow().unknownFor = Infinity;
    await told([String(await rejectionOf(obstacles()))]);
    workflow().unknownFor = 0;
    assert.deepEqual(await obstacles(), []);
  });

  performs("that GitHub refuses to dispatch is dispatched once that is mended", async (told) => {
    const file = workflow();
    const { branches } = scene.repository;
    await mendEach(
      () => scene.confirm(),
      [
        [() => (file.dispatchable = false), () => (file.dispatchable = true)],
        [() => branches.delete("main"), () => branches.add("main")],
        [() => (file.inputs = []), () => (file.inputs = inputs)],
        [() => (file.requires = "target"), () => delete file.requires],
      ],
      told,
    );
  });

  performs("that waits for an approval goes on when that is given", async (told) => {
    workflow().fate = { status: "waiting", looks: Infinity };
    let approved = false;
    scene.world.clock.meanwhile = () => {
      if (!scene.world.log.text.includes("is waiting") || approved) return;
      approved = true;
      Object.assign(scene.repository.runs.at(-1)!, { status: "in_progress", looks: 1 });
    };
    await scene.confirm();
    await told(scene.world.log.lines);
    assert.ok(approved);
  });

  performs(
    "that failed, or did not prove the token, succeeds once its cause is mended",
    async (told) => {
      const file = workflow();
      const { confirmation } = file;
      const put = (token: string) => {
        const { secrets } = scene.repository.environments.get("seal-production")!;
        const now = new Date().toISOString();
        secrets.set("SEAL_TOKEN", { value: token, createdAt: now, updatedAt: now });
      };
      const jobs = (conclusion: string) => {
        const name = `confirm / ${jobNameOf({ nonce: scene.world.newNonce(), digest: "" })}`;
        const body = { total_count: 1, jobs: [{ name, conclusion }] };
        return scene.github.inject({ path: /runs\/\d+\/jobs/, answer: 200, body });
      };
      let end = () => {};
      await mendEach(
        () => scene.confirm(),
        [
          // What its log says.
          [() => (file.broken = true), () => (file.broken = false)],
          [() => put("the-token-before-0123456789"), () => put(scene.token)],
          [() => (file.confirmation = null), () => (file.confirmation = confirmation)],
          [
            () => (file.confirmation = { ...confirmation!, handsOn: false }),
            () => (file.confirmation = confirmation),
          ],
          [() => (end = jobs("cancelled")), () => end()],
          [() => (end = jobs("failure")), () => end()],
        ],
        told,
      );
    },
  );
});
