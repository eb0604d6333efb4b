import { randomUUID } from "node:crypto";
import type { Response } from "express";
import {
  fail,
  noProject,
  same,
  type At,
  type Serve,
  type ServeOrganization,
} from "./azure-devops-groups";
import type { Pipeline, Project, Repository } from "./azure-devops-state";

interface Definition {
  readonly name: string;
  readonly repository: { readonly id: string; readonly defaultBranch: string };
  readonly process: object;
  readonly queueStatus?: Pipeline["queueStatus"];
}

/**
 * Repositories of Azure Repos and pipelines as programs make them: learn.microsoft.com, REST API,
 * "Repositories", "Pushes" and "Definitions".
 */
export function serveRepositories(
  serve: Serve,
  organization: ServeOrganization,
  projects: ReadonlyMap<string, Project>,
  addPipeline: (project: string, pipeline: Partial<Pipeline>) => Pipeline,
): void {
  const list = "/_apis/git/repositories";
  const noRepository = (response: Response, wanted: string) =>
    fail(response, 404, `TF401019: The Git repository with name or identifier ${wanted} ...`);
  const found = ({ project, id }: At, response: Response) => {
    const all = [...project.repositories.values()];
    const repository = all.find((one) => same(one.id, id) || same(one.name, id));
    if (!repository) noRepository(response, id);
    return repository;
  };

  // Which project it is for says the body.
  organization("post", list, ({ body }, response) => {
    const { name, project: wanted } = body as { name: string; project: { id: string } };
    const project = projects.get(wanted.id);
    if (!project) return noProject(response, wanted.id);
    if ([...project.repositories.values()].some((one) => same(one.name, name))) {
      return fail(
        response,
        409,
        `TF400948: A Git repository with the name ${name} exists already.`,
      );
    }
    const repository: Repository = { id: randomUUID(), name, branches: new Set() };
    project.repositories.set(repository.id, repository);
    response.status(201).json(repositoryBody(project, repository));
  });
  organization("delete", `${list}/:id`, ({ id }, response) => {
    const project = [...projects.values()].find(({ repositories }) => repositories.delete(id));
    if (project) response.status(204).end();
    else noRepository(response, id);
  });
  serve("get", list, ({ project }, response) => {
    const value = [...project.repositories.values()].map((one) => repositoryBody(project, one));
    response.json({ count: value.length, value });
  });
  serve("get", `${list}/:id`, (at, response) => {
    const repository = found(at, response);
    if (repository) response.json(repositoryBody(at.project, repository));
  });
  serve("patch", `${list}/:id`, (at, response) => {
    const repository = found(at, response);
    if (!repository) return;
    const { name = repository.name, defaultBranch } = at.body as Partial<Repository>;
    repository.name = name;
    if (defaultBranch) repository.defaultBranch = defaultBranch;
    response.json(repositoryBody(at.project, repository));
  });
  serve("post", `${list}/:id/pushes`, (at, response) => {
    const repository = found(at, response);
    if (!repository) return;
    const { refUpdates } = at.body as { refUpdates: { name: string }[] };
    for (const { name } of refUpdates) {
      repository.branches.add(name.replace(/^refs\/heads\//, ""));
      // The first branch that is pushed is the default one.
      repository.defaultBranch ??= name;
    }
    response.status(201).json({ pushId: 1, refUpdates });
  });

  const definitions = "/_apis/build/definitions";
  serve("post", definitions, ({ project, body }, response) => {
    const { name, repository: of } = body as Definition;
    const repository = project.repositories.get(of.id);
    if (!repository) return noRepository(response, of.id);
    const { branches } = repository;
    const pipeline = addPipeline(project.name, { name, branches, confirmation: null });
    define(pipeline, body as Definition);
    response.json(definedBody(pipeline));
  });
  serve("put", `${definitions}/:id`, ({ project, id, body }, response) => {
    const pipeline = project.pipelines.get(Number(id));
    if (!pipeline) return fail(response, 404, `The definition with id ${id} does not exist.`);
    define(pipeline, body as Definition);
    response.json(definedBody(pipeline));
  });
  serve("delete", `${definitions}/:id`, ({ project, id }, response) => {
    if (project.pipelines.delete(Number(id))) return void response.status(204).end();
    fail(response, 404, `The definition with id ${id} does not exist.`);
  });
}

function define(pipeline: Pipeline, given: Definition): void {
  pipeline.name = given.name;
  pipeline.defaultBranch = given.repository.defaultBranch.replace(/^refs\/heads\//, "");
  pipeline.queueStatus = given.queueStatus ?? "enabled";
  const { revision = 0 } = (pipeline.definition ?? {}) as { revision?: number };
  // 2 is a pipeline with a file; the plugin leaves that out.
  const process = { ...given.process, type: 2 };
  const usual = { jobAuthorizationScope: "projectCollection" };
  pipeline.definition = { ...usual, ...given, process, revision: revision + 1 };
}

const definedBody = ({ id, definition }: Pipeline) => ({ ...definition, id });

function repositoryBody({ id, name }: Project, repository: Repository) {
  const { branches, ...rest } = repository;
  return {
    ...rest,
    project: { id, name, state: "wellFormed" },
    size: branches.size,
    isDisabled: false,
    ...{ remoteUrl: "", sshUrl: "", url: "", webUrl: "" },
  };
}
