import { covers } from "../../model/gitlab";
import type { Client, Hints } from "./client";
import type { GitlabPlace } from "./place";

/** What GitLab protects in a project; protected variables are read there, and nowhere else. */
export interface ProtectedRefs {
  readonly branches: readonly { readonly name: string; readonly inherited: boolean }[];
  readonly tags: readonly string[];
}

export async function readProtectedRefs(client: Client, project: string): Promise<ProtectedRefs> {
  const path = `GET /projects/${project}`;
  const [branches, tags] = await Promise.all([
    // Those that a group passes down are among them (docs.gitlab.com, "Protected branches API").
    client.ask(
      `${path}/protected_branches`,
      () => client.protectedBranches.all(project, { perPage: 100 }),
      hints,
    ),
    client.ask(
      `${path}/protected_tags`,
      () => client.protectedTags.all(project, { perPage: 100 }),
      hints,
    ),
  ]);
  return {
    branches: branches.map(({ name, inherited }) => ({ name, inherited: inherited === true })),
    tags: tags.map(({ name }) => name),
  };
}

/** Branches and tags, besides the one branch, whose pipelines read protected variables. */
export function furtherReaders(
  { branches, tags }: ProtectedRefs,
  project: string,
  { branch, accept = {} }: GitlabPlace,
): string[] {
  const { branches: acceptedBranches = [], tags: acceptedTags = [] } = accept;
  return [
    ...branches
      .filter(({ name }) => name !== branch && !acceptedBranches.includes(name))
      .map(({ name, inherited }) =>
        reads("branches", name, inherited ? `a group of ${project}` : project),
      ),
    ...tags
      .filter((name) => !acceptedTags.includes(name))
      .map((name) => reads("tags", name, project)),
  ];
}

function reads(kind: "branches" | "tags", name: string, who: string): string {
  return `pipelines of ${kind} that match "${name}" would read it, too, because ${who} protects them; unprotect them at Settings > Repository, or accept them with \`accept: { ${kind}: ["${name}"] }\``;
}

/** Whether pipelines of the branch read protected variables at all. */
export function isProtected({ branches }: ProtectedRefs, branch: string): boolean {
  return branches.some(({ name }) => covers(name, branch));
}

const hints: Hints = {
  403: "its credentials lack a permission; they need the Maintainer role and the scope api",
  404: "no such project, or its credentials do not reach it",
};
