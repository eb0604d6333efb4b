import type { Response } from "express";
import type { Owner, Repository, Stamped, Workflow } from "./github-state";

/** A new repository with one workflow, unless that is null, and nothing else. */
export function newRepository(
  id: number,
  owner: string,
  name: string,
  workflow?: Partial<Workflow> | null,
): Repository {
  const secrets = new Map<string, Stamped>();
  const file = workflow?.file ?? "seal.yml";
  const usual: Workflow = {
    file,
    environment: "seal-production",
    dispatchable: true,
    state: "active",
    broken: false,
    inputs: ["seal_nonce", "seal_digest"],
    confirmation: { environment: workflow?.environment ?? "seal-production", handsOn: true },
    ...workflow,
  };
  return {
    id,
    owner,
    name,
    protectedBranches: new Set(),
    environments: new Map(),
    secrets,
    variables: new Map(),
    secretsOf: {
      actions: secrets,
      dependabot: new Map(),
      codespaces: new Map(),
      agents: new Map(),
    },
    ownerType: "Organization",
    private: true,
    role: "admin",
    protects: true,
    archived: false,
    disabled: false,
    defaultBranch: "main",
    branches: new Set(["main"]),
    showsContents: true,
    workflows: new Map(workflow === null ? [] : [[file, usual]]),
    runs: [],
  };
}

/** docs.github.com, REST API, "Create an organization repository": what nobody chose. */
const merging = {
  allow_merge_commit: true,
  allow_rebase_merge: true,
  allow_squash_merge: true,
  merge_commit_title: "MERGE_MESSAGE",
  merge_commit_message: "PR_TITLE",
  squash_merge_commit_title: "COMMIT_OR_PR_TITLE",
  squash_merge_commit_message: "COMMIT_MESSAGES",
};

export function repositoryBody(
  { id, owner, ownerType, name, role, ...repository }: Repository,
  { id: ownerId }: Owner,
) {
  const [admin, push] = [role === "admin", role !== "read"];
  return {
    id,
    node_id: nodeId("R", id),
    name,
    full_name: `${owner}/${name}`,
    private: repository.private,
    visibility: repository.private ? "private" : "public",
    owner: { login: owner, id: ownerId, type: ownerType },
    archived: repository.archived,
    disabled: repository.disabled,
    default_branch: repository.defaultBranch,
    ...merging,
    permissions: { admin, maintain: admin, push, triage: push, pull: true },
  };
}

/** The same thing's other id, that of GraphQL (docs.github.com, "Using global node IDs"). */
export function nodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(String(id)).toString("base64url")}`;
}

/**
 * Refuses a write where GitHub takes none. An archived repository can be read, unarchived and deleted,
 * and nothing else (docs.github.com, "Archiving repositories"): its secrets cannot even be deleted. The
 * text is GitHub's.
 */
export function readOnly({ archived, disabled, role }: Repository, response: Response): boolean {
  if (!archived && !disabled && role !== "read") return false;
  const message = archived ? "Repository was archived so is read-only." : "Must have admin rights.";
  response.status(403).json({ message });
  return true;
}
