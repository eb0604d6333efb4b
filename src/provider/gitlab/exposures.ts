import type { Client } from "./client";
import type { GitlabPlace } from "./place";
import { projectsBelow, type SeenProject } from "./projects";
import { furtherReaders, isProtected, readProtectedRefs } from "./refs";
import { warningsOf } from "./settings";
import { readVariables, type SeenVariable } from "./variables";

type Warn = (text: string) => void;

/** Projects of a group are looked at so many at a time. */
const atOnce = 4;

/** Who else than the branch could read a project's variable, or one of its name. */
export async function projectExposures(
  client: Client,
  place: GitlabPlace,
  project: SeenProject,
  warn: Warn,
): Promise<string[]> {
  const path = project.path_with_namespace;
  const [refs, variables, ofTheInstance] = await Promise.all([
    readProtectedRefs(client, path),
    readVariables(client, path),
    instanceExposures(client, place),
  ]);
  for (const text of warningsOf(project, refs, place.branch)) warn(text);
  const isOwn = (variable: SeenVariable) =>
    variable.group === undefined && variable.environmentScope === place.environmentScope;
  return [
    ...(isProtected(refs, place.branch) ? [] : [unreadable(path, place.branch)]),
    ...furtherReaders(refs, path, place),
    ...variableExposures(place, path, variables, isOwn),
    ...ofTheInstance,
  ];
}

/** The same of a group's variable, which every project below the group reads. */
export async function groupExposures(
  client: Client,
  place: GitlabPlace,
  group: string,
  warn: Warn,
): Promise<string[]> {
  const projects = await projectsBelow(client, group);
  const isOwn = (variable: SeenVariable) =>
    variable.group === group && variable.environmentScope === place.environmentScope;
  const found = new Set(await instanceExposures(client, place));
  for (let start = 0; start < projects.length; start += atOnce) {
    await Promise.all(
      projects.slice(start, start + atOnce).map(async (project) => {
        const path = project.path_with_namespace;
        const [refs, variables] = await Promise.all([
          readProtectedRefs(client, path),
          readVariables(client, path),
        ]);
        if (!isProtected(refs, place.branch)) warn(unreadable(path, place.branch));
        for (const text of warningsOf(project, refs, place.branch)) warn(text);
        for (const text of [
          ...furtherReaders(refs, path, place),
          ...variableExposures(place, path, variables, isOwn),
        ]) {
          found.add(text);
        }
      }),
    );
  }
  return [...found].sort();
}

function variableExposures(
  { secretName, accept = {} }: GitlabPlace,
  project: string,
  variables: readonly SeenVariable[],
  isOwn: (variable: SeenVariable) => boolean,
): string[] {
  const { variables: accepted = [] } = accept;
  return variables
    .filter(({ key }) => key === secretName)
    .flatMap((variable) => {
      if (isOwn(variable)) return ownExposures(variable);
      const level = variable.group === undefined ? "project" : "group";
      if (variable.protected || accepted.includes(level)) return [];
      const where = `${level} ${variable.group ?? project}`;
      return [`${everyBranch(secretName, where, variable.environmentScope)}; ${orAccept(level)}`];
    });
}

/** What makes the variable itself safe, and somebody may have taken away by hand. */
function ownExposures(variable: SeenVariable): string[] {
  return [
    ...(variable.protected
      ? []
      : [`every branch would read it, because it is not protected any more; protect it ${byHand}`]),
    ...maskExposures(variable),
  ];
}

export function maskExposures({ masked }: { readonly masked: boolean }): string[] {
  if (masked) return [];
  return [`job logs would show it, because it is not masked any more; mask it ${byHand}`];
}

const byHand = "at Settings > CI/CD > Variables";

/** Variables of the whole instance are shown to its administrators only; others have to trust them. */
async function instanceExposures(
  client: Client,
  { secretName, accept = {} }: GitlabPlace,
): Promise<string[]> {
  if (accept.variables?.includes("instance")) return [];
  const found = await client.find(
    `GET /admin/ci/variables/${secretName}`,
    () => client.instanceVariables.show(secretName),
    {},
    [401, 403, 404],
  );
  if (!found || found.protected) return [];
  return [`${everyBranch(secretName, "instance", "*")}; ${orAccept("instance")}`];
}

function everyBranch(name: string, where: string, scope: string): string {
  const jobs = scope === "*" ? "every branch" : `every branch with the environment ${scope}`;
  return `${jobs} would read ${name} from an unprotected variable of the ${where}`;
}

const orAccept = (level: string) =>
  `delete or protect that one, or accept it with \`accept: { variables: ["${level}"] }\``;

const unreadable = (project: string, branch: string) =>
  `pipelines of ${branch} would not read it, because ${project} does not protect ${branch}; protect it at Settings > Repository, or let the store do so with \`protectBranch: true\``;
