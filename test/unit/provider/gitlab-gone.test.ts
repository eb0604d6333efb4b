import assert from "node:assert/strict";
import { gitlabBranchProtectionHandler } from "../../../src/provider/gitlab/branch-protection";
import { gitlabPlaces } from "../../../src/provider/gitlab/place";
import { gitlabVariableHandler } from "../../../src/provider/gitlab/variable";
import { placeHostOf } from "../../../src/provider/hosts";
import type { Wire } from "../../../src/provider/wire";
import { gitlabCredentials } from "../../support/gitlab-server";
import { GitlabScene } from "./gitlab-scene";
import { endPausesAtOnce, newWorld, rejectionOf, secretOnWire, urnOf } from "./world";

/* What is in a project or a group that is archived, deleted or moved out of reach. */

const urn = urnOf("GitlabVariable", "production-gitlab-project-checkout-secret");

describe("what the plugin wrote to GitLab", () => {
  let scene: GitlabScene;
  endPausesAtOnce();
  beforeEach(async () => (scene = await GitlabScene.create()));
  afterEach(() => scene.close());

  const variable = { key: "A", value: "x", environmentScope: "*", protected: true };
  const given = (change: object): Wire => ({
    apiUrl: `${scene.gitlab.url}/api/v4/`,
    credentials: secretOnWire(gitlabCredentials),
    ...change,
  });
  const ofProject = { ...variable, masked: false, raw: true, project: "acme/checkout" };
  const handler = (world = newWorld()) => gitlabVariableHandler(world);
  const made = (inputs: object = ofProject) => handler().create(urn, given(inputs));
  const doubt = (what: string) =>
    `Fault: ${what} was deleted, or moved out of reach of these credentials; give them access to it, or where it is deleted for good, forget it: pulumi state delete '${urn}'`;

  it("is gone with its project to an Owner of the group, which says what else it may be", async () => {
    const { outs, id } = await made();
    scene.gitlab.deleteProject("acme/checkout");
    assert.equal((await handler().read(id, urn, outs)).id, "");
    const world = newWorld();
    await handler(world).delete(urn, outs);
    await handler(world).delete(urn, outs);
    assert.equal(world.log.lines.length, 1, world.log.text);
    assert.match(world.log.text, /the project acme\/checkout is gone, .* transferred to a group/);
  });

  it("is gone with its project or its group to an administrator", async () => {
    Object.assign(scene.gitlab, { administrates: true, accessLevel: 40 });
    const { project: _project, ...rest } = ofProject;
    const both = [(await made()).outs, (await made({ ...rest, group: "acme" })).outs];
    scene.gitlab.deleteGroup("acme");
    const world = newWorld();
    for (const outs of both) await handler(world).delete(urn, outs);
    assert.deepEqual(world.log.lines, []);
  });

  for (const [what, change] of [
    ["who has it is a Maintainer", { accessLevel: 40 }],
    ["its token is for some projects only", { scopes: ["api_granular", "read_user"] }],
    ["its token tells nothing of itself", { scopes: undefined }],
  ] as const) {
    it(`stays when the project is not shown, and ${what}`, async () => {
      const { outs, id } = await made();
      scene.gitlab.deleteProject("acme/checkout");
      Object.assign(scene.gitlab, change);
      const acts: Promise<unknown>[] = [handler().delete(urn, outs), handler().read(id, urn, outs)];
      for (const act of acts) {
        assert.equal(String(await rejectionOf(act)), doubt("the project acme/checkout"));
      }
    });
  }

  it("stays when its group is not shown", async () => {
    const { project: _project, ...rest } = ofProject;
    const { outs } = await made({ ...rest, group: "acme" });
    scene.gitlab.deleteGroup("acme");
    assert.equal(String(await rejectionOf(handler().delete(urn, outs))), doubt("the group acme"));
  });

  for (const [what, lock, unlock, cause, remedy] of [
    [
      "archived",
      () => scene.gitlab.archiveProject("acme/checkout"),
      () => scene.gitlab.unarchiveProject("acme/checkout"),
      "acme/checkout is archived, and so read-only",
      "unarchive it at Settings > General > Advanced, run this again, and archive it again",
    ],
    [
      "marked for deletion",
      () => scene.gitlab.markForDeletion("acme/checkout"),
      () => scene.gitlab.restoreProject("acme/checkout"),
      `acme/checkout-deletion_scheduled-101 is marked for deletion on 2026-12-30, and so read-only`,
      "run this again when it is gone, or restore it at Settings > General > Advanced",
    ],
    [
      "without CI/CD",
      () => (scene.project.builds = false),
      () => (scene.project.builds = true),
      "CI/CD is switched off in acme/checkout",
      "switch it on at Settings > General > Visibility, project features, permissions, run this again, and switch it off again",
    ],
  ] as const) {
    it(`stays as its state has it while its project is ${what}, and says so`, async () => {
      const { outs, id } = await made();
      lock();
      const name = cause.replace("101", String(scene.project.id));
      const world = newWorld();
      assert.deepEqual(await handler(world).read(id, urn, outs), { id, props: outs });
      assert.ok(world.log.text.startsWith(`warning: What is there now is not known: ${name}; `));
      assert.equal(
        String(await rejectionOf(handler().delete(urn, outs))),
        `Fault: ${name}: ${remedy}; or where it may stay as it is, forget it: pulumi state delete '${urn}'`,
      );
      const written = handler().update(id, urn, outs, given({ ...ofProject, value: "y" }));
      assert.ok(String(await rejectionOf(written)).startsWith(`Fault: ${name}; `));
      // What takes such writes all the same is asked to.
      await gitlabBranchProtectionHandler(newWorld()).create(
        urn,
        given({ project: "acme/checkout", branch: "release" }),
      );
      unlock();
      await handler().delete(urn, outs);
    });
  }

  it("cannot be looked at or cleared in a project that is archived, which is told", async () => {
    const place = scene.place();
    const look = { ...newWorld(), urn };
    const { id } = await gitlabPlaces.locate(place, look);
    scene.gitlab.archiveProject("acme/checkout");
    const host = placeHostOf(place, id);
    for (const act of [
      host.exposures(place, { ...newWorld(), urn, ending: [] }),
      host.clear(place, { ...newWorld(), urn }, []),
    ] as Promise<unknown>[]) {
      assert.match(
        String(await rejectionOf(act)),
        /acme\/checkout is archived, and so read-only; un/,
      );
    }
  });
});
