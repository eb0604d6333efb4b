import { copyScopes } from "../../model/copy-scope";
import { ownerVariableName } from "../../model/owner-label";
import { problem, type Problem } from "../../model/problem";
import type { Look, Place, PlaceHost } from "../place";
import { connect, connectionProblems, type Client } from "./client";
import { findCopies } from "./copies";
import { goneEnvironment } from "./environment";
import { environmentsOf } from "./environment-endpoints";
import { repositoryOf } from "./holder";
import { githubServer, locateIn, lockAt } from "./locate";
import { requireEnvironments } from "./plan";
import { requireUnlocked } from "./repository";
import { secretsOf } from "./secret-endpoints";
import { variablesOf } from "./variable-endpoints";

/** An environment of a repository. */
export interface GithubPlace extends Place {
  readonly owner: string;
  readonly repository: string;
  readonly environment: string;
  /** The one branch that may enter. */
  readonly branch: string;
  readonly secretName: string;
  /** What a new store makes beside the secret, and has no leave to write over. */
  readonly variables?: readonly string[];
  /** Scopes whose copies of the secret are known and wanted: they are not looked at. */
  readonly accept?: readonly string[];
  readonly apiUrl?: string;
  readonly credentials?: string;
}

/** GitHub: an environment that only one branch may enter, and no copy of its secret elsewhere. */
export const githubPlaces: PlaceHost = {
  writtenFirst: false,
  // docs.github.com, "Managing environments for deployment", 2026-09.
  insteadOfAdopting:
    "if somebody made the environment on purpose, `adopt` it; else delete it, because GitHub makes one without rules when a job names one that is not there",

  problems(path, place): Problem[] {
    const accepted = Array.isArray(place.accept) ? (place.accept as unknown[]) : [];
    return [
      ...connectionProblems(path, place, [
        "owner",
        "repository",
        "environment",
        "branch",
        "secretName",
      ]),
      ...accepted
        .filter((scope) => typeof scope !== "symbol" && !copyScopes.includes(scope as never))
        .map((scope) =>
          problem(`${path}.accept`, `be some of ${copyScopes.join(", ")}`, { received: scope }),
        ),
    ];
  },

  server: (place) => githubServer(place),

  async locate(place, look, id) {
    const declared = place as GithubPlace;
    return locateIn(declared, look, `environments/${declared.environment.toLowerCase()}`, id);
  },

  lock: (place, look) => lockAt(place as GithubPlace, look),

  async owner(place, look) {
    const declared = place as GithubPlace;
    const { client, environment } = at(declared, look);
    if ((await readEnvironment(client, environment)) === undefined) return undefined;
    return (await variablesOf(client, declared).read(ownerVariableName))?.value;
  },

  whereLabelIs: `delete the variable ${ownerVariableName} of the environment`,

  async occupied(place, look) {
    const declared = place as GithubPlace;
    const { client, environment } = at(declared, look);
    const seen = await repositoryOf(client, declared);
    requireUnlocked(seen, declared, look);
    if ((await readEnvironment(client, environment)) === undefined) {
      // Only where it has to be made: a plan is of many repositories, and each would ask for it.
      await requireEnvironments(client, seen);
      return false;
    }
    // What every write of a secret begins with.
    await client.ask(
      `GET ${pathOf(environment)}/secrets/public-key`,
      () => client.rest.actions.getEnvironmentPublicKey(environment),
      hints,
    );
    return true;
  },

  async foreign(place, look) {
    const declared = place as GithubPlace;
    const { client, environment } = at(declared, look);
    // What is not there holds nothing.
    if ((await readEnvironment(client, environment)) === undefined) return [];
    return variablesOf(client, declared).among(declared.variables ?? []);
  },

  async exposures(place, look) {
    const declared = place as GithubPlace;
    const { client, environment } = at(declared, look);
    const found = await Promise.all([
      openings(client, environment, declared),
      findCopies(client, declared),
    ]);
    return found.flat();
  },

  async clear(place, look, owners) {
    const declared = place as GithubPlace;
    const client = connect(declared, look);
    const environment = environmentsOf(client, declared);
    // It is the first that is made, and takes all else along; the label is the next.
    if (await environment.isBare(ownerVariableName, owners)) await environment.remove();
  },

  secret: {
    stamp: (place, look) => secretsAt(place as GithubPlace, look).stamp(place.secretName as string),
    rewrite: (place, look, token) =>
      secretsAt(place as GithubPlace, look).write(place.secretName as string, token, {}),
  },
};

function secretsAt(place: GithubPlace, look: Omit<Look, "ending">) {
  return secretsOf(connect(place, look), { ...place, product: "actions" });
}

function at(
  { owner, repository, environment, ...connection }: GithubPlace,
  look: Omit<Look, "ending">,
) {
  return {
    client: connect(connection, look),
    environment: { owner, repo: repository, environment_name: environment },
  };
}

type Environment = ReturnType<typeof at>["environment"];

const readEnvironment = (client: Client, environment: Environment) =>
  client.find(
    `GET ${pathOf(environment)}`,
    () => client.rest.repos.getEnvironment(environment),
    hints,
  );

const pathOf = ({ owner, repo, environment_name }: Environment) =>
  `/repos/${owner}/${repo}/environments/${encodeURIComponent(environment_name)}`;

/** Branches and tags that may enter the environment, besides the one that may. */
async function openings(
  client: Client,
  environment: Environment,
  { branch, adopted }: Pick<GithubPlace, "branch" | "adopted">,
): Promise<string[]> {
  const found = await readEnvironment(client, environment);
  if (!found) throw goneEnvironment(adopted);
  const { deployment_branch_policy: policy } = found.data;
  if (!policy) {
    return [
      `every branch may enter the environment: it has no deployment branch policy; ${repair}`,
    ];
  }
  if (!policy.custom_branch_policies) {
    // Without any protection rule, "protected branches only" lets every branch in:
    // docs.github.com, "Deployments and environments".
    return [`every protected branch may enter the environment, not ${branch} alone; ${repair}`];
  }
  const path = `${pathOf(environment)}/deployment-branch-policies`;
  const policies = await client.ask(
    `GET ${path}`,
    () =>
      // The answer's list is named `branch_policies`, which the library's own pagination takes.
      client.rest.paginate(client.rest.repos.listDeploymentBranchPolicies, {
        ...environment,
        per_page: 100,
      }),
    hints,
  );
  return (policies as unknown as { name?: string; type?: string }[])
    .filter(({ name, type }) => name !== branch || (type ?? "branch") !== "branch")
    .map(
      ({ name, type = "branch" }) =>
        `${type === "tag" ? "tags" : "branches"} that match "${name}" may enter the environment; delete this ${type} policy at Settings > Environments > ${environment.environment_name}`,
    );
}

const repair =
  "`pulumi up --refresh` puts back the policy of an environment that this stack made, else set it at Settings > Environments";

/** docs.github.com, "Permissions required for fine-grained personal access tokens": a read is of Actions. */
const hints: Readonly<Record<number, string>> = {
  403: "its credentials lack a permission; they need Actions: read and Environments: write of the repository",
  404: "no such `repository`, or its credentials do not reach it",
};
