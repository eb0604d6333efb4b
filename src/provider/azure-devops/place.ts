import { azureOrganizationOf } from "../../model/accounts/azure-devops-address";
import { labelIn } from "../../model/owner-label";
import { formatProblem, problem, type Problem } from "../../model/problem";
import { Fault } from "../fault";
import type { Place, PlaceHost } from "../place";
import { checksOn, holesIn } from "./checks";
import { connect, connectionProblems, notDeleted, type Client } from "./client";
import { writtenGroups } from "./endpoints";
import {
  deleteGroup,
  gone,
  groupExposures,
  holdsNothingElse,
  secrecyExposures,
  variableIn,
  writeGroup,
  type SeenVariable,
  type VariableGroup,
} from "./group";
import { findLock, projectIdOf } from "./in-project";
import { followGroup, formerGroup, groupAt, locateGroup } from "./locate";
import { permissionsOf, pipelineExposures, unfitPipelines } from "./pipelines";

/** A variable group of a project. */
export interface AzureDevopsPlace extends Place {
  /** The project's name or id; once it is located, its id. */
  readonly project: string;
  /** What it is called now, once it is located. */
  readonly projectName?: string;
  readonly group: string;
  /** Its number, once it is located. */
  readonly groupId?: number;
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

  locate: (place, look, id) => locateGroup(place as AzureDevopsPlace, look, id),

  follow: (place, ...rest) => followGroup(place as AzureDevopsPlace, ...rest),

  formerly: formerGroup,

  lock: (place, look) => {
    const declared = place as AzureDevopsPlace;
    return findLock(connect(declared, look), declared.project);
  },

  async owner(place, look) {
    const declared = place as AzureDevopsPlace;
    const found = await groupAt(connect(declared, look), declared);
    return labelIn(found?.description);
  },

  whereLabelIs: "delete the variable group",

  async occupied(place, look) {
    const declared = place as AzureDevopsPlace;
    const { path, confined, project, projectName, pipelines } = declared;
    const client = connect(declared, look);
    const unfit = await unfitPipelines(client, project, pipelines, { confined });
    if (unfit.length > 0) {
      const must = `be pipelines of ${projectName ?? project}${confined ? " that run from a file" : ""}`;
      throw refused(`${path}.pipelines`, must, { remedy: unfit.join(", ") });
    }
    return (await groupAt(client, declared)) !== undefined;
  },

  async exposures(place, look) {
    const declared = place as AzureDevopsPlace;
    const client = connect(declared, look);
    const group = await groupAt(client, declared);
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
    const declared = place as AzureDevopsPlace;
    const client = connect(declared, look);
    const group = await groupAt(client, declared);
    if (!group) return false;
    const { open, pipelines } = await permissionsOf(client, declared.project, group.id);
    return !open && pipelines.length === 0;
  },

  async clear(place, look) {
    const declared = place as AzureDevopsPlace;
    const { project, secretName } = declared;
    const client = connect(declared, look);
    const group = await groupAt(client, declared);
    if (!group || !holdsNothingElse(group, secretName)) return;
    const [checks, { open, pipelines }] = await Promise.all([
      checksOn(client, project, group.id),
      permissionsOf(client, project, group.id),
    ]);
    // It is the first that is made, and nobody may use it before the rest is.
    if (checks.length > 0 || open || pipelines.length > 0) return;
    const isDone = await deleteGroup(client, await projectIdOf(client, project), group.id);
    if (!isDone && (await groupAt(client, declared))) throw notDeleted(writtenGroups);
  },

  secret: {
    // Nothing tells of a variable alone.
    stamped: "the variable group",
    async stamp(place, look) {
      const declared = place as AzureDevopsPlace;
      const found = await groupAt(connect(declared, look), declared);
      if (!found || !variableIn(found.variables, declared.secretName)) return undefined;
      return found.modifiedOn ?? "";
    },
    async rewrite(place, look, token) {
      const declared = place as AzureDevopsPlace;
      const { project, secretName } = declared;
      const client = connect(declared, look);
      const found = await groupAt(client, declared);
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
