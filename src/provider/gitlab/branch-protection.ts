import type { Handler, Surroundings } from "../handler";
import { overwriting } from "../overwrite";
import { connect, connectionProblems, missing, type Client } from "./client";
import { heldOnGitlab } from "./held";
import { ownerHints, ownerPath, ownerProblems, reachOwner, stillThere, type Owner } from "./owner";

interface ProtectionInputs extends Owner {
  readonly branch: string;
  readonly apiUrl?: string;
  readonly credentials?: string;
}

/**
 * `seal:index:GitlabBranchProtection`: a branch of a project, or of all projects of a group, is
 * protected. One that is protected already is just that: GitLab's provider refuses it, unless it is the
 * default branch of a project, which it leaves unprotected for a moment
 * (terraform-provider-gitlab, resource_gitlab_branch_protection, Create).
 */
export function gitlabBranchProtectionHandler(world: Surroundings): Handler {
  const at = (inputs: ProtectionInputs) => protectionOf(connect(inputs, world), inputs);

  return overwriting<ProtectionInputs, object>(world, {
    type: "GitlabBranchProtection",
    holder: heldOnGitlab(world),
    identity: ["branch"],
    exact: ["branch"],
    written: ["apiUrl"],
    outputs: [],

    problems: (inputs) => [
      ...ownerProblems("protection", inputs),
      ...missing("protection", inputs, ["branch"]),
      ...connectionProblems("protection", inputs),
    ],

    async write(inputs) {
      await at(inputs).protect();
      return {};
    },

    read: async (state) => ((await at(state).isThere()) ? {} : undefined),

    remove: (state) => at(state).unprotect(),
  });
}

function protectionOf(client: Client, address: ProtectionInputs) {
  const { project, group = "", branch } = address;
  const list = `${ownerPath(address)}/protected_branches`;
  const path = `${list}/${branch}`;
  const owner = `${project === undefined ? "groups" : "projects"}/${encodeURIComponent(project ?? group)}`;
  const endpoint = `${owner}/protected_branches`;
  const one = `${endpoint}/${encodeURIComponent(branch)}`;
  const hints = ownerHints(address);

  return {
    /** With GitLab's own levels: Maintainers push and merge. */
    async protect(): Promise<void> {
      await client.find(
        `POST ${list}`,
        () => client.requester.post(endpoint, { body: { name: branch } }),
        project === undefined ? { ...hints, 404: noGroup } : hints,
        [409],
      );
    },

    async isThere(): Promise<boolean> {
      const found = await client.find(`GET ${path}`, () => client.requester.get(one), hints);
      if (!found) await reachOwner(client, address);
      return found !== undefined;
    },

    async unprotect(): Promise<void> {
      const removed = await client.find(
        `DELETE ${path}`,
        () => client.requester.delete(one),
        hints,
      );
      if (removed) return;
      if (await this.isThere()) throw stillThere(path);
    },
  };
}

/** docs.gitlab.com, "Group-level protected branches API", 2026-11. */
const noGroup =
  "no such `group`, or its credentials do not reach it; GitLab protects branches of top-level groups only, in Premium and Ultimate";
