import { azureOrganizationOf } from "../../model/accounts/azure-devops-address";
import { isProjectId } from "../../model/azure-devops";
import { labelIn } from "../../model/owner-label";
import { formatProblem, problem, type Problem } from "../../model/problem";
import { generationVariableName, projectVariableName } from "../../model/token";
import { Fault } from "../fault";
import { gone as isGone } from "../out-of-sight";
import type { Place, PlaceHost } from "../place";
import { checksOn, holesIn } from "./checks";
import { connect, connectionProblems, notDeleted, type Client } from "./client";
import { writtenGroups } from "./endpoints";
import {
  deleteGroup,
  findGroup,
  gone,
  groupExposures,
  secrecyExposures,
  variableIn,
  writeGroup,
  type SeenVariable,
  type VariableGroup,
} from "./group";
import { findAgain, findLock, findProject, projectIdOf } from "./in-project";
import { permissionsOf, pipelineExposures, unfitPipelines } from "./pipelines";

/** A variable group of a project. */
export interface AzureDevopsPlace extends Place {
  /** The project's name or id; once it is located, its id. */
  readonly project: string;
  /** What it is called now, once it is located. */
  readonly projectName?: string;
  readonly group: string;
  /** The one branch whose runs may read it. */
  readonly branch: string;
  /** Whether the branch has to be protected as well. */
  readonly protectedOnly: boolean;
  /** The pipelines whose runs may read it. */
  readonly pipelines: readonly number[];
  readonly secretName: string;
  readonly organizationUrl?: string;
  readonly credentials?: string;
}

/** Azure DevOps: a variable group with a check that stops other branches, and named pipelines. */
export const azureDevopsPlaces: PlaceHost = {
  // The group is written as a whole, and a check can only be put on a group that is there.
  writtenFirst: true,

  insteadOfAdopting:
    "its secrets cannot be read, and its other variables would be lost: give the store another `group` and change the pipelines, or delete it",

  grants: ({ pipelines }) => (Array.isArray(pipelines) ? pipelines.map(String) : []),

  problems(path, place): Problem[] {
    return [
      ...connectionProblems(path, place, ["project", "group", "branch", "secretName"]),
      ...pipelineProblems(`${path}.pipelines`, place.pipelines),
    ];
  },

  server: (place) => azureOrganizationOf((place as AzureDevopsPlace).organizationUrl ?? ""),

  async locate(place, look, id) {
    const { path, project, group } = place as AzureDevopsPlace;
    const known = id?.split("/")[1];
    const client = connect(place as AzureDevopsPlace, look);
    const seen = await (known === undefined
      ? findProject(client, project)
      : findAgain(client, project, known));
    if (!seen && known !== undefined) throw isGone(`the project ${project}`);
    if (!seen) {
      const must = "be a project of the organization that its credentials reach";
      throw refused(`${path}.project`, must, { received: project });
    }
    const isCalled = isProjectId(project) || project.toLowerCase() === seen.name?.toLowerCase();
    return {
      id: `projects/${seen.id.toLowerCase()}/groups/${group.toLowerCase()}`,
      place: { ...place, project: seen.id, projectName: seen.name ?? project },
      ...(isCalled || seen.name === undefined ? {} : { calledNow: seen.name }),
    };
  },

  lock: (place, look) => {
    const declared = place as AzureDevopsPlace;
    return findLock(connect(declared, look), declared.project);
  },

  async owner(place, look) {
    const { project, group } = place as AzureDevopsPlace;
    const found = await findGroup(connect(place as AzureDevopsPlace, look), project, group);
    return labelIn(found?.description);
  },

  whereLabelIs: "delete the variable group",

  async occupied(place, look) {
    const { path, confined, project, projectName, pipelines, group } = place as AzureDevopsPlace;
    const client = connect(place as AzureDevopsPlace, look);
    const unfit = await unfitPipelines(client, project, pipelines, { confined });
    if (unfit.length > 0) {
      const must = `be pipelines of ${projectName ?? project}${confined ? " that run from a file" : ""}`;
      throw refused(`${path}.pipelines`, must, { remedy: unfit.join(", ") });
    }
    return (await findGroup(client, project, group)) !== undefined;
  },

  async exposures(place, look) {
    const declared = place as AzureDevopsPlace;
    const client = connect(declared, look);
    const group = await findGroup(client, declared.project, declared.group);
    if (!group) throw gone();
    if (!declared.confined) return secrecyExposures(group, declared.secretName);
    const ending = look.ending.map(Number);
    const found = await Promise.all([
      checkExposures(client, group, declared),
      pipelineExposures(client, declared.project, group, { ...declared, ending }),
    ]);
    return [...groupExposures(group, declared.secretName), ...found.flat()];
  },

  async closed(place, look) {
    const { project, group: name } = place as AzureDevopsPlace;
    const client = connect(place as AzureDevopsPlace, look);
    const group = await findGroup(client, project, name);
    if (!group) return false;
    const { open, pipelines } = await permissionsOf(client, project, group.id);
    return !open && pipelines.length === 0;
  },

  async clear(place, look) {
    const { project, group: name, secretName } = place as AzureDevopsPlace;
    const client = connect(place as AzureDevopsPlace, look);
    const group = await findGroup(client, project, name);
    if (!group || !holdsNothingElse(group, secretName)) return;
    const [checks, { open, pipelines }] = await Promise.all([
      checksOn(client, project, group.id),
      permissionsOf(client, project, group.id),
    ]);
    // It is the first that is made, and nobody may use it before the rest is.
    if (checks.length > 0 || open || pipelines.length > 0) return;
    const isDone = await deleteGroup(client, await projectIdOf(client, project), group.id);
    if (!isDone && (await findGroup(client, project, name))) throw notDeleted(writtenGroups);
  },

  secret: {
    // Nothing tells of a variable alone.
    stamped: "the variable group",
    async stamp(place, look) {
      const { project, group, secretName } = place as AzureDevopsPlace;
      const found = await findGroup(connect(place as AzureDevopsPlace, look), project, group);
      if (!found || !variableIn(found.variables, secretName)) return undefined;
      return found.modifiedOn ?? "";
    },
    async rewrite(place, look, token) {
      const { project, group, secretName } = place as AzureDevopsPlace;
      const client = connect(place as AzureDevopsPlace, look);
      const found = await findGroup(client, project, group);
      if (!found) throw gone();
      await writeGroup(
        client,
        await projectIdOf(client, project),
        {
          name: found.name,
          description: found.description ?? "",
          variables: withSecret(found.variables ?? {}, secretName, token),
        },
        found.id,
      );
    },
  },
};

