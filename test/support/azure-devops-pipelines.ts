import type { Pipeline, Project, Run } from "./azure-devops-state";
import { fail, variablesBody, type Serve } from "./azure-devops-groups";

/** Pipelines and their runs. */
export function servePipelines(
  serve: Serve,
  start: (project: Project, pipeline: Pipeline, branch: string) => Run,
  advance: (run: Run) => Promise<void>,
  url: () => string,
): void {
  const definitions = "/_apis/build/definitions";
  serve("get", definitions, ({ project, query }, response) => {
    const process = query.processType === undefined ? undefined : Number(query.processType);
    const pipelines = [...project.pipelines.values()]
      .filter((pipeline) => process === undefined || processOf(pipeline).type === process)
      .map((pipeline) => definitionBody(project, pipeline, query.includeAllProperties === "true"));
    const start = Number(query.continuationToken ?? 0);
    const page = pipelines.slice(start, start + pageSize);
    const next = start + pageSize;
    if (next < pipelines.length) response.setHeader("x-ms-continuationtoken", String(next));
    response.json({ count: page.length, value: page });
  });
  serve("get", `${definitions}/:id`, ({ project, id }, response) => {
    const pipeline = project.pipelines.get(Number(id));
    if (!pipeline) return fail(response, 404, `The definition with id ${id} does not exist.`);
    response.json(definitionBody(project, pipeline, true));
  });

  const runs = "/_apis/pipelines/:id/runs";
  serve("post", runs, ({ project, id, body }, response) => {
    const pipeline = project.pipelines.get(Number(id));
    if (!pipeline) return fail(response, 404, `The pipeline with id ${id} does not exist.`);
    const { resources } = body as {
      resources?: { repositories?: { self?: { refName?: string } } };
    };
    const ref = resources?.repositories?.self?.refName ?? `refs/heads/${pipeline.defaultBranch}`;
    const run = start(project, pipeline, ref.replace(/^refs\/heads\//, ""));
    response.json(runBody(project, run, url()));
  });
  serve("get", `${runs}/:run`, async ({ project, run: id }, response) => {
    const run = project.runs.find((r) => r.id === Number(id));
    if (!run) return fail(response, 404, `The run with id ${id} does not exist.`);
    await advance(run);
    response.json(runBody(project, run, url()));
  });
}

/** The product's pages are longer. */
const pageSize = 2;

/** 1 is a classic pipeline, 2 one with a file. */
function processOf({ classic }: Pipeline) {
  return classic ? { type: 1 } : { type: 2, yamlFilename: "azure-pipelines.yml" };
}

function definitionBody(project: Project, pipeline: Pipeline, whole: boolean) {
  const { id, name, repository, defaultBranch, classic, group, variables } = pipeline;
  const linked = [...project.groups.values()].filter((g) => classic && g.name === group);
  return {
    id,
    name,
    type: "build",
    project: { id: project.id, name: project.name },
    ...(whole && {
      process: processOf(pipeline),
      repository: {
        name: repository,
        type: "TfsGit",
        defaultBranch: `refs/heads/${defaultBranch}`,
      },
      variables: variablesBody(variables),
      variableGroups: linked.map((g) => ({ id: g.id, name: g.name })),
    }),
  };
}

function runBody(project: Project, run: Run, url: string) {
  return {
    id: run.id,
    state: run.state,
    ...(run.result && { result: run.result }),
    createdDate: run.createdAt,
    pipeline: { id: run.pipeline },
    resources: { repositories: { self: { refName: `refs/heads/${run.branch}` } } },
    _links: { web: { href: `${url}/acme/${project.name}/_build/results?buildId=${run.id}` } },
  };
}
