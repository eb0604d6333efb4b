import type { Handler, Surroundings } from "../handler";
import { overwriting } from "../overwrite";
import { connect, connectionProblems } from "./client";
import type { SeenEnvironment } from "./environment";
import { environmentsOf } from "./environment-endpoints";
import { heldOnGithub } from "./held";
import { labelBeside } from "./label-beside";
import type { EnvironmentOf } from "./path";

interface EnvironmentInputs extends EnvironmentOf {
  readonly adminsBypass: boolean;
  readonly apiUrl?: string;
  readonly credentials?: string;
}

interface EnvironmentOutputs {
  /** Which branches may enter: those with a policy, protected ones, or all. */
  readonly branchPolicies: "custom" | "protected" | "none";
}

/**
 * `seal:index:GithubEnvironment`: an environment that only branches with a policy may enter. It is made, or
 * written over when it is there already.
 */
export function githubEnvironmentHandler(world: Surroundings): Handler {
  const at = (inputs: EnvironmentInputs) => environmentsOf(connect(inputs, world), inputs);

  return overwriting<EnvironmentInputs, EnvironmentOutputs>(world, {
    type: "GithubEnvironment",
    holder: heldOnGithub(world),
    identity: ["environment"],
    written: ["adminsBypass", "apiUrl"],
    outputs: ["branchPolicies"],

    problems: (inputs) =>
      connectionProblems("environment", inputs, [
        "owner",
        "repository",
        "environment",
        "adminsBypass",
      ]),

    write: async (inputs) => outputsOf(await at(inputs).write(inputs.adminsBypass)),

    async read(state) {
      const seen = await at(state).find();
      if (!seen) return undefined;
      return { ...outputsOf(seen), adminsBypass: seen.can_admins_bypass ?? state.adminsBypass };
    },

    labelBeside: (state) => labelBeside(connect(state, world), state),

    remove: (state) => at(state).remove(),

    touched: ({ branchPolicies }) => branchPolicies !== "custom",
  });
}

function outputsOf({ deployment_branch_policy: policy }: SeenEnvironment): EnvironmentOutputs {
  if (policy?.custom_branch_policies) return { branchPolicies: "custom" };
  return { branchPolicies: policy ? "protected" : "none" };
}
