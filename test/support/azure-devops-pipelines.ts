import type { Response } from "express";
import { fail, variablesBody, type At, type Serve } from "./azure-devops-groups";
import type { Pipeline, Project, Run } from "./azure-devops-state";

/** Pipelines and their runs. */
export function servePipelines(
  serve: Serve,
  start: (
    project: Project,
    pipeline: Pipeline,
    branch: string,
    parameters: Readonly<Record<string, string>>,
  ) => Run,
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

  serve("post", "/_apis/pipelines/:id/runs", ({ project, id, body }, response) => {
    const pipeline = project.pipelines.get(Number(id));
    if (!pipeline) return fail(response, 404, `The pipeline with id ${id} does not exist.`);
    const { resources, templateParameters = {} } = body as {
      resources?: { repositories?: { self?: { refName?: string } } };
      templateParameters?: Record<string, string>;
    };
    const unexpected = Object.keys(templateParameters).find(
      (name) => !pipeline.parameters.includes(name),
    );
    if (unexpected !== undefined) {
      return fail(response, 400, `Unexpected parameter '${unexpected}'`);
    }
    const ref = resources?.repositories?.self?.refName ?? `refs/heads/${pipeline.defaultBranch}`;
    const branch = ref.replace(/^refs\/heads\//, "");
    if (!pipeline.branches.has(branch)) {
      return fail(response, 400, `Could not find the ref ${ref} in the pipeline's repository.`);
    }
    if (pipeline.queueStatus === "disabled") {
      return fail(response, 400, `The definition with id ${id} is disabled.`);
    }
    const run = start(project, pipeline, branch, templateParameters);
    response.json(runBody(project, run, url()));
  });

  serve("get", "/_apis/git/repositories/:id/refs", ({ project, id, query }, response) => {
    const pipeline = [...project.pipelines.values()].find((p) => repositoryIdOf(p) === id);
    if (!pipeline) return fail(response, 404, `The Git repository with id ${id} does not exist.`);
    if (!pipeline.showsCode) return fail(response, 403, "TF401027: You need GenericRead.");
    const refs = [...pipeline.branches]
      .map((name) => ({ name: `refs/heads/${name}` }))
      .filter(({ name }) => name.startsWith(`refs/${(query.filter as string | undefined) ?? ""}`));
    response.json({ count: refs.length, value: refs });
  });

  // The same runs, by another API.
  const builds = "/_apis/build/builds";
  serve("get", builds, ({ project, query }, response) => {
    const list = (value: unknown) => (typeof value === "string" ? value.split(",") : undefined);
    const [pipelines, states] = [list(query.definitions), list(query.statusFilter)];
    const found = project.runs.filter(
      (run) =>
        (pipelines?.includes(String(run.pipeline)) ?? true) &&
        (states?.includes(run.state) ?? true) &&
        (query.branchName === undefined || query.branchName === refOf(run.branch)),
    );
    response.json({
      count: found.length,
      value: found.map((run) => buildBody(project, run, url())),
    });
  });
  const oneBuild = (at: At, response: Response): Run | undefined => {
    const run = at.project.runs.find((r) => r.id === Number(at.id));
    if (!run) fail(response, 404, `The requested build ${at.id} could not be found.`);
    return run;
  };
  serve("get", `${builds}/:id`, async (at, response) => {
    const run = oneBuild(at, response);
    if (!run) return;
    await advance(run);
    response.json(buildBody(at.project, run, url()));
  });
  serve("get", `${builds}/:id/Timeline`, (at, response) => {
    const run = oneBuild(at, response);
    if (!run) return;
    const checks = run.pending.map((type) => ({ type, state: "inProgress", name: type }));
    const stage = { type: "Stage", state: run.state === "completed" ? "completed" : "pending" };
    const jobs = [...run.jobs].map(([name, result]) => {
      return { type: "Job", state: "completed", name, result };
    });
    response.json({ records: [stage, ...checks, ...jobs] });
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
    queueStatus: pipeline.queueStatus,
    project: { id: project.id, name: project.name },
    ...(whole && {
      process: processOf(pipeline),
      repository: {
        id: repositoryIdOf(pipeline),
        name: repository,
        type: "TfsGit",
        defaultBranch: `refs/heads/${defaultBranch}`,
      },
      ...pipeline.definition,
      variables: variablesBody(variables),
      variableGroups: linked.map((g) => ({ id: g.id, name: g.name })),
    }),
  };
}

function repositoryIdOf({ definition, repository, id }: Pipeline): string {
  const { repository: defined } = (definition ?? {}) as { repository?: { id: string } };
  return defined?.id ?? `${repository}-${id}`;
}

/** What a run is on: a branch, or something else by its whole name. */
function refOf(branch: string): string {
  return branch.startsWith("refs/") ? branch : `refs/heads/${branch}`;
}

function buildBody(project: Project, run: Run, url: string) {
  return {
    id: run.id,
    status: run.state,
    ...(run.result && { result: run.result }),
    sourceBranch: refOf(run.branch),
    definition: { id: run.pipeline },
    _links: linksOf(project, run, url),
  };
}

function linksOf(project: Project, { id }: Run, url: string) {
  return { web: { href: `${url}/acme/${project.name}/_build/results?buildId=${id}` } };
}

function runBody(project: Project, run: Run, url: string) {
  return {
    id: run.id,
    state: run.state,
    createdDate: run.createdAt,
    pipeline: { id: run.pipeline },
    resources: { repositories: { self: { refName: refOf(run.branch) } } },
    _links: linksOf(project, run, url),
  };
}