/** Whether it has the variables of a store, and no other. */
function holdsNothingElse({ variables }: VariableGroup, secretName: string): boolean {
  const own = [secretName, projectVariableName, generationVariableName];
  const names = Object.keys(variables ?? {}).map((name) => name.toLowerCase());
  return names.length === own.length && own.every((name) => names.includes(name.toLowerCase()));
}

/** All of the group, because it is written as a whole; a secret without a value keeps the one it has. */
function withSecret(
  variables: NonNullable<VariableGroup["variables"]>,
  name: string,
  value: string,
): Record<string, SeenVariable> {
  const others = Object.entries(variables).flatMap(([key, variable]) =>
    variable && key.toLowerCase() !== name.toLowerCase() ? [[key, variable] as const] : [],
  );
  return { ...Object.fromEntries(others), [name]: { value, isSecret: true } };
}

const refused = (...about: Parameters<typeof problem>) =>
  new Fault(formatProblem(problem(...about)));

async function checkExposures(
  client: Client,
  group: VariableGroup,
  { project, branch, protectedOnly }: AzureDevopsPlace,
): Promise<string[]> {
  const checks = await checksOn(client, project, group.id);
  const where = `Pipelines > Library > ${group.name} > Approvals and checks`;
  return holesIn(checks, branch, { protectedOnly }).map(
    (hole) =>
      `${hole}; put the check for refs/heads/${branch} back at ${where}, or with \`pulumi up --refresh\` while the token is not being changed`,
  );
}

function pipelineProblems(path: string, pipelines: unknown): Problem[] {
  if (typeof pipelines === "symbol") return [];
  const list = Array.isArray(pipelines) ? (pipelines as unknown[]) : [undefined];
  const fit = (id: unknown) => typeof id === "symbol" || (Number.isInteger(id) && Number(id) > 0);
  if (list.every(fit)) return [];
  return [problem(path, "be a list of ids of pipelines", { received: pipelines })];
}
