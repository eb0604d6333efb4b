import { problem } from "../../model/problem";
import { reasonOf } from "../fault";
import type { Handler, Surroundings } from "../handler";
import { overwriting } from "../overwrite";
import { connect, connectionProblems } from "./client";
import { goneWithEnvironment } from "./environment";
import { heldOnGithub } from "./held";
import { labelBeside } from "./label-beside";
import { idsOf, reachAsSeen, reachOf, reachProblems, type ReachInputs } from "./reach";
import { secretsOf, type SecretPlace } from "./secret-endpoints";
import { productProblems } from "./secret-place";

type SecretInputs = SecretPlace &
  ReachInputs & {
    readonly secretName: string;
    readonly value: string;
    readonly apiUrl?: string;
    readonly credentials?: string;
  };

interface SecretOutputs {
  readonly repositoryIds?: readonly number[];
  readonly writtenAt?: string;
  readonly updatedAt?: string;
}

/** Of the others `seal:index:Holding` does, which knows the token that belongs there. */
const seesItself = ({ product, repository, environment }: SecretInputs) =>
  environment === undefined && (repository === undefined || product === "codespaces");

const strays = {
  gone: "is not there any more",
  written: "was written by somebody else, or by an update that was killed",
} as const;

/** `seal:index:GithubSecret`: a secret that is written over in one request, whatever changes of it. */
export function githubSecretHandler(world: Surroundings): Handler {
  const at = (inputs: SecretInputs) => secretsOf(connect(inputs, world), inputs);

  /**
   * What happened since this resource wrote it last. A state does not tell: a write whose answer was
   * lost, or a hand, leaves another value there, and who comes back to the one before changes nothing.
   */
  async function strayed(inputs: SecretInputs, { writtenAt = "" }: SecretOutputs) {
    const secrets = at(inputs);
    const seen = await secrets.read(inputs.secretName);
    if (seen) return (seen.updated_at ?? "") === writtenAt ? undefined : strays.written;
    // GitHub answers 404, too, to credentials that reach nothing there.
    await secrets.reach();
    return strays.gone;
  }

  return overwriting<SecretInputs, SecretOutputs>(world, {
    type: "GithubSecret",
    holder: heldOnGithub(world),
    identity: ["product", "environment", "secretName"],
    // Of an environment that is adopted from now on, its deletion would take them along.
    needs: { types: ["GithubEnvironment", "GithubBranchPolicy"], identity: ["environment"] },
    written: ["value", "visibility", "repositories", "apiUrl"],
    outputs: ["repositoryIds", "writtenAt", "updatedAt"],
    touched: ({ writtenAt, updatedAt }) => writtenAt !== updatedAt,

    async strayed(inputs, before, urn) {
      if (!seesItself(inputs)) return false;
      const where = [inputs.owner, inputs.repository].filter(Boolean).join("/");
      const what = `the ${inputs.product} secret ${inputs.secretName} of ${where}`;
      const tell = (text: string) => urn !== undefined && world.log.warn(urn, text);
      try {
        const found = await strayed(inputs, before);
        if (found) tell(`${what} ${found}; \`pulumi up\` writes it again`);
        return found !== undefined;
      } catch (error) {
        // Nothing is to be done: a host that does not answer must not fail an update of something else.
        tell(`Whether ${what} holds what was written is not known: ${reasonOf(error)}`);
        return false;
      }
    },

    problems: (inputs) => [
      ...connectionProblems("secret", inputs, ["owner", "secretName", "value"]),
      ...(inputs.environment !== undefined && inputs.repository === undefined
        ? [problem("secret.repository", "be given with an `environment`")]
        : []),
      ...productProblems("secret.product", inputs.product),
      ...reachProblems("secret", inputs),
    ],

    goneWith: (inputs) => goneWithEnvironment(connect(inputs, world), inputs),

    async write(inputs) {
      const client = connect(inputs, world);
      const secrets = secretsOf(client, inputs);
      const repositoryIds = await idsOf(client, inputs);
      await secrets.write(inputs.secretName, inputs.value, reachOf(inputs, repositoryIds));
      const updatedAt = (await secrets.read(inputs.secretName))?.updated_at ?? "";
      return { repositoryIds, writtenAt: updatedAt, updatedAt };
    },

    async read(state) {
      const secrets = at(state);
      const seen = await secrets.read(state.secretName);
      if (!seen) {
        // GitHub answers 404, too, to credentials that reach nothing there.
        await secrets.reach();
        return undefined;
      }
      const narrowed = await reachAsSeen(state, seen.visibility, () =>
        secrets.selected(state.secretName),
      );
      return { ...narrowed, ...(seesItself(state) && { updatedAt: seen.updated_at ?? "" }) };
    },

    labelBeside: (state) => labelBeside(connect(state, world), state),

    remove: (state) => at(state).remove(state.secretName),
  });
}
