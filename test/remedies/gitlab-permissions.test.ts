import assert from "node:assert/strict";
import { gitlabBranchProtectionHandler } from "../../src/provider/gitlab/branch-protection";
import { pipelineObstacles } from "../../src/provider/gitlab/obstacles";
import { gitlabPlaces } from "../../src/provider/gitlab/place";
import { gitlabUnfinished } from "../../src/provider/gitlab/unfinished";
import { gitlabVariableHandler } from "../../src/provider/gitlab/variable";
import { gitlabCredentials } from "../support/gitlab-server";
import { GitlabScene } from "../unit/provider/gitlab-scene";
import { endPausesAtOnce } from "../unit/provider/world";
import { giveEach, mendEach, rightEach, type Lacking } from "./lacking";
import { performer } from "./performer";
import { forgets } from "./updates";

const performs = performer(__filename);

describe("GitLab's credentials", () => {
  let scene: GitlabScene;
  endPausesAtOnce();
  beforeEach(async () => {
    scene = await GitlabScene.create();
    forgets(scene.world);
  });
  afterEach(() => scene.close());

  const urn = "urn";
  const look = () => ({ ...scene.world, urn, ending: [] });
  const connection = (credentials: string | undefined = gitlabCredentials) => ({
    apiUrl: `${scene.gitlab.url}/api/v4/`,
    ...(credentials && { credentials }),
  });
  const content = {
    key: "SEAL_PROJECT",
    environmentScope: "*",
    value: "web-shop",
    protected: true,
  };
  const variable =
    (of: object, more: object = {}) =>
    () =>
      gitlabVariableHandler(scene.world).create(urn, {
        ...content,
        masked: false,
        raw: true,
        ...connection(),
        ...of,
        ...more,
      });
  const protect = (of: object) => () =>
    gitlabBranchProtectionHandler(scene.world).create(urn, {
      ...of,
      branch: "main",
      ...connection(),
    });
  const project = { project: "acme/checkout" };
  const group = { group: "acme" };
  const obstacles = () => pipelineObstacles(scene.run(), look());
  const occupied = (change: object) => () => gitlabPlaces.occupied(scene.place(change), look());
  const exposures = (change: object) => () => gitlabPlaces.exposures(scene.place(change), look());
  const start = () => scene.confirm();
  const older = () => gitlabUnfinished(scene.place(), look());

  performs("that lack a role or a scope are given it", async (told) => {
    const { gitlab } = scene;
    const rows: Lacking[] = [
      { path: /variables/, ask: variable(project) },
      { path: /variables/, ask: variable(group) },
      { path: /protected_branches/, ask: exposures({}) },
      { path: /groups\/acme\/projects/, ask: exposures(group) },
      { path: /projects\/acme%2Fcheckout$/, ask: obstacles },
      { path: /pipeline/, method: "POST", ask: start },
      { path: /pipelines/, ask: older },
    ];
    await giveEach(gitlab, 403, rows, told);
    await mendEach(
      occupied({}),
      [[() => (gitlab.scopes = ["read_api"]), () => (gitlab.scopes = ["api"])]],
      told,
    );
    await mendEach(
      exposures({}),
      [[() => (gitlab.maintains = false), () => (gitlab.maintains = true)]],
      told,
    );
    const { project: seen } = scene;
    const runs = [() => (seen.runsPipelines = false), () => (seen.runsPipelines = true)] as const;
    await rightEach(obstacles, [runs], told);
  });

  performs("that do not reach what is named are let there", async (told) => {
    await giveEach(
      scene.gitlab,
      404,
      [
        { path: /./, ask: occupied({}) },
        { path: /./, ask: occupied(group) },
        { path: /protected_branches/, ask: protect(group) },
        { path: /protected_branches/, ask: exposures({}) },
        { path: /projects\/acme%2Fcheckout$/, ask: obstacles },
        { path: /pipeline/, method: "POST", ask: start },
        { path: /pipelines/, ask: older },
      ],
      told,
    );
    scene.gitlab.addGroup("acme/below");
    await told(protect({ group: "acme/below" })());
    await protect(group)();
  });

  performs("that are missing are set", async (told) => {
    const inputs = { ...project, branch: "main", ...connection("") };
    const write = () => gitlabBranchProtectionHandler(scene.world).create(urn, inputs);
    await told(write());
    scene.world.environment.GITLAB_TOKEN = gitlabCredentials;
    await write();
  });

  performs("that are not accepted are set anew", async (told) => {
    const write = (credentials: string) => {
      const inputs = { ...project, branch: "main", ...connection(credentials) };
      return gitlabBranchProtectionHandler(scene.world).create(urn, inputs);
    };
    await told(write("expired"));
    await write(gitlabCredentials);
  });

  performs("at an address that is no API are led to one", async (told) => {
    const { gitlab } = scene;
    const write = protect(project);
    const proxy = gitlab.inject({ path: /./, answer: "garbled" });
    await told(write());
    proxy();
    await write();
    const page = { path: /projects\/acme%2Fcheckout$/, body: {}, ask: variable(project) };
    await giveEach(gitlab, 200, [page], told);
  });

  performs("of a deletion that GitLab did not do can try again", async (told) => {
    for (const [of, inputs, path] of [
      [gitlabVariableHandler, { ...content, masked: false, raw: true }, /variables/],
      [gitlabBranchProtectionHandler, { branch: "main" }, /protected_branches/],
    ] as const) {
      const handler = () => of(scene.world);
      const { outs } = await handler().create(urn, { ...inputs, ...project, ...connection() });
      const end = scene.gitlab.inject({ method: "DELETE", path, answer: 404 });
      await told(handler().delete(urn, outs));
      end();
      await handler().delete(urn, outs);
      assert.deepEqual(await handler().read("id", urn, outs), { id: "", props: {} });
    }
  });

  performs("for a variable that GitLab does not take get one that it takes", async (told) => {
    await told(variable(project, { masked: true, value: "short" })());
    await variable(project, { masked: true, value: "long-enough" })();

    // GitLab of the Free tier: scopes of group variables are passed over.
    const every = {
      method: "POST",
      path: /groups\/acme\/variables/,
      answer: 200,
      times: 1,
    } as const;
    const made = { environment_scope: "*", protected: true, masked: false, raw: true };
    scene.gitlab.inject({ ...every, body: made });
    await told(variable(group, { environmentScope: "production" })());
    await variable(group)();

    // Before 17.4 it hides none.
    const old = { method: "POST", path: /variables/, answer: 200, times: 1, body: made } as const;
    scene.gitlab.inject(old);
    const hidden = { key: "SEAL_HIDDEN", value: "long-enough", masked: true };
    await told(variable(project, { ...hidden, hidden: true })());
    await variable(project, hidden)();
  });
});
