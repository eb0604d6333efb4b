import { Refusal, type Body, type Client } from "./client";
import { given, type Kind, type Properties } from "./kind";

const levels: Readonly<Record<string, number>> = { "no one": 0, developer: 30, maintainer: 40 };

/** `BranchProtection` of a project, or `GroupBranchProtection`, which inherits to its projects. */
export function branchProtection(owner: "project" | "group"): Kind {
  const list = (of: Properties) => [`${owner}s`, String(of[owner]), "protected_branches"];
  const one = (of: Properties) => [...list(of), String(of.branch)];

  function outputs(of: Properties, found: Body): Properties {
    const shown = {
      [owner]: of[owner],
      branch: found.name,
      allowForcePush: found.allow_force_push,
      codeOwnerApprovalRequired: found.code_owner_approval_required,
      branchProtectionId: found.id,
    };
    if (owner === "group") return shown;
    return {
      ...shown,
      pushAccessLevel: levelOf(found.push_access_levels),
      mergeAccessLevel: levelOf(found.merge_access_levels),
    };
  }

  async function protect(client: Client, inputs: Properties): Promise<Body> {
    const body = {
      name: inputs.branch,
      ...given(inputs, {
        allowForcePush: "allow_force_push",
        codeOwnerApprovalRequired: "code_owner_approval_required",
      }),
      ...given(
        {
          push: levels[inputs.pushAccessLevel as string],
          merge: levels[inputs.mergeAccessLevel as string],
        },
        { push: "push_access_level", merge: "merge_access_level" },
      ),
    };
    return client.ask("POST", list(inputs), { body });
  }

  return {
    identity: [owner, "branch"],

    async create(client, inputs) {
      try {
        return outputs(inputs, await protect(client, inputs));
      } catch (error) {
        if (!(error instanceof Refusal && error.status === 409 && owner === "project")) throw error;
        // GitLab protects a default branch by itself. The published plugin takes that over by
        // unprotecting and protecting it again (its documentation of BranchProtection).
        const { default_branch } = await client.ask("GET", ["projects", String(inputs.project)]);
        if (default_branch !== inputs.branch) throw error;
        await client.ask("DELETE", one(inputs));
        return outputs(inputs, await protect(client, inputs));
      }
    },

    async read(client, id) {
      const found = await client.find(one(id));
      return found && outputs(id, found);
    },

    async update(client, _state, inputs) {
      const { pushAccessLevel: push, mergeAccessLevel: merge } = inputs;
      const body = {
        ...given(inputs, {
          allowForcePush: "allow_force_push",
          codeOwnerApprovalRequired: "code_owner_approval_required",
        }),
        ...(push === undefined
          ? {}
          : { allowed_to_push: [{ access_level: levels[push as string] }] }),
        ...(merge === undefined
          ? {}
          : { allowed_to_merge: [{ access_level: levels[merge as string] }] }),
      };
      return outputs(inputs, await client.ask("PATCH", one(inputs), { body }));
    },

    async delete(client, state) {
      await client.ask("DELETE", one(state));
    },
  };
}

function levelOf(list: unknown): string | undefined {
  const [first] = list as { access_level: number }[];
  return Object.keys(levels).find((name) => levels[name] === first?.access_level);
}
