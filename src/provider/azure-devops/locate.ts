import { isProjectId } from "../../model/azure-devops";
import { isSameState, labelIn } from "../../model/owner-label";
import { formatProblem, problem } from "../../model/problem";
import { Fault } from "../fault";
import { gone } from "../out-of-sight";
import { isIdOf, type Located, type Look } from "../place";
import { connect, type Client } from "./client";
import { variableGroups } from "./endpoints";
import { findGroup, findNumberedGroup, variableIn, type VariableGroup } from "./group";
import { findAgain, findProject, lockOf, type SeenProject } from "./in-project";
import type { AzureDevopsPlace } from "./place";

/*
 * Where a variable group is: `projects/<id>/groups/7` by its number, and `projects/<id>/groups/seal-production`
 * while it is not there and has none.
 */

type At = Omit<Look, "ending">;

/** With an id that a state knows, by that: a number leads to the group whatever it is called now. */
export async function locateGroup(
  place: AzureDevopsPlace,
  look: At,
  id?: string,
): Promise<Located & { readonly place: AzureDevopsPlace }> {
  const known = partsOf(id);
  const seen = await reachProject(place, look, known?.project);
  const project = seen.id.toLowerCase();
  const { name: projectName = place.project } = seen;
  const at = { ...place, project: seen.id, projectName };
  const isCalled =
    isProjectId(place.project) || place.project.toLowerCase() === seen.name?.toLowerCase();
  const named = nameId(project, place.group);
  const found = lockOf(seen) ? undefined : await find(connect(at, look), at, known);
  if (!found) {
    return {
      // Of one that is being deleted nothing is shown.
      id: lockOf(seen) ? (id ?? named) : named,
      place: at,
      ...(isCalled ? {} : { calledNow: projectName }),
    };
  }
  const { group, earlier } = found;
  const isGroupCalled = group.name.toLowerCase() === place.group.toLowerCase();
  return {
    id: numberId(project, group.id),
    place: { ...at, group: group.name, groupId: group.id },
    ...(earlier !== undefined && { earlier: earlier.id ?? named }),
    ...(isGroupCalled
      ? isCalled
        ? {}
        : { calledNow: projectName }
      : { calledNow: `${projectName}/${group.name}` }),
  };
}

/** In the same project, what a state knows comes before the name: a group is renamed, and stays what it is. */
export async function followGroup(
  place: AzureDevopsPlace,
  located: Located,
  look: At,
  known: string,
): Promise<Located> {
  const [found, before] = [partsOf(located.id), partsOf(known)];
  const isSettled = found?.number !== undefined && isIdOf(known, located);
  if (isSettled || found?.project !== before?.project) return located;
  return locateGroup(place, look, known);
}

/**
 * What a state knows by the names of before, since it saw no group there, may have been made and renamed since: a
 * group says whose it is. It is that one when nothing is called as the state says, and nothing else explains it.
 */
export async function formerGroup(
  located: Located,
  look: At,
  { free, others }: { readonly free: readonly string[]; readonly others: readonly string[] },
): Promise<Located | undefined> {
  const place = located.place as AzureDevopsPlace;
  const { project, projectName = project, label } = place;
  const isThere = place.groupId !== undefined;
  if (label === undefined || (isThere && free.length === 0)) return undefined;
  const client = connect(place, look);
  const groups = await client.list<VariableGroup>(variableGroups, { project });
  const idsOf = ({ id, name }: VariableGroup) => [numberId(project, id), nameId(project, name)];
  const own = groups.filter((group) => isLabelled(group, place));
  const isOwn = own.some(({ id }) => id === place.groupId);
  const named = isThere ? nameId(project, place.group) : located.id;
  if (isOwn) {
    const used = groups.flatMap(idsOf);
    const earlier = free.find((id) => {
      const known = partsOf(id);
      const isNamed = known?.project === project.toLowerCase() && known.number === undefined;
      return isNamed && !used.includes(id);
    });
    return earlier === undefined ? undefined : { ...located, earlier };
  }
  if (isThere && !free.includes(named)) return undefined;
  const known = others.filter((id) => id !== named);
  const [found, ...more] = own.filter((group) => !idsOf(group).some((id) => known.includes(id)));
  if (found && more.length === 0) {
    return {
      id: numberId(project, found.id),
      place: { ...place, group: found.name, groupId: found.id },
      earlier: named,
      calledNow: `${projectName}/${found.name}`,
    };
  }
  // Somebody edited what it says of itself: hardly any other has a variable of that name.
  const there = groups.find(({ id }) => id === place.groupId);
  const isUnlabelled = there && labelIn(there.description) === undefined;
  return isUnlabelled && variableIn(there.variables, place.secretName)
    ? { ...located, earlier: named }
    : undefined;
}

