import { formatProblem, problem } from "../../model/problem";
import { wantsJob } from "../../model/proof";
import { placeNames } from "../../model/token";
import { yamlScalar } from "../../model/yaml";
import { origin } from "../../origin";
import type { StorePair } from "../store";
import type {
  AcceptArgs,
  AdoptArgs,
  AnyVariableArgs,
  GroupVariableArgs,
  ProjectVariableArgs,
} from "./args";
import { variableStore } from "./variable-store";

interface PairArgs {
  /** As `adopt`, for the variables that every branch reads. Default: nothing is adopted. */
  adoptDevelopment?: AdoptArgs;
}

export type ProjectVariablePairArgs = ProjectVariableArgs & PairArgs;
export type GroupVariablePairArgs = GroupVariableArgs & PairArgs;

/**
 * `projectVariable` in the scope of one environment (default "seal-production"), and
 * `developmentProjectVariable` in all. To a job of the environment GitLab gives the variable of the
 * narrower scope, and the protected one to protected refs only (docs.gitlab.com, "CI/CD variables");
 * so no condition is needed.
 */
export function projectVariablePair(args: ProjectVariablePairArgs): StorePair {
  return pair("project", args);
}

/** As `projectVariablePair`, of a group; GitLab has scopes of group variables in Premium and Ultimate only. */
export function groupVariablePair(args: GroupVariablePairArgs): StorePair {
  return pair("group", args);
}

function pair(
  owner: "project" | "group",
  given: (AnyVariableArgs & PairArgs) | undefined,
): StorePair {
  const { adoptDevelopment, ...args } = given ?? {};
  const {
    environmentScope = placeNames.production,
    accept,
    hidden,
    sealProject,
    key,
    provider,
  } = args;
  const production = variableStore("production", owner, {
    ...args,
    environmentScope,
    accept: withLevel(owner, accept ?? {}),
  });
  return {
    production: {
      ...production,
      problems: (path, parent, token) => [
        ...nameProblems(`${path}.environmentScope`, environmentScope),
        ...production.problems(path, parent, token),
      ],
    },
    development: variableStore("development", owner, {
      [owner]: args[owner],
      hidden,
      sealProject,
      key,
      provider,
      adopt: adoptDevelopment,
    }),
    pipelineLines: linesFor(environmentScope, wantsJob(args.confirm)),
  };
}

/** The other half is a copy that is wanted. What is no object, and no list, is told by the store. */
function withLevel(owner: "project" | "group", accept: AcceptArgs): AcceptArgs {
  if (typeof accept !== "object" || Array.isArray(accept)) return accept;
  const levels = accept.variables ?? [];
  return { ...accept, variables: Array.isArray(levels) ? [...levels, owner] : levels };
}

function nameProblems(path: string, scope: unknown): string[] {
  if (typeof scope !== "string" || !scope.includes("*")) return [];
  const must = "be the name of one environment, because the development token has all others";
  return [formatProblem(problem(path, must, { received: scope }))];
}

/** The job names the environment without a deployment to it: docs.gitlab.com, "CI/CD YAML syntax". */
function linesFor(environment: string, confirms: boolean): string {
  return `${confirms ? confirming(environment) : ""}build:
  environment:
    name: ${yamlScalar(environment)}
    action: access
`;
}

function confirming(environment: string): string {
  const files = `https://raw.githubusercontent.com/${origin.repository}/${origin.tag}`;
  return `spec:
  inputs:
    seal_nonce: { default: "" }
    seal_digest: { default: "" }
---
include:
  - remote: ${files}/ci/gitlab/seal-confirmation.yml
    inputs:
      nonce: "$[[ inputs.seal_nonce ]]"
      digest: "$[[ inputs.seal_digest ]]"
      environment: ${yamlScalar(environment)}
`;
}
