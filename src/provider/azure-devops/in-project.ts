import { isProjectId } from "../../model/azure-devops";
import { Fault } from "../fault";
import type { Handler, Surroundings } from "../handler";
import { openAll } from "../wire";
import { connect, type Client, type Connection } from "./client";
import { projects } from "./endpoints";

/** What is in a project, by the project's name or id. */
export interface InProject extends Connection {
  readonly project: string;
}

interface Before extends InProject {
  readonly projectId: string;
}

/**
 * A resource with a number that Azure DevOps gave it, in a project. Only another project makes it
 * another thing, and not another spelling of it, or its id: what would be made "beside" it then is itself.
 */
export function inProject(handler: Handler, number: string, world: Surroundings): Handler {
  return {
    ...handler,

    async diff(urn, olds, news) {
      const difference = await handler.diff(urn, olds, news);
      const before = openAll(olds) as unknown as Before;
      const after = openAll(news) as unknown as InProject;
      if (await isSameProject(before, after, () => connect(after, world))) return difference;
      return {
        ...difference,
        changes: true,
        replaces: [...(difference.replaces ?? []), "project"],
      };
    },

    async read(id, urn, state) {
      const { projectId, [number]: own } = openAll(state);
      if (typeof projectId !== "string" || typeof own !== "string") {
        throw new Fault("it cannot be imported; declare it, and what is there is taken over");
      }
      return handler.read(id, urn, state);
    },

    async create(urn, news) {
      const { outs } = await handler.create(urn, news);
      return { id: String(outs[number]), outs };
    },
  };
}

/** Writes name a project by its id. */
export async function projectIdOf(client: Client, project: string): Promise<string> {
  if (isProjectId(project)) return project.toLowerCase();
  const { id } = await client.get<{ id: string }>(projects, { projectId: project });
  return id;
}

async function isSameProject(
  before: Before,
  after: InProject,
  connection: () => Client,
): Promise<boolean> {
  const [name, organization]: unknown[] = [after.project, after.organizationUrl];
  // What is not known yet is judged by the update.
  if (typeof name !== "string" || typeof organization === "symbol") return true;
  if (same(before.projectId, name)) return true;
  if (isProjectId(name)) return false;
  if (same(before.project, name) && before.organizationUrl === organization) return true;
  // It may have been renamed, or be one of another organization.
  return same(await projectIdOf(connection(), name), before.projectId);
}

const same = (a = "", b = "") => a.toLowerCase() === b.toLowerCase();
