import assert from "node:assert/strict";
import { azureDevopsBranchControlHandler } from "../../src/provider/azure-devops/branch-control";
import { queueObstacles } from "../../src/provider/azure-devops/obstacles";
import { azureDevopsPipelinePermissionHandler } from "../../src/provider/azure-devops/pipeline-permission";
import { azureDevopsPlaces } from "../../src/provider/azure-devops/place";
import { azureDevopsVariableGroupHandler } from "../../src/provider/azure-devops/variable-group";
import { azureCredentials } from "../support/azure-devops-server";
import { AzureDevopsScene } from "../unit/provider/azure-devops-scene";
import { endPausesAtOnce, newWorld, type World } from "../unit/provider/world";
import { giveEach, mendEach } from "./lacking";
import { performer } from "./performer";
import { forgets } from "./updates";

const performs = performer(__filename);
const urn = "urn";

describe("Azure DevOps' credentials", () => {
  let scene: AzureDevopsScene;
  let world: World;
  endPausesAtOnce();
  beforeEach(async () => {
    world = forgets(newWorld());
    scene = await AzureDevopsScene.create();
  });
  afterEach(() => scene.azure.stop());

  const look = () => ({ ...world, urn, ending: [] });
  const connection = (change: object = {}) => ({
    project: "payments",
    organizationUrl: scene.azure.organizationUrl,
    credentials: azureCredentials,
    ...change,
  });
  const groupInputs = (change: object = {}) => ({
    ...connection(),
    name: "seal-production",
    variables: [{ name: "SEAL_TOKEN", value: "x", isSecret: true }],
    ...change,
  });
  const group = (change: object = {}) =>
    azureDevopsVariableGroupHandler(world).create(urn, groupInputs(change));
  const check = () =>
    azureDevopsBranchControlHandler(world).create(urn, {
      ...connection(),
      groupId: "7",
      displayName: "main only",
      branch: "main",
    });
  const permission = () =>
    azureDevopsPipelinePermissionHandler(world).create(urn, {
      ...connection(),
      groupId: "7",
      pipelineId: 43,
    });
  const run = (change: object = {}) =>
    ({ host: "azure-devops", pipeline: 42, branch: "main", ...connection(), ...change }) as never;
  const obstacles = () => queueObstacles(run(), look());
  const exposures = () => azureDevopsPlaces.exposures(scene.place(), look());
  const located = () => azureDevopsPlaces.locate(scene.place(), look());

  performs("that lack a permission are given it", async (told) => {
    await giveEach(
      scene.azure,
      403,
      [
        { path: /_apis\/projects\/payments/, ask: located },
        { path: /variablegroups/i, ask: exposures },
        { path: /variablegroups/i, method: "PUT", ask: group },
        { path: /definitions/i, ask: obstacles },
        { path: /checks/i, method: "GET", ask: exposures },
        { path: /checks/i, method: "PATCH", ask: check },
        { path: /permissions/i, method: "PATCH", ask: permission },
        { path: /authorizedresources/i, ask: exposures },
      ],
      told,
    );
  });

  performs("that do not reach what is named are let there", async (told) => {
    await giveEach(
      scene.azure,
      404,
      [
        { path: /_apis\/projects\/payments/, ask: group },
        { path: /variablegroups/i, ask: exposures },
      ],
      told,
    );
    const { projects } = scene.azure;
    const project = scene.azure.project("payments");
    await mendEach(
      located,
      [[() => projects.clear(), () => projects.set(project.id, project)]],
      told,
    );
  });

  performs("that are missing, or not accepted, are set", async (told) => {
    const { environment } = world;
    const inputs = (change: object) => groupInputs(change);
    const write = (change: object) => () => group(inputs(change));
    for (const organizationUrl of ["", "http://dev.azure.example/acme"]) {
      await told(write({ organizationUrl })());
    }
    environment.AZDO_ORG_SERVICE_URL = scene.azure.organizationUrl;
    await write({ organizationUrl: undefined })();
    await told(write({ credentials: "" })());
    environment.AZDO_PERSONAL_ACCESS_TOKEN = azureCredentials;
    await write({ credentials: undefined })();
    await told(write({ credentials: "wrong" })());
    await write({})();
  });

  performs("of a deletion that Azure DevOps did not do get the permission", async (told) => {
    const handler = () => azureDevopsVariableGroupHandler(world);
    const { outs } = await group();
    const give = scene.azure.inject({ method: "DELETE", path: /variablegroups/i, answer: 404 });
    await told(handler().delete(urn, outs));
    give();
    await handler().delete(urn, outs);
    assert.equal(
      await handler()
        .read("7", urn, outs)
        .then(({ id }) => id),
      "",
    );
  });

  performs(
    "that are not shown a group get its role, or the group gets another name",
    async (told) => {
      const hide = scene.azure.inject({
        method: "GET",
        path: /variablegroups/i,
        answer: 200,
        body: { count: 0, value: [] },
      });
      await told(group());
      await group({ name: "another" });
      hide();
      await group();
    },
  );
});
