import { Fault } from "../fault";
import type { Client } from "./client";
import { variableGroups } from "./endpoints";

/** A variable group as its API shows it: the values of secret variables are null. */
export interface VariableGroup {
  readonly id: number;
  readonly name: string;
  readonly variables?: Readonly<Record<string, { readonly isSecret?: boolean } | null>>;
  /** The projects that share it, its own among them. */
  readonly variableGroupProjectReferences?:
    | readonly { readonly projectReference?: { readonly id?: string; readonly name?: string } }[]
    | null;
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

/** Names of variables differ in more than case. */
export function variableIn<T>(
  variables: Readonly<Record<string, T>> | undefined | null,
  name: string,
): T | undefined {
  const key = Object.keys(variables ?? {}).find((k) => k.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : variables?.[key];
}

export function gone(): Fault {
  return new Fault("it is not there any more; `pulumi up --refresh` makes it anew");
}