/** By the number, once the place is located; else by the name. */
export const groupAt = (
  client: Client,
  { project, group, groupId }: Pick<AzureDevopsPlace, "project" | "group" | "groupId">,
): Promise<VariableGroup | undefined> =>
  groupId === undefined
    ? findGroup(client, project, group)
    : findNumberedGroup(client, project, groupId);

interface Known {
  readonly id: string;
  readonly project: string;
  /** Of a group that was there. */
  readonly number?: string;
}

function partsOf(id = ""): Known | undefined {
  const [, project, last = ""] = /^projects\/([^/]+)\/groups\/(.+)$/s.exec(id) ?? [];
  if (project === undefined) return undefined;
  return { id, project, ...(/^\d+$/.test(last) && { number: last }) };
}

const numberId = (project: string, id: number) => `projects/${project.toLowerCase()}/groups/${id}`;

/** What is called by a number has a sign before it, for it is none. */
const nameId = (project: string, name: string) =>
  `projects/${project.toLowerCase()}/groups/${name.toLowerCase().replace(/^(?==|\d+$)/, "=")}`;

/** With the name by which a state may know it: it was written when the group was not there yet. */
async function find(
  client: Client,
  place: AzureDevopsPlace,
  known: Known | undefined,
): Promise<
  { readonly group: VariableGroup; readonly earlier?: { readonly id?: string } } | undefined
> {
  const { project, group: name } = place;
  const numbered = known?.number && (await findNumberedGroup(client, project, known.number));
  if (numbered) return { group: numbered };
  const named = await findGroup(client, project, name);
  // One that somebody made anew in its stead is another.
  if (named) return isLabelled(named, place) ? { group: named, earlier: {} } : { group: named };
  if (known === undefined || known.number !== undefined) return undefined;
  const groups = await client.list<VariableGroup>(variableGroups, { project });
  const before = groups.find((group) => nameId(project, group.name) === known.id);
  return before && isOurs(before, place) ? { group: before, earlier: known } : undefined;
}

/** Whether it says that it is the binding's own, whatever that was called then. */
function isLabelled({ description }: VariableGroup, { label }: AzureDevopsPlace): boolean {
  const seen = labelIn(description);
  return seen !== undefined && typeof label === "string" && isSameState(seen, label);
}

/** Also where somebody edited what it says of itself: hardly any other has a variable of that name. */
const isOurs = (group: VariableGroup, place: AzureDevopsPlace) =>
  labelIn(group.description) === undefined
    ? variableIn(group.variables, place.secretName) !== undefined
    : isLabelled(group, place);

async function reachProject(
  place: AzureDevopsPlace,
  look: At,
  known: string | undefined,
): Promise<SeenProject> {
  const { path, project } = place;
  const client = connect(place, look);
  const seen = await (known === undefined
    ? findProject(client, project)
    : findAgain(client, project, known));
  if (seen) return seen;
  if (known !== undefined) throw gone(`the project ${project}`);
  const must = "be a project of the organization that its credentials reach";
  throw new Fault(formatProblem(problem(`${path}.project`, must, { received: project })));
}
