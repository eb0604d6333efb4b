import { load } from "js-yaml";

/* What the CI products make of the few lines of a pipeline; no more than these lines use. */

interface GithubWorkflow {
  readonly jobs: { readonly build: { environment: string; env: Record<string, string> } };
}
interface GitlabPipeline {
  readonly build: { readonly environment: { name: string; action: string } };
}
interface AzurePipeline {
  readonly variables: Record<string, { group: string }[]>[];
}

const text = "'((?:[^']|\'\')*)'";
const unquoted = (literal = "") => literal.replaceAll("''", "'");

/** The environment of the job on a branch; undefined when it has none. */
export function githubEnvironment(lines: string, branch: string): string | undefined {
  const { environment } = (load(lines) as GithubWorkflow).jobs.build;
  const expression = new RegExp(
    `^\\$\\{\\{ github\\.ref == ${text} && ${text} \\|\\| '' \\}\\}$`,
  ).exec(environment);
  if (!expression) throw new Error(`not understood: ${environment}`);
  const [, ref, name] = expression;
  return `refs/heads/${branch}` === unquoted(ref) ? unquoted(name) : undefined;
}

/** The environment of the job, which GitLab has on every branch. */
export function gitlabEnvironment(lines: string): string {
  return (load(lines) as GitlabPipeline).build.environment.name;
}

/** The groups that a run on a branch asks for. */
export function azureGroups(lines: string, branch: string): string[] {
  const [first, otherwise] = (load(lines) as AzurePipeline).variables;
  const [[condition, groups]] = Object.entries(first ?? {}) as [[string, { group: string }[]]];
  const equal = new RegExp(
    `^\\$\\{\\{ if eq\\(variables\\['Build\\.SourceBranch'\\], ${text}\\) \\}\\}$`,
  ).exec(condition);
  const others = otherwise?.["${{ else }}"];
  if (!equal || !others) throw new Error(`not understood: ${lines}`);
  const chosen = `refs/heads/${branch}` === unquoted(equal[1]) ? groups : others;
  return chosen.map(({ group }) => group);
}
