import { problem } from "../../model/problem";
import type { Handler, Surroundings } from "../handler";
import { overwriting } from "../overwrite";
import { connect, connectionProblems } from "./client";
import { goneWithEnvironment } from "./environment";
import { heldOnGithub } from "./held";
import { labelBeside } from "./label-beside";
import { idsOf, reachAsSeen, reachOf, reachProblems, type ReachInputs } from "./reach";
import { variablesOf, type VariablePlace } from "./variable-endpoints";

type VariableInputs = VariablePlace &
  ReachInputs & {
    readonly variableName: string;
    readonly value: string;
    readonly apiUrl?: string;
    readonly credentials?: string;
  };

interface VariableOutputs {
  readonly repositoryIds?: readonly number[];
}

/** `seal:index:GithubVariable`: a variable that is made, or written over when it is there already. */
export function githubVariableHandler(world: Surroundings): Handler {
  const at = (inputs: VariableInputs) => variablesOf(connect(inputs, world), inputs);

  return overwriting<VariableInputs, VariableOutputs>(world, {
    type: "GithubVariable",
    holder: heldOnGithub(world),
    identity: ["environment", "variableName"],
    // Of an environment that is adopted from now on, its deletion would take them along.
    needs: { types: ["GithubEnvironment", "GithubBranchPolicy"], identity: ["environment"] },
    written: ["value", "visibility", "repositories", "apiUrl"],
    outputs: ["repositoryIds"],

    problems: (inputs) => [
      ...connectionProblems("variable", inputs, ["owner", "variableName", "value"]),
      ...(inputs.environment !== undefined && inputs.repository === undefined
        ? [problem("variable.repository", "be given with an `environment`")]
        : []),
      ...reachProblems("variable", inputs),
    ],

    goneWith: (inputs) => goneWithEnvironment(connect(inputs, world), inputs),

    async write(inputs) {
      const client = connect(inputs, world);
      const repositoryIds = await idsOf(client, inputs);
      const reach = reachOf(inputs, repositoryIds);
      await variablesOf(client, inputs).write(inputs.variableName, inputs.value, reach);
      return { repositoryIds };
    },

    async read(state) {
      const variables = at(state);
      const seen = await variables.read(state.variableName);
      if (!seen) {
        // GitHub answers 404, too, to credentials that reach nothing there.
        await variables.reach();
        return undefined;
      }
      const narrowed = await reachAsSeen(state, seen.visibility, () =>
        variables.selected(state.variableName),
      );
      return { ...narrowed, value: seen.value };
    },

    labelBeside: (state) => labelBeside(connect(state, world), state),

    remove: (state) => at(state).remove(state.variableName),
  });
}
