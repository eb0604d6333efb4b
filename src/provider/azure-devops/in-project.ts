import { azureOrganizationOf } from "../../model/accounts/azure-devops-address";
import { isProjectId } from "../../model/azure-devops";
import { Fault } from "../fault";
import type { Surroundings } from "../handler";
import type { Lock } from "../lock";
import { outOfSight } from "../out-of-sight";
import type { HolderOf } from "../overwritten";
import { connect, type Client, type Connection } from "./client";
import { projects } from "./endpoints";

/** What is in a project, by the project's name or id. */
export interface InProject extends Connection {
  readonly project: string;
}

/** What a project holds, for the handlers of such things. */
export function heldInProject<In extends InProject, Out extends object>(
  world: Surroundings,
): HolderOf<In, Out> {
  return {
    named: ["project"],
    address: "organizationUrl",
    server: ({ organizationUrl = "" }) => azureOrganizationOf(organizationUrl),

    async find(inputs) {
      const client = connect(inputs, world);
      const id = await idOf(client, inputs.project);
      return id === undefined
        ? undefined
        : {
            holderId: `projects/${id}`,
            inputs: { ...inputs, project: id },
            lock: () => findLock(client, id),
          };
    },

    async findAgain(state, tell) {
      const client = connect(state, world);
      const id = state.holderId.replace("projects/", "");
      const seen = await findAgain(client, state.project, id, tell);
      // By its id, which no rename changes.
      return seen && { state: { ...state, project: id }, lock: () => findLock(client, id) };
    },

    missing: ({ project }) => missingProject(project),
  };
}

export interface SeenProject {
  readonly id: string;
  readonly name?: string;
  readonly state?: string;
}

export const missingProject = (project: string): Fault =>
  new Fault(`there is no project ${project} that its credentials reach in the organization`);

/** Why nothing in it can be written, or even looked at. */
export async function findLock(client: Client, project: string): Promise<Lock | undefined> {
  const seen = await findProject(client, project);
  return seen && lockOf(seen);
}

export function lockOf({ id, name = id, state }: SeenProject): Lock | undefined {
  // learn.microsoft.com, REST API, "Projects - Get", ProjectState.
  if (state !== "deleting") return undefined;
  const remedy = "restore it at Organization settings > Projects";
  return {
    cause: `the project ${name} is being deleted`,
    remedy,
    forDeletion: `run this again when it is gone, or ${remedy}`,
  };
}

/** By the id in state; undefined only when it is known to be gone. */
export async function findAgain(
  client: Client,
  name: string,
  id: string,
  tell?: (text: string) => void,
): Promise<SeenProject | undefined> {
  const seen = await findProject(client, id);
  if (seen) return seen;
  // Each resource in it asks. learn.microsoft.com, REST API, "Projects - List", `stateFilter`.
  const deleted = await client.once(`deleted project ${id}`, async () => {
    const all = await client.list<SeenProject>(projects, {}, { stateFilter: "deleted" });
    return all.find((one) => one.id.toLowerCase() === id.toLowerCase());
  });
  if (!deleted) throw outOfSight(`the project ${name}`);
  await client.once(`told ${id}`, async () => {
    tell?.(goneText(deleted.name ?? name));
    return tell && {};
  });
  return undefined;
}

/** learn.microsoft.com, "Restore a project": for 28 days, with all that was in it. */
const goneText = (name: string) =>
  `the project ${name} is gone, and with it what this stack wrote there; if it is restored at Organization settings > Projects, which can be done for 28 days, that comes back: delete the variable group there then`;

/**
 * By its name or its id; undefined when there is no such project, as far as is shown. A name that it had before leads
 * to it, until another project has that (learn.microsoft.com, REST API, "Projects - Get", `includeHistory`).
 */
export async function findProject(
  client: Client,
  project: string,
): Promise<SeenProject | undefined> {
  return client.once(`project ${project.toLowerCase()}`, () =>
    client.find<SeenProject>(projects, { projectId: project }, { includeHistory: true }),
  );
}

const idOf = async (client: Client, project: string): Promise<string | undefined> =>
  isProjectId(project)
    ? project.toLowerCase()
    : (await findProject(client, project))?.id.toLowerCase();

/** Writes name a project by its id. */
export async function projectIdOf(client: Client, project: string): Promise<string> {
  if (isProjectId(project)) return project.toLowerCase();
  const { id } = await client.get<{ id: string }>(projects, { projectId: project });
  return id;
}
