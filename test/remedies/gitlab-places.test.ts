import assert from "node:assert/strict";
import { gitlabBranchProtectionHandler } from "../../src/provider/gitlab/branch-protection";
import { pipelineObstacles } from "../../src/provider/gitlab/obstacles";
import { gitlabPlaces } from "../../src/provider/gitlab/place";
import { preflightHandler } from "../../src/provider/preflight";
import { gitlabCredentials } from "../support/gitlab-server";
import type { Variable } from "../support/gitlab-state";
import { GitlabScene } from "../unit/provider/gitlab-scene";
import { aliveProofs, endPausesAtOnce } from "../unit/provider/world";
import { mendEach, rightEach } from "./lacking";
import { performer } from "./performer";
import { forgets } from "./updates";

const performs = performer(__filename);

describe("A place on GitLab", () => {
  let scene: GitlabScene;
  let own: Variable;
  endPausesAtOnce();
  beforeEach(async () => {
    scene = await GitlabScene.create();
    forgets(scene.world);
    own = scene.project.variables[0]!;
    own.masked = true;
  });
  afterEach(() => scene.close());

  const urn = "urn";
  const look = () => ({ ...scene.world, urn, ending: [] });
  const exposures = (change: object = {}) => gitlabPlaces.exposures(scene.place(change), look());
  const obstacles = (change: object = {}) => pipelineObstacles(scene.run(change), look());

  performs("that others could read is closed to them, or they are accepted", async (told) => {
    const { gitlab, project } = scene;
    gitlab.administrates = true;
    const more = (list: { push(one: never): unknown; pop(): unknown }, one: object) =>
      [() => list.push(one as never), () => list.pop()] as const;
    const copy = () => gitlab.variable("SEAL_TOKEN", "copy");
    const group = gitlab.group("acme");
    await rightEach(
      exposures,
      [
        [() => (own.protected = false), () => (own.protected = true)],
        [() => (own.masked = false), () => (own.masked = true)],
        more(project.protectedBranches, gitlab.protection("release/*")),
        more(project.protectedTags, gitlab.protection("v*")),
        more(group.protectedBranches, gitlab.protection("hotfix")),
        more(group.variables, copy()),
        more(gitlab.variables, copy()),
        more(project.variables, { ...copy(), environment_scope: "review/*" }),
      ],
      told,
    );
    const unprotected = copy();
    gitlab.variables.push(unprotected);
    await told(await exposures());
    unprotected.protected = true;
    assert.deepEqual(await exposures(), []);
    unprotected.protected = false;

    for (const list of [group.variables, project.variables]) {
      list.push({ ...copy(), environment_scope: list === project.variables ? "review/*" : "*" });
    }
    project.protectedBranches.push(gitlab.protection("release/*"));
    project.protectedTags.push(gitlab.protection("v*"));
    await told(await exposures());
    const accept = {
      branches: ["release/*"],
      tags: ["v*"],
      variables: ["project", "group", "instance"],
    } as const;
    assert.deepEqual(await exposures({ accept }), []);
  });

  performs("that main could not read is protected, by hand or by the store", async (told) => {
    const { protectedBranches } = scene.project;
    const [main] = protectedBranches;
    await rightEach(
      exposures,
      [[() => protectedBranches.pop(), () => protectedBranches.push(main!)]],
      told,
    );
    protectedBranches.pop();
    const apiUrl = `${scene.gitlab.url}/api/v4/`;
    const inputs = {
      project: "acme/checkout",
      branch: "main",
      apiUrl,
      credentials: gitlabCredentials,
    };
    await gitlabBranchProtectionHandler(scene.world).create(urn, inputs);
    assert.deepEqual(await exposures(), []);
  });

  performs("with settings that let others meet the token has them changed", async (told) => {
    const { project, gitlab, world } = scene;
    const accept = { branches: ["release/*"] };
    project.protectedBranches.push(gitlab.protection("release/*"));
    project.minimumOverrideRole = "developer";
    await exposures({ accept });
    await told(world.log.lines.splice(0));
    project.minimumOverrideRole = "no_one_allowed";
    project.protectMergeRequestPipelines = false;
    await exposures({ accept });
    assert.deepEqual(world.log.lines, []);
  });

  performs("that is locked is unlocked", async (told) => {
    const { project } = scene;
    const archive = [() => (project.archived = true), () => (project.archived = false)] as const;
    const off = [() => (project.builds = false), () => (project.builds = true)] as const;
    await mendEach(() => gitlabPlaces.occupied(scene.place(), look()), [archive, off], told);
    await rightEach(obstacles, [archive, off], told);
  });

  performs(
    "that is there already is deleted, or left to others with a scope of its own",
    async (told) => {
      const { token, world, project } = scene;
      const lifeProofs = aliveProofs("0123456789ab");
      const fly = (change: object = {}) =>
        preflightHandler({ ...world, lifeProofs }).create(urn, {
          token,
          fingerprint: "0123456789ab",
          places: [scene.place(change)],
        });
      await told(fly());
      await fly({ environmentScope: "production" });
      project.variables.length = 0;
      await fly();
    },
  );
});

describe("A run on GitLab", () => {
  let scene: GitlabScene;
  endPausesAtOnce();
  beforeEach(async () => {
    scene = await GitlabScene.create();
    forgets(scene.world);
    scene.project.variables.push(scene.gitlab.variable("SEAL_PROJECT", "web-shop"));
  });
  afterEach(() => scene.close());

  const obstacles = (change: object = {}) =>
    pipelineObstacles(scene.run(change), { ...scene.world, urn: "urn" });

  performs("on a branch that is not there is of another, or that is pushed", async (told) => {
    const { branches } = scene.project;
    await told(await obstacles({ branch: "release" }));
    assert.deepEqual(await obstacles(), []);
    branches.add("release");
    assert.deepEqual(await obstacles({ branch: "release" }), []);
  });

  performs("that GitLab refuses to start is started once that is mended", async (told) => {
    const { project, gitlab } = scene;
    const { branches } = project;
    let allow = () => {};
    await mendEach(
      () => scene.confirm(),
      [
        [() => branches.delete("main"), () => branches.add("main")],
        [
          () => (project.confirmation.inputs = "unknown"),
          () => (project.confirmation.inputs = "taken"),
        ],
        [
          () => (allow = gitlab.inject({ method: "POST", path: /pipeline$/, answer: 400 })),
          () => allow(),
        ],
      ],
      told,
    );
  });

  performs("that waits for somebody goes on when that is done", async (told) => {
    const { world, project } = scene;
    for (const status of ["manual", "scheduled", "waiting_for_resource"] as const) {
      project.fate = { status, looks: Infinity };
      world.clock.meanwhile = () =>
        void Object.assign(project.pipelines.at(-1)!, { status: "running", looks: 1 });
      await scene.confirm();
      await told(world.log.lines.splice(0));
    }
  });
});
