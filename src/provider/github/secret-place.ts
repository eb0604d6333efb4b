import { ownerVariableOf, secretProducts, type SecretProduct } from "../../model/github";
import { problem, type Problem } from "../../model/problem";
import { secretName } from "../../model/token";
import { clearUnlessWhole, type Place, type PlaceHost } from "../place";
import { connect, connectionProblems } from "./client";
import { reachProblems, type ReachInputs } from "./reach";
import { requireUnlocked } from "./repository";
import { repositoryOf } from "./holder";
import { githubServer, locateIn, lockAt } from "./locate";
import { secretsOf } from "./secret-endpoints";
import { variablesOf } from "./variable-endpoints";

/** A secret of a repository or an organization, which every branch reads. */
export interface GithubSecretPlace extends Place, ReachInputs {
  readonly product: SecretProduct;
  /** The organization, or the owner of the repository. */
  readonly owner: string;
  /** Absent for a secret of the organization. */
  readonly repository?: string;
  /** What the store writes without looking what is there. */
  readonly secretNames: readonly string[];
  /** What a new store makes beside the secrets, and has no leave to write over. */
  readonly variables?: readonly string[];
  readonly apiUrl?: string;
  readonly credentials?: string;
}

/** GitHub: secrets without a branch rule. */
export const githubSecretPlaces: PlaceHost = {
  writtenFirst: false,
  insteadOfAdopting:
    "if it may be overwritten with the token of this binding, in place, say `adopt: { token: true }`; else delete it",

  problems: (path, place) => [
    ...connectionProblems(path, place, ["product", "owner", "secretNames"]),
    ...productProblems(`${path}.product`, place.product),
    ...reachProblems(path, place),
    ...(place.confined
      ? [problem(`${path}.confined`, "be false: every branch reads these secrets")]
      : []),
  ],

  server: (place) => githubServer(place),

  locate: (place, look, id) =>
    locateIn(place as GithubSecretPlace, look, String(place.product), id),

  lock: (place, look) => lockAt(place as GithubSecretPlace, look),

  async owner(place, look) {
    const declared = place as GithubSecretPlace;
    const name = ownerVariableOf(declared.product);
    return (await variablesOf(connect(declared, look), declared).read(name))?.value;
  },

  whereLabelIs: (place) =>
    `delete the variable ${ownerVariableOf((place as GithubSecretPlace).product)} of Actions beside it`,

  async occupied(place, look) {
    const declared = place as GithubSecretPlace;
    const { owner, repository } = declared;
    const client = connect(declared, look);
    if (repository !== undefined) {
      requireUnlocked(await repositoryOf(client, { owner, repository }), declared, look);
    }
    const secrets = secretsOf(client, declared);
    await secrets.reach();
    // What every write begins with.
    await secrets.publicKey();
    const found = await Promise.all(declared.secretNames.map((name) => secrets.read(name)));
    return found.some((secret) => secret !== undefined);
  },

  async foreign(place, look) {
    const declared = place as GithubSecretPlace;
    return variablesOf(connect(declared, look), declared).among(declared.variables ?? []);
  },

  // A development store promises nothing about who reads it.
  exposures: async () => [],

  async clear(place, look) {
    const declared = place as GithubSecretPlace;
    const client = connect(declared, look);
    const { variables = [], secretNames, product } = declared;
    const [secrets, others] = [secretsOf(client, declared), variablesOf(client, declared)];
    const parts = [...partsOf(secrets, secretNames), ...partsOf(others, variables)];
    const reach = async () => {
      await secrets.reach();
      if (variables.length > 0) await others.reach();
    };
    await clearUnlessWhole(parts, reach, partsOf(others, [ownerVariableOf(product)]));
  },

  secret: {
    stamp: (place, look) => {
      const declared = place as GithubSecretPlace;
      return secretsOf(connect(declared, look), declared).stamp(secretName);
    },
    rewrite: (place, look, token) => {
      const declared = place as GithubSecretPlace;
      return secretsOf(connect(declared, look), declared).write(secretName, token, {});
    },
  },
};

const partsOf = (
  kept: Pick<ReturnType<typeof secretsOf | typeof variablesOf>, "read" | "remove">,
  names: readonly string[],
) => names.map((name) => ({ find: () => kept.read(name), remove: () => kept.remove(name) }));

export function productProblems(path: string, product: unknown): Problem[] {
  if (typeof product === "symbol" || secretProducts.includes(product as never)) return [];
  return [problem(path, `be one of ${secretProducts.join(", ")}`, { received: product })];
}
