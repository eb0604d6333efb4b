import type { Express } from "express";
import { samePath } from "./gitlab-owners";
import { ancestry, type Group, type Project, type Variable } from "./gitlab-state";

/**
 * GraphQL's `Project.ciVariables` and `Project.inheritedCiVariables`, which tell everybody who
 * administers a project of its variables and of those of its groups (docs.gitlab.com, "GraphQL API
 * resources", Project). Serves one of the two connections in a query, or whether whoever asks may run
 * pipelines, and no other field.
 */
export function serveGraphql(
  app: Express,
  projects: readonly Project[],
  shows: (project: Project) => boolean,
): void {
  app.post("/api/graphql", (request, response) => {
    const { query, variables } = request.body as {
      query: string;
      variables: { path: string; after?: string | null };
    };
    if (query.includes("{ userPermissions { createPipeline } }")) {
      const found = projects.find(({ path }) => samePath(path, variables.path));
      const project = found && { userPermissions: { createPipeline: found.runsPipelines } };
      return void response.json({ data: { project: project ?? null } });
    }
    const asked =
      /^query\(\$path: ID!, \$after: String\) {\s*project\(fullPath: \$path\) {\s*(ciVariables|inheritedCiVariables)\(first: 100, after: \$after\) {/.exec(
        query,
      );
    if (!asked) {
      const errors = [{ message: "the loopback server knows no such query" }];
      return void response.json({ errors });
    }
    const project = projects.find(({ path }) => samePath(path, variables.path));
    // What the asker may not see is not there, and a path of before is no path.
    if (!project) return void response.json({ data: { project: null } });
    if (!shows(project)) return void response.json({ data: { project: { [asked[1]!]: null } } });
    const rows =
      asked[1] === "ciVariables"
        ? project.variables.map(node)
        : ancestry(project).flatMap((group) =>
            group.variables.map((variable) => ({ ...node(variable), ...inheritedFrom(group) })),
          );
    const start = Number(variables.after ?? 0);
    const end = start + 100;
    const pageInfo = { hasNextPage: end < rows.length, endCursor: String(end) };
    const connection = { nodes: rows.slice(start, end), pageInfo };
    response.json({ data: { project: { [asked[1]!]: connection } } });
  });
}

function node(variable: Variable) {
  return {
    key: variable.key,
    environmentScope: variable.environment_scope,
    protected: variable.protected,
    masked: variable.masked,
  };
}

function inheritedFrom({ path }: Group) {
  return {
    groupName: path.split("/").at(-1),
    groupCiCdSettingsPath: `/groups/${path}/-/settings/ci_cd`,
  };
}
