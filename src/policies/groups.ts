import type { TokenType } from "../model/token";
import { areSame, isIdOf, typeOf, type Reference, type Resource } from "./resource";
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

const groupTypes = ["azuredevops:VariableGroup", "seal:AzureDevopsVariableGroup"];

/** A check that lets only some branches use a group. */
export interface BranchControl {
  readonly resource: Resource;
  /** The property that says which group it is for. */
  readonly idProperty: "targetResourceId" | "groupId";
  /** The property that says which branches get through. */
  readonly branchesProperty: "allowedBranches" | "branch";
}

export function branchControlsIn(scene: Scene): BranchControl[] {
  return [
    ...scene.ofType("azuredevops:CheckBranchControl").map((resource): BranchControl => ({
      resource,
      idProperty: "targetResourceId",
      branchesProperty: "allowedBranches",
    })),
    // This plugin's own are for variable groups only, and for one branch each.
    ...scene.ofType("seal:AzureDevopsBranchControl").map((resource): BranchControl => ({
      resource,
      idProperty: "groupId",
      branchesProperty: "branch",
    })),
  ];
}

export function groupsWith(scene: Scene, recognition: Recognition, type: TokenType): Group[] {
  const resources = scene
    .tokenEntries(recognition)
    .filter((found) => found.entry.reach === "variable group" && found.type === type)
    .map(({ entry }) => entry.resource);
  return [...new Set(resources)].map((resource): Group => {
    if (groupTypes.includes(typeOf(resource))) {
      return { resource, declared: resource, id: textOf(resource.props.id) };
    }
    const reference = { resource, property: "variableGroupId" };
    const declared = scene
      .ofType(...groupTypes)
      .find((group) => isIdOf(reference, group) === "yes");
    return { resource, declared, id: textOf(resource.props.variableGroupId) };
  });
}

/** Whether a check is for a group. */
export function guards(
  { resource, idProperty }: BranchControl,
  group: Group,
): "yes" | "no" | "maybe" {
  return idProperty === "groupId"
    ? pointsAt({ resource, property: idProperty }, group)
    : targets(resource, idProperty, "targetResourceType", group);
}

/** Whether a resource that is for any kind of thing, such as an authorization, is for a group. */
export function targets(
  resource: Resource,
  idProperty: string,
  typeProperty: string,
  group: Group,
): "yes" | "no" | "maybe" {
  const kind = at(resource.props, typeProperty);
  if (kind !== notYetKnown && textOf(kind)?.toLowerCase() !== "variablegroup") return "no";
  const isTarget = pointsAt({ resource, property: idProperty }, group);
  return isTarget === "yes" && kind === notYetKnown ? "maybe" : isTarget;
}

/** Whether a resource that is for groups only is for a group. */
export function pointsAt(reference: Reference, group: Group): "yes" | "no" | "maybe" {
  return group.declared
    ? isIdOf(reference, group.declared)
    : areSame(reference, { resource: group.resource, property: "variableGroupId" });
}

/** Whether a branch control check lets main branches in only; without a list it allows all. */
export function confines(
  { resource, branchesProperty }: BranchControl,
  mainBranches: readonly string[],
): "yes" | "no" | "maybe" {
  const branches = resource.props[branchesProperty];
  if (branches === notYetKnown) return "maybe";
  if (typeof branches !== "string") return "no";
  if (branchesProperty === "branch") return mainBranches.includes(branches) ? "yes" : "no";
  const allowed = mainBranches.map((branch) => `refs/heads/${branch}`);
  return branches.split(",").every((branch) => allowed.includes(branch.trim())) ? "yes" : "no";
}
