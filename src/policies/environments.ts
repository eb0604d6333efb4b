import { formatPath, undecided, violation, type Finding } from "./finding";
import { matchesAny } from "./pattern";
import { areSame, typeOf, type Resource } from "./resource";
import type { Scene } from "./scene";
import { at, isAbsent, notYetKnown, textOf } from "./value";
import { oneOf } from "./wording";

/** The GitHub environment of a secret: declared here, listed as confined, or not to be found. */
export type Environment =
  | { readonly kind: "declared"; readonly resource: Resource }
  | { readonly kind: "listed" | "not yet known" | "elsewhere" };

const ownEnvironment = "seal:GithubEnvironment";

export function environmentOf(
  scene: Scene,
  secret: Resource,
  allowedEnvironments: readonly string[],
): Environment {
  if (isListed(secret, allowedEnvironments)) return { kind: "listed" };
  const places = [
    ...related(scene, "github:RepositoryEnvironment", secret),
    ...related(scene, ownEnvironment, secret),
  ];
  const own = places.find(({ relation }) => relation === "yes");
  if (own) return { kind: "declared", resource: own.resource };
  const { repository, environment } = secret.props;
  return places.length > 0 || [repository, environment].includes(notYetKnown)
    ? { kind: "not yet known" }
    : { kind: "elsewhere" };
}

/** Why others than main enter an environment that holds a production token; none when only main does. */
export function openings(
  scene: Scene,
  environment: Resource,
  mainBranches: readonly string[],
): Finding[] {
  // It has custom branch policies, always.
  if (typeOf(environment) === ownEnvironment) {
    return patternFindings(scene, environment, mainBranches);
  }
  const policy = environment.props.deploymentBranchPolicy;
  const path = ["deploymentBranchPolicy"];
  const holds = "it holds a production token";
  if (isAbsent(policy)) {
    return [violation(environment, `${holds}, and has no branch policy: every branch enters it`)];
  }
  const [custom, isProtected] = ["customBranchPolicies", "protectedBranches"].map((property) =>
    at(policy, property),
  );
  if (isProtected === true) {
    return [
      violation(
        environment,
        `${holds}, and ${formatPath([...path, "protectedBranches"])} lets in every protected branch, or every branch where none is protected`,
      ),
    ];
  }
  if (custom === notYetKnown || isProtected === notYetKnown) {
    return [undecided(environment, path, "which branches enter the environment")];
  }
  if (custom !== true) {
    return [violation(environment, `${holds}, and has no custom branch policy`)];
  }
  return patternFindings(scene, environment, mainBranches);
}

function patternFindings(scene: Scene, environment: Resource, mainBranches: readonly string[]) {
  const policies = [
    ...related(scene, "github:RepositoryEnvironmentDeploymentPolicy", environment),
    ...related(scene, "github:RepositoryDeploymentBranchPolicy", environment, "environmentName"),
    ...related(scene, "seal:GithubBranchPolicy", environment),
  ];
  const own = policies.filter(({ relation }) => relation === "yes");
  const maybe = policies.filter(({ relation }) => relation === "maybe");
  if (own.length === 0 && maybe.length === 0) {
    return [
      violation(
        environment,
        "it holds a production token, and no deployment policy of this stack says which branch enters it",
      ),
    ];
  }
  return [
    ...own.flatMap(({ resource }) => onePattern(resource, mainBranches)),
    // What lets in nobody but main may stand anywhere.
    ...maybe
      .filter(({ resource }) => own.length === 0 || onePattern(resource, mainBranches).length > 0)
      .map(({ resource }) => undecided(resource, ["environment"], "which environment it opens")),
  ];
}

const patternProperties: Readonly<Record<string, string>> = {
  "github:RepositoryDeploymentBranchPolicy": "name",
  "seal:GithubBranchPolicy": "branch",
};

function onePattern(policy: Resource, mainBranches: readonly string[]): Finding[] {
  const { tagPattern } = policy.props;
  const property = patternProperties[typeOf(policy)] ?? "branchPattern";
  const pattern = policy.props[property];
  if (!isAbsent(tagPattern) && tagPattern !== "" && tagPattern !== notYetKnown) {
    return [
      violation(
        policy,
        `${formatPath(["tagPattern"])} lets tags into an environment that holds a production token, and a tag can be put on any commit`,
      ),
    ];
  }
  if (tagPattern === notYetKnown && isAbsent(pattern)) {
    return [undecided(policy, ["tagPattern"], "what enters the environment")];
  }
  if (pattern === notYetKnown) {
    return [undecided(policy, [property], "which branches enter the environment")];
  }
  if (mainBranches.includes(textOf(pattern) ?? "")) return [];
  return [
    violation(
      policy,
      `${formatPath([property])} must be ${oneOf(mainBranches)}, literally: the environment holds a production token, and this pattern lets other branches in`,
    ),
  ];
}

/** Resources of a type with the repository and the environment of another. */
function related(scene: Scene, type: string, to: Resource, property = "environment") {
  return scene.ofType(type).flatMap((resource) => {
    const relations = [
      areSame({ resource, property: "repository" }, { resource: to, property: "repository" }),
      areSame({ resource, property }, { resource: to, property: "environment" }),
    ];
    if (relations.includes("no")) return [];
    return [{ resource, relation: relations.includes("maybe") ? "maybe" : "yes" }];
  });
}

function isListed({ props }: Resource, allowed: readonly string[]): boolean {
  const [repository, environment] = [textOf(props.repository), textOf(props.environment)];
  if (repository === undefined || environment === undefined) return false;
  return matchesAny(allowed, `${repository}/${environment}`);
}
