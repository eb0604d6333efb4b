import assert from "node:assert/strict";
import { inspect } from "node:util";
import { Fault } from "../../../src/provider/fault";
import { gitlabHost } from "../../../src/provider/gitlab/run";
import { gitlabCredentials } from "../../support/gitlab-server";
import { GitlabScene } from "./gitlab-scene";
import { endPausesAtOnce, rejectionOf } from "./world";

/* A pipeline on a loopback GitLab; does not prove that GitLab itself answers so. */

describe("a run on GitLab", () => {
  endPausesAtOnce();
  let scene: GitlabScene;

  beforeEach(async () => (scene = await GitlabScene.create()));
  afterEach(() => scene.close());

  async function faultOf(promise: Promise<unknown>): Promise<string> {
    const fault = await rejectionOf(promise);
    assert.ok(fault instanceof Fault, inspect(fault));
    const text = inspect(fault, { depth: 9, showHidden: true });
    for (const secret of [gitlabCredentials, scene.token, "injected fault"]) {
      assert.ok(!text.includes(secret), "nothing of the request or the answer");
    }
    return fault.message;
  }

  it("is started on the branch, followed to its end, and gives its page", async () => {
    const { url } = await scene.confirm();
    const [pipeline, ...others] = scene.project.pipelines;
    assert.deepEqual(others, []);
    assert.equal(pipeline?.ref, "main");
    assert.equal(url, `${scene.gitlab.url}/acme/checkout/-/pipelines/${pipeline.id}`);
    assert.deepEqual(scene.world.log.lines, [
      "info: Started a pipeline of acme/checkout on main",
      `info: Run ${url} is pending`,
      `info: Run ${url} is running`,
      `info: Run ${url} succeeded on main, and a job of it read the new token`,
    ]);
  });

  for (const status of ["failed", "canceled", "skipped"] as const) {
    it(`rejects one that is ${status}, naming its page`, async () => {
      scene.meanwhile({ status });
      const message = await faultOf(scene.confirm());
      const page = `${scene.gitlab.url}/acme/checkout/-/pipelines/${scene.project.pipelines[0]!.id}`;
      assert.equal(message, `the run ${page} ended with "${status}"; read its log there`);
    });
  }

  it("rejects a job that could not use the token", async () => {
    scene.seal.revoke(scene.token);
    assert.match(await faultOf(scene.confirm()), /ended with "failed"/);
  });

  it("rejects one on another branch, and one on a tag of that name", async () => {
    scene.meanwhile({ status: "success", ref: "feature/x" } as object);
    scene.project.branches.add("feature/x");
    assert.match(await faultOf(scene.confirm()), /was on branch feature\/x, not main$/);
    scene.meanwhile({ status: "success", ref: "v1" } as object);
    assert.match(await faultOf(scene.confirm()), /was on branch \(tag\) v1, not main$/);
  });

  for (const [status, said] of [
    ["manual", /is manual: it waits for a manual job or an approval, run or give it there/],
    ["waiting_for_resource", /is waiting for resource: another job holds its resource group/],
    ["scheduled", /is scheduled: it waits for a delayed job, which can be started there/],
    ["preparing", /is preparing$/m],
    ["canceling", /is canceling$/m],
  ] as const) {
    it(`says once that it is ${status}, and what it waits for`, async () => {
      scene.meanwhile({ status, looks: Infinity });
      const message = await faultOf(scene.confirm());
      assert.match(message, /did not end within the timeout \(it is /);
      const told = scene.world.log.lines.filter((line) => said.test(line));
      assert.equal(told.length, 1);
    });
  }

  it("rejects at once when the engine cancels, and before it is started", async () => {
    scene.world.clock.meanwhile = () => scene.world.cancel();
    assert.equal(await faultOf(scene.confirm()), "cancelled while waiting for GitLab");
    assert.equal(scene.world.clock.sleeps.length, 1);
    const before = scene.project.pipelines.length;
    assert.equal(await faultOf(scene.confirm()), "cancelled while waiting for GitLab");
    assert.equal(scene.project.pipelines.length, before);
  });

  const create = "POST /projects/acme/checkout/pipeline";
  for (const [answer, said] of [
    [400, /with 400: no pipeline can be made on the branch: it does not exist, /],
    [401, /with 401: its credentials are missing or not accepted; set gitlab:token, or GITLAB_/],
    [403, /with 403: its credentials lack a permission; they need the Developer role/],
    [404, /with 404: no such project, or its credentials do not reach it$/],
    [500, /with 500$/],
  ] as const) {
    it(`rejects the answer ${answer} with what to do, and no word of the answer`, async () => {
      scene.gitlab.inject({ method: "POST", path: /./, answer });
      const message = await faultOf(scene.confirm());
      assert.ok(message.startsWith(`GitLab answered ${create} with ${answer}`), message);
      assert.match(message, said);
    });
  }

  for (const [what, change, said] of [
    ["credentials that are wrong", { credentials: "glpat-wrong" }, /with 401: /],
    ["a project that is not there", { project: "acme/nowhere" }, /with 404: /],
    ["a branch that is not there", { branch: "nowhere" }, /with 400: .*does not exist/],
  ] as const) {
    it(`rejects ${what} as GitLab does`, async () => {
      assert.match(await faultOf(scene.confirm(change)), said);
      assert.deepEqual(scene.project.pipelines, []);
    });
  }

  it("needs its project and branch, and a safe address", () => {
    const found = gitlabHost.problems(
      "runs[1]",
      scene.run({ project: "", branch: undefined, apiUrl: "http://gitlab.example" }),
    );
    assert.deepEqual(
      found.map(({ path }) => path),
      ["runs[1].project", "runs[1].branch", "runs[1].apiUrl"],
    );
  });

  it("is the same run whatever its credentials and its address", () => {
    const identity = gitlabHost.identity(scene.run());
    assert.equal(gitlabHost.identity(scene.run({ credentials: "x", apiUrl: "y" })), identity);
    for (const key of ["project", "branch"]) {
      assert.notEqual(gitlabHost.identity(scene.run({ [key]: "other" })), identity);
    }
    assert.ok(!identity.includes(gitlabCredentials));
  });
});
