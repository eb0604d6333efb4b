import { copyScopes } from "../../model/copy-scope";
import { isObject } from "../../model/is-object";
import { problem, type Problem } from "../../model/problem";
import { switchProblems } from "../../model/switch";

/** A repository's own name: the owner belongs to the GitHub provider. */
export function repositoryProblems(path: string, repository: unknown): Problem[] {
  if (typeof repository === "string") {
    if (repository.includes("/")) {
      return [
        problem(path, "be the repository's name without its owner", {
          received: repository,
          remedy: "the owner is the GitHub provider's (`github:owner`)",
        }),
      ];
    }
    if (/^[A-Za-z0-9_.-]{1,100}$/.test(repository) && !/^\.{1,2}$/.test(repository)) return [];
  }
  return [
    problem(path, "be a repository's name: 1 to 100 letters, digits, `-`, `_` or `.`", {
      received: repository,
    }),
  ];
}

/** Branch policies are patterns (Ruby's File.fnmatch), so only a literal name means one branch. */
export function branchProblems(path: string, branch: unknown): Problem[] {
  if (
    typeof branch === "string" &&
    /^[^\s*?[\]{}\\~^:]{1,255}$/.test(branch) &&
    !branch.startsWith("refs/")
  ) {
    return [];
  }
  return [
    problem(
      path,
      "be the literal name of one branch, without wildcards and without `refs/heads/`",
      {
        received: branch,
        remedy: 'for example "main"',
      },
    ),
  ];
}

export function environmentProblems(path: string, environment: unknown): Problem[] {
  if (
    typeof environment === "string" &&
    /^[^\p{Cc}\\]{1,255}$/u.test(environment) &&
    environment.trim() === environment
  ) {
    return [];
  }
  return [
    problem(path, "be an environment's name: one line of 1 to 255 characters", {
      received: environment,
    }),
  ];
}

export function workflowProblems(path: string, workflow: unknown): Problem[] {
  if (typeof workflow === "string" && /^[A-Za-z0-9_.-]+\.ya?ml$/.test(workflow)) return [];
  return [
    problem(path, "be the file name of a workflow in .github/workflows", {
      received: workflow,
      remedy: 'for example "seal.yml"',
    }),
  ];
}

export function acceptProblems(path: string, accept: unknown): Problem[] {
  const isScope = (scope: unknown) => copyScopes.includes(scope as never);
  if (Array.isArray(accept) && accept.every(isScope)) return [];
  return [problem(path, `be a list of some of ${copyScopes.join(", ")}`, { received: accept })];
}

export function adoptProblems(
  path: string,
  adopt: unknown,
  known: readonly string[] = ["environment", "sealProject"],
): Problem[] {
  if (isObject(adopt) && Object.keys(adopt).every((name) => known.includes(name))) {
    return Object.entries(adopt).flatMap(([name, value]) =>
      switchProblems(`${path}.${name}`, value),
    );
  }
  return [problem(path, `say true or false of ${known.join(" and ")}`, { received: adopt })];
}

/** Which repositories of an organization read a secret. */
export function repositoriesProblems(path: string, repositories: unknown): Problem[] {
  if (repositories === "all" || repositories === "private") return [];
  if (!Array.isArray(repositories) || repositories.length === 0) {
    return [
      problem(path, 'be "all", "private" or the names of at least one repository', {
        received: repositories,
      }),
    ];
  }
  return repositories.flatMap((name: unknown, index) =>
    repositoryProblems(`${path}[${index}]`, name),
  );
}

export function keyProblems(path: string, key: unknown, needed: boolean): Problem[] {
  if (key === undefined) {
    return needed ? [problem(path, "be given, because `repository` is not a plain string")] : [];
  }
  if (typeof key === "string" && /^[A-Za-z0-9_.-]{1,100}$/.test(key)) return [];
  return [problem(path, "be 1 to 100 letters, digits, `-`, `_` or `.`", { received: key })];
}
