import assert from "node:assert/strict";
import { azureDevopsBranchControlHandler } from "../../src/provider/azure-devops/branch-control";
import { azureDevopsPipelinePermissionHandler } from "../../src/provider/azure-devops/pipeline-permission";
import { azureDevopsPlaces } from "../../src/provider/azure-devops/place";
import { azureDevopsVariableGroupHandler } from "../../src/provider/azure-devops/variable-group";
import { preflightHandler } from "../../src/provider/preflight";
import { azureCredentials } from "../support/azure-devops-server";
import type { Project, Variable } from "../support/azure-devops-state";
import { AzureDevopsScene } from "../unit/provider/azure-devops-scene";
import { aliveProofs, endPausesAtOnce, newWorld, type World } from "../unit/provider/world";
import { rightEach } from "./lacking";
import { performer } from "./performer";
import { forgets } from "./updates";

const performs = performer(__filename);
const urn = "urn";

describe("A place in Azure DevOps", () => {
  let scene: AzureDevopsScene;
  let project: Project;
  let world: World;
  endPausesAtOnce();
  beforeEach(async () => {
    world = forgets(newWorld());
    scene = await AzureDevopsScene.create();
    project = scene.azure.project("payments");
  });
  afterEach(() => scene.azure.stop());

  const look = () => ({ ...world, urn, ending: [] });
  const exposures = (change: object = {}) =>
    azureDevopsPlaces.exposures(scene.place(change), look());
  const connection = () => ({
    project: "payments",
    organizationUrl: scene.azure.organizationUrl,
    credentials: azureCredentials,
  });
  const own = (change: Partial<Variable> = {}): Map<string, Variable> =>
    new Map([["SEAL_TOKEN", { value: "x", isSecret: true, ...change }]]);
  const pipeline = (id: number, change: object = {}) =>
    scene.azure.addPipeline("payments", { id, name: `web-${id}`, ...change });

  performs("that others could read is closed to them by hand", async (told) => {
    const { group, check } = scene;
    const { settings } = check;
    const inputs = settings.inputs;
    const put = () => {
      settings.inputs = inputs;
      check.disabled = false;
      project.checks.set(8, check);
    };
    await rightEach(
      exposures,
      [
        [() => project.checks.clear(), put],
        [() => (check.disabled = true), put],
        [() => (settings.inputs = { allowedBranches: "*" }), put],
        [() => (settings.inputs = { allowedBranches: "refs/heads/main,refs/heads/x" }), put],
        [() => (group.openToAll = true), () => (group.openToAll = false)],
        [() => group.authorized.add(43), () => group.authorized.delete(43)],
        [() => group.sharedWith.add("other"), () => group.sharedWith.clear()],
        [() => pipeline(46, { classic: true }), () => project.pipelines.delete(46)],
        [() => pipeline(42, { variables: own() }), () => pipeline(42)],
      ],
      told,
    );
    group.authorized.add(43);
    await told(await exposures());
    assert.deepEqual(await exposures({ pipelines: [42, 43] }), []);
  });

  performs("that others could read is closed to them by a refresh and an update", async (told) => {
    const { group } = scene;
    const groups = azureDevopsVariableGroupHandler(world);
    const checks = azureDevopsBranchControlHandler(world);
    const content = {
      ...connection(),
      name: "seal-production",
      variables: [{ name: "SEAL_TOKEN", value: "x", isSecret: true }],
    };
    const control = { ...connection(), groupId: "7", displayName: "main only", branch: "main" };
    const made = await groups.create(urn, content);
    const checked = await checks.create(urn, control);
    /** `pulumi up --refresh`, as the engine asks the two handlers. */
    const refreshAndUpdate = async () => {
      for (const [handler, { id, outs }, inputs] of [
        [groups, made, content],
        [checks, checked, control],
      ] as const) {
        const { props, id: found } = await handler.read(id, urn, outs);
        if (found === "") await handler.create(urn, inputs);
        else if ((await handler.diff(urn, props, inputs)).changes) {
          await handler.update(id, urn, props, inputs);
        }
      }
    };
    await rightEach(
      exposures,
      [
        [() => (group.openToAll = true), refreshAndUpdate],
        [() => (group.variables = own({ isSecret: false })), refreshAndUpdate],
        [() => project.checks.clear(), refreshAndUpdate],
        [() => ([...project.checks.values()][0]!.disabled = true), refreshAndUpdate],
      ],
      told,
    );
  });

  performs("that is deleted while it is in the state is made anew by a refresh", async (told) => {
    const groups = azureDevopsVariableGroupHandler(world);
    const content = { ...connection(), name: "seal-production", variables: [] };
    let made = await groups.create(urn, content);
    const at = () => ({ ...connection(), groupId: made.id });
    const things = [
      [azureDevopsBranchControlHandler(world), { displayName: "main only", branch: "main" }],
      [azureDevopsPipelinePermissionHandler(world), { pipelineId: 43 }],
    ] as const;
    for (const [handler, news] of things) {
      scene.azure.deleteGroup("payments");
      await told(handler.create(urn, { ...at(), ...news }));
      const { id } = await groups.read(made.id, urn, made.outs);
      assert.equal(id, "", "a refresh sees that it is gone");
      made = await groups.create(urn, content);
      await handler.create(urn, { ...at(), ...news });
    }
  });

  performs("with pipelines that cannot have it gets others", async (told) => {
    pipeline(44, { classic: true });
    for (const unfit of [44, 45]) {
      const occupied = (pipelines: number[]) =>
        azureDevopsPlaces.occupied(scene.place({ pipelines }), look());
      await told(occupied([42, unfit]));
      await occupied([42]);
    }
  });

  performs("that is there already is given another group, or deleted", async (told) => {
    const fly = (change: object = {}) =>
      preflightHandler({ ...world, lifeProofs: aliveProofs("0123456789ab") }).create(urn, {
        token: "x",
        fingerprint: "0123456789ab",
        places: [scene.place(change)],
      });
    await told(fly());
    await fly({ group: "another" });
    project.groups.clear();
    await fly();
  });

  performs("that is imported is declared instead", async (told) => {
    const handler = azureDevopsVariableGroupHandler(world);
    const content = {
      ...connection(),
      name: "seal-production",
      variables: [{ name: "SEAL_TOKEN", value: "x", isSecret: true }],
    };
    await told(handler.read("7", urn, {}));
    const { id } = await handler.create(urn, content);
    assert.equal(id, "7", "what is there is taken over");
  });

  performs("whose project was deleted is deleted by hand once that is restored", async (told) => {
    const handler = azureDevopsVariableGroupHandler(world);
    const { outs } = await handler.create(urn, {
      ...connection(),
      name: "seal-production",
      variables: [{ name: "SEAL_TOKEN", value: "x", isSecret: true }],
    });
    scene.azure.deleteProject("payments");
    const later = newWorld();
    await azureDevopsVariableGroupHandler(later).delete(urn, outs);
    await told(later.log.lines);
    const restored = scene.azure.restoreProject("payments");
    assert.ok(restored.groups.has(7), "it came back");
    scene.azure.deleteGroup("payments");
    assert.equal(restored.groups.size, 0);
  });

  performs("whose permission is not kept is asked for again by the next update", async (told) => {
    const handler = () => azureDevopsPipelinePermissionHandler(world);
    const inputs = { ...connection(), groupId: "7", pipelineId: 43 };
    const lose = scene.azure.inject({
      method: "PATCH",
      path: /permissions/i,
      answer: 200,
      body: {},
    });
    await told(handler().create(urn, inputs));
    lose();
    const { outs: made } = await handler().create(urn, inputs);
    const keep = scene.azure.inject({
      method: "PATCH",
      path: /permissions/i,
      answer: 200,
      body: {},
    });
    await told(handler().delete(urn, made));
    keep();
    await handler().delete(urn, made);
    assert.ok(!scene.group.authorized.has(43));
  });
});
