import { environmentScopeProblems } from "../../model/gitlab";
import { labelIn } from "../../model/owner-label";
import { problem } from "../../model/problem";
import type { Handler, Surroundings } from "../handler";
import { overwriting } from "../overwrite";
import { connect, connectionProblems, missing } from "./client";
import { heldOnGitlab } from "./held";
import { ownerProblems, reachOwner } from "./owner";
import { variableOf, type VariableAddress, type VariableContent } from "./variable-endpoints";

interface VariableInputs extends VariableAddress, VariableContent {
  readonly apiUrl?: string;
  readonly credentials?: string;
}

/**
 * `seal:index:GitlabVariable`: a variable of a project or a group, which is written over in place. Only
 * where it has to become hidden, or not, GitLab wants it deleted and made anew.
 */
export function gitlabVariableHandler(world: Surroundings): Handler {
  const at = (inputs: VariableInputs) => variableOf(connect(inputs, world), inputs);

  return overwriting<VariableInputs, object>(world, {
    type: "GitlabVariable",
    holder: heldOnGitlab(world),
    identity: ["key", "environmentScope"],
    exact: ["key", "environmentScope"],
    written: ["value", "protected", "masked", "raw", "hidden", "description", "apiUrl"],
    outputs: [],

    problems: (inputs) => [
      ...ownerProblems("variable", inputs),
      ...missing("variable", inputs, ["key", "value"]),
      ...(typeof inputs.environmentScope === "symbol"
        ? []
        : environmentScopeProblems("variable.environmentScope", inputs.environmentScope)),
      ...(inputs.hidden === true && inputs.masked === false
        ? [problem("variable.masked", "be true, because GitLab masks what it hides")]
        : []),
      ...connectionProblems("variable", inputs),
    ],

    async write(inputs) {
      await at(inputs).write(inputs);
      return {};
    },

    async read(state) {
      const client = connect(state, world);
      const seen = await variableOf(client, state).find();
      if (!seen) {
        await reachOwner(client, state);
        return undefined;
      }
      const { value, hidden = false } = seen;
      return {
        protected: seen.protected,
        masked: seen.masked,
        raw: seen.raw,
        // An older GitLab has none.
        ...(seen.description !== undefined &&
          state.description !== undefined && { description: seen.description ?? "" }),
        // What a hidden one holds is not shown to anybody; the state stands.
        ...(typeof value === "string" && !hidden ? { value } : {}),
        ...(hidden === (state.hidden === true) ? {} : { hidden }),
      };
    },

    labelBeside: async (state) => labelIn((await at(state).find())?.description),

    remove: (state) => at(state).remove(),
  });
}
