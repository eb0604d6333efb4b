import { Fault } from "../fault";
import type { Client } from "./client";
import {
  authorizedResources,
  definitions,
  pipelinePermissions,
  writtenPermissions,
} from "./endpoints";
import { variableIn, type VariableGroup } from "./group";

/** A pipeline as its API shows it. */
interface Definition {
  readonly id: number;
  readonly name?: string;
  /** 1: classic; 2: from a file. */
  readonly process?: { readonly type?: number };
  readonly variables?: Readonly<Record<string, object>> | null;
  readonly variableGroups?: readonly { readonly id?: number }[] | null;
}

interface Permission {
  readonly authorized?: boolean;
}

/** Who may use a group, as one of the two APIs shows it. */
interface Permissions {
  readonly allPipelines?: Permission | null;
  readonly pipelines?: readonly (Permission & { readonly id?: number })[] | null;
}

const classic = 1;

/** What is wrong with the pipelines that are to read a group, a clause each. */
export async function unfitPipelines(
  client: Client,
  project: string,
  pipelines: readonly number[],
  { confined }: { confined: boolean },
): Promise<string[]> {
  const found = await Promise.all(
    pipelines.map((definitionId) =>
      client.find<Definition>(definitions, { project, definitionId }),
    ),
  );
  return found.flatMap((definition, index) => {
    const id = pipelines[index] ?? 0;
    if (!definition) return [`there is no pipeline ${id}`];
    return confined && isClassic(definition)
      ? [`${nameOf(definition)} is a classic pipeline, which no check stops`]
      : [];
  });
}

/** Pipelines besides the declared that may use the group, and what they could read without it. */
export async function pipelineExposures(
  client: Client,
  project: string,
  group: VariableGroup,
  {
    pipelines,
    ending,
    secretName,
  }: { pipelines: readonly number[]; ending: readonly number[]; secretName: string },
): Promise<string[]> {
  const found = await Promise.all([
    strangers(client, project, group, [...pipelines, ...ending]),
    linkedByClassic(client, project, group),
    ownVariables(client, project, pipelines, secretName),
  ]);
  return found.flat();
}

async function strangers(
  client: Client,
  project: string,
  { id, name }: VariableGroup,
  known: readonly number[],
): Promise<string[]> {
  const { open, pipelines } = await permissionsOf(client, project, id);
  const others = pipelines.filter((pipeline) => !known.includes(pipeline.id ?? 0));
  const where = `Pipelines > Library > ${name} > Pipeline permissions`;
  return [
    ...(open
      ? [
          `every pipeline of the project may use it ("open access"); \`pulumi up --refresh\` closes it, or restrict it at ${where}`,
        ]
      : []),
    ...others.map(
      (pipeline) =>
        `pipeline ${pipeline.id ?? 0} may use it, though it is not declared; name it in \`pipelines\`, or remove it at ${where}`,
    ),
  ];
}

/** Who may use a group: named pipelines, and whether it has "open access". */
export async function permissionsOf(
  client: Client,
  project: string,
  id: number | string,
): Promise<{ open: boolean; pipelines: readonly { readonly id?: number }[] }> {
  const resource = { type: "variablegroup", id };
  const [permissions, authorized] = await Promise.all([
    client.get<Permissions>(pipelinePermissions, routeOf(project, id)),
    client.list<Permission & { readonly id?: string }>(authorizedResources, { project }, resource),
  ]);
  const open =
    permissions.allPipelines?.authorized === true ||
    authorized.some((one) => one.authorized === true && one.id === String(id));
  return { open, pipelines: permittedIn(permissions) };
}

/** The pipelines that may use a group by name. */
export async function permittedPipelines(
  client: Client,
  project: string,
  id: number | string,
): Promise<readonly { readonly id?: number }[]> {
  return permittedIn(await client.get<Permissions>(pipelinePermissions, routeOf(project, id)));
}

function permittedIn({ pipelines }: Permissions): readonly { readonly id?: number }[] {
  // An empty list is one; without any, nothing may be concluded.
  if (!Array.isArray(pipelines)) {
    throw new Fault("Azure DevOps did not say which pipelines may use it");
  }
  return (pipelines as NonNullable<Permissions["pipelines"]>).filter(
    ({ authorized }) => authorized !== false,
  );
}

/** Gives all pipelines of the project access, or takes that back; those that are named stay as they are. */
export async function setOpen(
  client: Client,
  project: string,
  id: number | string,
  authorized: boolean,
): Promise<void> {
  await client.patch(writtenPermissions, routeOf(project, id), { allPipelines: { authorized } });
}

/** Lets one pipeline use a group, or takes that back; what others may stays as it is. */
export async function setPermitted(
  client: Client,
  project: string,
  id: number | string,
  pipeline: number,
  authorized: boolean,
): Promise<void> {
  await client.patch(writtenPermissions, routeOf(project, id), {
    pipelines: [{ id: pipeline, authorized }],
  });
}

const routeOf = (project: string, id: number | string) => ({
  project,
  resourceType: "variablegroup",
  resourceId: id,
});

/** Classic pipelines link groups themselves; neither permissions nor checks stop them. */
async function linkedByClassic(
  client: Client,
  project: string,
  group: VariableGroup,
): Promise<string[]> {
  const all = await client.list<Definition>(
    definitions,
    { project },
    { processType: classic, includeAllProperties: true },
  );
  return all
    .filter(({ variableGroups }) => variableGroups?.some(({ id }) => id === group.id))
    .map(
      (definition) =>
        `${nameOf(definition)} is a classic pipeline that links it, and no check stops its runs; unlink it there`,
    );
}

/** Variables of a pipeline itself are read by its runs on every branch. */
async function ownVariables(
  client: Client,
  project: string,
  pipelines: readonly number[],
  secretName: string,
): Promise<string[]> {
  const found = await Promise.all(
    pipelines.map((definitionId) =>
      client.find<Definition>(definitions, { project, definitionId }),
    ),
  );
  return found
    .filter((definition) => variableIn(definition?.variables, secretName) !== undefined)
    .map(
      (definition) =>
        `${nameOf(definition)} has a variable ${secretName} of its own, which its runs on every branch read; delete it there`,
    );
}

function isClassic({ process }: Definition): boolean {
  return process?.type === classic;
}

function nameOf(definition: Definition | undefined): string {
  return `pipeline ${definition?.id ?? 0} ("${definition?.name ?? ""}")`;
}
