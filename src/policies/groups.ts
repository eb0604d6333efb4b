import type { TokenType } from "../model/token";
import { areSame, isIdOf, typeOf, type Resource } from "./resource";
import type { Scene } from "./scene";
import type { Recognition } from "./tokens";
import { at, notYetKnown, textOf } from "./value";

/** An Azure DevOps variable group that holds a token, declared here or only added to. */
export interface Group {
  /** The group, or the variable that is added to it. */
  readonly resource: Resource;
  /** The group itself, where this stack declares it. */
  readonly declared?: Resource | undefined;
  readonly id?: string | undefined;
}

export function groupsWith(scene: Scene, recognition: Recognition, type: TokenType): Group[] {
  const resources = scene
    .tokenEntries(recognition)
    .filter((found) => found.entry.reach === "variable group" && found.type === type)
    .map(({ entry }) => entry.resource);
  return [...new Set(resources)].map((resource): Group => {
    if (typeOf(resource) === "azuredevops:VariableGroup") {
      return { resource, declared: resource, id: textOf(resource.props.id) };
    }
    const reference = { resource, property: "variableGroupId" };
    const declared = scene
      .ofType("azuredevops:VariableGroup")
      .find((group) => isIdOf(reference, group) === "yes");
    return { resource, declared, id: textOf(resource.props.variableGroupId) };
  });
}

/** Whether a check or an authorization is for a group. */
export function targets(
  resource: Resource,
  idProperty: string,
  typeProperty: string,
  group: Group,
): "yes" | "no" | "maybe" {
  const kind = at(resource.props, typeProperty);
  if (kind !== notYetKnown && textOf(kind)?.toLowerCase() !== "variablegroup") return "no";
  const reference = { resource, property: idProperty };
  const isTarget = group.declared
    ? isIdOf(reference, group.declared)
    : areSame(reference, { resource: group.resource, property: "variableGroupId" });
  return isTarget === "yes" && kind === notYetKnown ? "maybe" : isTarget;
}

/** Whether a branch control check lets main branches in only; without a list it allows all. */
export function confines(check: Resource, mainBranches: readonly string[]): "yes" | "no" | "maybe" {
  const { allowedBranches } = check.props;
  if (allowedBranches === notYetKnown) return "maybe";
  if (typeof allowedBranches !== "string") return "no";
  const allowed = mainBranches.map((branch) => `refs/heads/${branch}`);
  const branches = allowedBranches.split(",").map((branch) => branch.trim());
  return branches.every((branch) => allowed.includes(branch)) ? "yes" : "no";
}
