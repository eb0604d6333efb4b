import type { Response } from "express";
import type { Serve } from "./github-environments";
import type { Workflow } from "./github-state";

/** A repository's branches, and the files of its workflows, which GitHub knows by the default branch. */
export function serveFiles(serve: Serve): void {
  const notFound = (response: Response) => void response.status(404).json({ message: "Not Found" });
  serve("get", "/actions/workflows/:id", ({ repository, id }, response) => {
    const workflow = repository.workflows.get(id);
    if (!workflow || !repository.branches.has(repository.defaultBranch)) return notFound(response);
    response.json({ id: 1, name: id, path: pathOf(id), state: workflow.state });
  });
  const refuse = (response: Response) =>
    void response.status(403).json({ message: "Resource not accessible by personal access token" });
  // Clients send the path as one part, its slashes encoded.
  serve("get", "/contents/:id", ({ repository, id: path, query }, response) => {
    if (!repository.showsContents) return refuse(response);
    const ref = (query.ref ?? repository.defaultBranch) as string;
    const workflow = [...repository.workflows.values()].find(({ file }) => pathOf(file) === path);
    if (!workflow || !repository.branches.has(ref)) return notFound(response);
    const content = Buffer.from(textOf(workflow)).toString("base64");
    // In lines, as GitHub sends it.
    const lines = content.match(/.{1,60}/g)?.join("\n");
    response.json({ type: "file", path, encoding: "base64", content: `${lines}\n` });
  });
  serve("get", "/branches/:id", ({ repository, id }, response) => {
    if (!repository.showsContents) return refuse(response);
    if (!repository.branches.has(id)) return notFound(response);
    response.json({ name: id, protected: repository.protectedBranches.has(id) });
  });
}

const pathOf = (file: string) => `.github/workflows/${file}`;

function textOf({ dispatchable, environment, inputs, text }: Workflow): string {
  return (
    text ??
    [
      "on:",
      "  push:",
      "    branches: [main]",
      ...(dispatchable ? ["  workflow_dispatch:", `    inputs: { ${inputs.join(": , ")}: }`] : []),
      "jobs:",
      "  build:",
      "    runs-on: ubuntu-latest",
      `    environment: ${environment}`,
      "    steps: [{ run: npm ci }]",
      "",
    ].join("\n")
  );
}
