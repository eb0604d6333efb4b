import type { Handler, Surroundings } from "../handler";
import { overwriting } from "../overwrite";
import { isOf, policiesOf } from "./branch-policy-endpoints";
import { connect, connectionProblems } from "./client";
import { goneWithEnvironment } from "./environment";
import { heldOnGithub } from "./held";
import { labelBeside } from "./label-beside";
import type { EnvironmentOf } from "./path";

interface PolicyInputs extends EnvironmentOf {
  readonly branch: string;
  readonly apiUrl?: string;
  readonly credentials?: string;
}

interface PolicyOutputs {
  readonly policyId: number;
}

/**
 * `seal:index:GithubBranchPolicy`: lets a branch into an environment. Another branch takes the place of
 * the one before in one request, so that never both may enter.
 */
export function githubBranchPolicyHandler(world: Surroundings): Handler {
  const at = (inputs: PolicyInputs) => policiesOf(connect(inputs, world), inputs);

  return overwriting<PolicyInputs, PolicyOutputs>(world, {
    type: "GithubBranchPolicy",
    holder: heldOnGithub(world),
    identity: ["environment"],
    written: ["branch", "apiUrl"],
    outputs: ["policyId"],

    problems: (inputs) =>
      connectionProblems("policy", inputs, ["owner", "repository", "environment", "branch"]),

    goneWith: (inputs) => goneWithEnvironment(connect(inputs, world), inputs),

    async write(inputs, before) {
      const policies = at(inputs);
      const list = await policies.list();
      const own = list.find(({ id }) => id === before?.policyId);
      const there = list.find((policy) => isOf(policy, inputs.branch));
      if (there) {
        if (own && own.id !== there.id) await policies.remove(own.id);
        return { policyId: there.id };
      }
      if (own && (await policies.rename(own.id, inputs.branch))) return { policyId: own.id };
      return { policyId: await policies.make(inputs.branch) };
    },

    async read({ policyId, branch, ...place }) {
      const list = await at({ branch, ...place }).find();
      const seen =
        list?.find(({ id }) => id === policyId) ?? list?.find((policy) => isOf(policy, branch));
      return seen && { policyId: seen.id, branch: seen.name };
    },

    labelBeside: (state) => labelBeside(connect(state, world), state),

    async remove({ policyId, branch, ...place }) {
      const policies = at({ branch, ...place });
      if (await policies.remove(policyId)) return;
      // Somebody may have made it anew.
      await policies.removeOf(branch);
    },

    // Replaced by one of another branch, it would let both in.
    leftBehind({ policyId, branch, ...place }, declared) {
      if (policyId === declared.policyId) return undefined;
      return async () => {
        const policies = at({ branch, ...place });
        if (await policies.remove(policyId)) return;
        if (branch !== declared.branch) await policies.removeOf(branch);
      };
    },
  });
}
