import type { Request, Response } from "express";
import type { Method, Serve } from "./github-environments";
import type { Owner, Repository } from "./github-state";

/** Serves a path below an account. */
export type ServeOwner = (
  method: Method,
  path: string,
  handle: (owner: Owner, request: Request, response: Response) => void,
) => void;

interface Repositories {
  readonly make: (name: string, owner: string) => Repository;
  readonly call: (repository: Repository, name: string) => void;
  readonly forget: (repository: Repository) => void;
  readonly body: (repository: Repository) => object;
}

/**
 * Repositories as programs make, rename and delete them: docs.github.com, "REST API endpoints for
 * repositories" and "REST API endpoints for branches".
 */
export function serveMaking(onOwner: ServeOwner, on: Serve, repositories: Repositories): void {
  const { make, call, forget, body: bodyOf } = repositories;
  const notFound = (response: Response) => void response.status(404).json({ message: "Not Found" });

  onOwner("post", "/repos", ({ login, firstBranch = "main" }, request, response) => {
    const { name, auto_init: hasReadme, ...given } = request.body as Record<string, unknown>;
    const made = make(String(name), login);
    made.private = isPrivate(given) ?? false;
    // "Pass true to create an initial commit with empty README"; without one there is no branch.
    made.defaultBranch = firstBranch;
    made.branches.clear();
    if (hasReadme === true) made.branches.add(firstBranch);
    response.status(201).json(bodyOf(made));
  });
  on("patch", "", ({ repository, body }, response) => {
    const { name, archived } = body;
    if (typeof name === "string") call(repository, name);
    if (typeof archived === "boolean") repository.archived = archived;
    repository.private = isPrivate(body) ?? repository.private;
    response.json(bodyOf(repository));
  });
  on("delete", "", ({ repository }, response) => {
    forget(repository);
    response.status(204).end();
  });
  // "Rename a branch": what is the default branch stays so.
  on("post", "/branches/:id/rename", ({ repository, id, body }, response) => {
    if (!repository.branches.delete(id)) return notFound(response);
    const name = String(body.new_name);
    repository.branches.add(name);
    if (repository.defaultBranch === id) repository.defaultBranch = name;
    response.status(201).json({ name, protected: repository.protectedBranches.has(name) });
  });
  // Of these there is nothing: Dependabot alerts, topics, pages.
  on("get", "/vulnerability-alerts", (_at, response) => notFound(response));
  on("put", "/topics", (_at, response) => void response.json({ names: [] }));
  on("get", "/pages", (_at, response) => notFound(response));
}

function isPrivate({ visibility, private: given }: Readonly<Record<string, unknown>>) {
  if (typeof visibility === "string") return visibility !== "public";
  return typeof given === "boolean" ? given : undefined;
}
