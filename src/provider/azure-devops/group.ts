import { labelIn, type OwnerLabel } from "../../model/owner-label";
import { generationVariableName, projectVariableName } from "../../model/token";
import { Fault } from "../fault";
import { Absent } from "../out-of-sight";
import type { Client } from "./client";
import { numberedGroups, variableGroups, writtenGroups } from "./endpoints";

/** A variable group as its API shows it. */
export interface VariableGroup {
  readonly id: number;
  readonly name: string;
  readonly description?: string | null;
  readonly variables?: Readonly<Record<string, SeenVariable | null>>;
  /**
   * When it was written. Who may use it and which checks are on it belong to other services, which keep
   * times of their own (azure-devops-go-api 7: pipelinepermissions `authorizedOn`, pipelineschecks
   * `modifiedOn`). Were it otherwise somewhere, the token would be written again for nothing.
   */
  readonly modifiedOn?: string;
  /** The projects that share it, its own among them. */
  readonly variableGroupProjectReferences?:
    | readonly { readonly projectReference?: { readonly id?: string; readonly name?: string } }[]
    | null;
}

export interface SeenVariable {
  /** Null for a secret. */
  readonly value?: string | null;
  readonly isSecret?: boolean;
}

/** What a group is written with: as a whole, so what is left out is gone. */
export interface GroupContent {
  readonly name: string;
  readonly description: string;
  readonly variables: Readonly<Record<string, SeenVariable>>;
}

export async function findGroup(
  client: Client,
  project: string,
  name: string,
): Promise<VariableGroup | undefined> {
  const groups = await client.list<VariableGroup>(variableGroups, { project }, { groupName: name });
  // The filter takes wildcards; names differ in more than case.
  return groups.find((group) => group.name.toLowerCase() === name.toLowerCase());
}

/** Who has no role in a group is not shown it in a list, so a number is asked for itself. */
export async function findNumberedGroup(
  client: Client,
  project: string,
  id: number | string,
): Promise<VariableGroup | undefined> {
  const numbered = await client.find<VariableGroup>(numberedGroups, { project, groupId: id });
  if (numbered) return numbered;
  // A proxy between might answer with nothing, too.
  const groups = await client.list<VariableGroup>(variableGroups, { project });
  return groups.find((group) => String(group.id) === String(id));
}

/** What is asked of a group; undefined where that fails because the group is not there any more. */
export async function unlessGone<T>(
  client: Client,
  { projectId, groupId }: { readonly projectId: string; readonly groupId: string },
  ask: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (await findNumberedGroup(client, projectId, groupId)) throw error;
    return undefined;
  }
}

/** Whose it is, and what is on it: asked once for all of them. */
export async function labelOnGroup(
  client: Client,
  { projectId, groupId }: { readonly projectId: string; readonly groupId: string },
): Promise<OwnerLabel | undefined> {
  const asked = `label on ${projectId.toLowerCase()} ${groupId}`;
  const group = await client.once(asked, () => findNumberedGroup(client, projectId, groupId));
  return labelIn(group?.description);
}

/** That the group which something belongs to is known to be gone. */
export async function goneWithGroup(
  client: Client,
  { project, groupId }: { readonly project: string; readonly groupId: string },
): Promise<Fault | undefined> {
  return (await findNumberedGroup(client, project, groupId)) ? undefined : gone();
}

/** Makes a group, or writes over the one of the number, in one request. */
export async function writeGroup(
  client: Client,
  projectId: string,
  { name, description, variables }: GroupContent,
  id?: number | string,
): Promise<VariableGroup> {
  const body = {
    name,
    description,
    type: "Vsts",
    variables,
    variableGroupProjectReferences: [{ name, description, projectReference: { id: projectId } }],
  };
  return id === undefined
    ? client.post(writtenGroups, {}, body)
    : client.put(writtenGroups, { groupId: id }, body);
}

/** False when there is none of this number. */
export const deleteGroup = (client: Client, projectId: string, groupId: number | string) =>
  client.delete(writtenGroups, { groupId }, { projectIds: projectId });

/** What of the group itself shows its secret to others. */
export function groupExposures(group: VariableGroup, secretName: string): string[] {
  const shared = group.variableGroupProjectReferences ?? [];
  return [
    ...secrecyExposures(group, secretName),
    ...(shared.length > 1
      ? [
          `it is shared with other projects (${shared.length} in all), whose pipelines its check does not stop; end that at Pipelines > Library > ${group.name}`,
        ]
      : []),
  ];
}

export function secrecyExposures({ variables }: VariableGroup, secretName: string): string[] {
  const variable = variableIn(variables, secretName);
  if (!variable || variable.isSecret === true) return [];
  return [
    `its variable ${secretName} is not secret, so everybody who sees the group reads it; \`pulumi up --refresh\` makes it secret again`,
  ];
}

/** Whether it has the variables of a store, and no other. */
export function holdsNothingElse({ variables }: VariableGroup, secretName: string): boolean {
  const own = [secretName, projectVariableName, generationVariableName];
  const names = Object.keys(variables ?? {}).map((name) => name.toLowerCase());
  return names.length === own.length && own.every((name) => names.includes(name.toLowerCase()));
}

/** Names of variables differ in more than case. */
export function variableIn<T>(
  variables: Readonly<Record<string, T>> | undefined | null,
  name: string,
): T | undefined {
  const key = Object.keys(variables ?? {}).find((k) => k.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : variables?.[key];
}

export function gone(): Fault {
  return new Absent(
    "the variable group is not there any more; `pulumi up --refresh` makes it anew",
  );
}
