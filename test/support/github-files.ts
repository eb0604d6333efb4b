import { createHash, randomBytes } from "node:crypto";
import type { Response } from "express";
import { load } from "js-yaml";
import type { Serve } from "./github-environments";
import type { Repository, Workflow } from "./github-state";

/** A repository's branches, and the files of its workflows, which GitHub knows by the default branch. */
export function serveFiles(serve: Serve): void {
  const notFound = (response: Response) => void response.status(404).json({ message: "Not Found" });
  serve("get", "/actions/workflows/:id", ({ repository, id }, response) => {
    const workflow = repository.workflows.get(id);
    if (!workflow || !repository.branches.has(repository.defaultBranch)) return notFound(response);
    if (workflow.unknownFor) {
      workflow.unknownFor -= 1;
      return notFound(response);
    }
    response.json({ id: 1, name: id, path: pathOf(id), state: workflow.state });
  });
  const refuse = (response: Response) =>
    void response.status(403).json({ message: "Resource not accessible by personal access token" });
  // Some clients send the path as one part, its slashes encoded.
  const contents = "/contents/{*id}";
  serve("get", contents, ({ repository, id: path, query }, response) => {
    if (!repository.showsContents) return refuse(response);
    const ref = (query.ref ?? repository.defaultBranch) as string;
    const workflow = at(repository, path);
    if (!workflow || !repository.branches.has(ref)) return notFound(response);
    const content = Buffer.from(textOf(workflow)).toString("base64");
    response.json({
      ...{ type: "file", path, sha: blobOf(workflow), encoding: "base64" },
      url: `${response.locals.url}${response.req.path}?ref=${ref}`,
      // In lines, as GitHub sends it.
      content: `${content.match(/.{1,60}/g)?.join("\n")}\n`,
    });
  });
  serve("get", "/branches/:id", ({ repository, id }, response) => {
    if (!repository.showsContents) return refuse(response);
    if (!repository.branches.has(id)) return notFound(response);
    response.json({ name: id, protected: repository.protectedBranches.has(id) });
  });
  serve("get", "/commits/:id", ({ repository, id }, response) => {
    const commits = [...repository.workflows.values()].map(({ commit }) => commit);
    const commit = commits.find((one) => one?.sha === id);
    if (commit) response.json(commitBody(commit));
    else notFound(response);
  });

  // docs.github.com, "REST API endpoints for repository contents": who writes over a file names its blob.
  const isAnother = (workflow: Workflow | undefined, sha: unknown, response: Response) => {
    const known = workflow && blobOf(workflow);
    if (sha === known) return false;
    const message = `${workflow?.file} does not match ${String(sha)}`;
    response.status(known && sha === undefined ? 422 : 409).json({ message });
    return true;
  };
  serve("put", contents, ({ repository, id: path, body }, response) => {
    const [, file] = /^\.github\/workflows\/([\w.-]+)$/.exec(path) ?? [];
    if (!file || !isOnDefault(repository, body)) return notFound(response);
    const before = at(repository, path);
    if (isAnother(before, body.sha, response)) return;
    const text = Buffer.from(String(body.content), "base64").toString();
    const commit = { sha: randomBytes(20).toString("hex"), message: String(body.message) };
    // Whoever looks at once finds no workflow (dartway/dartway, issue 206, for a day even).
    const written = { ...workflowOf(file, text), commit, unknownFor: before ? 0 : 1 };
    repository.workflows.set(file, written);
    const content = { path, sha: blobOf(written) };
    response.status(before ? 200 : 201).json({ content, commit: commitBody(commit) });
  });
  serve("delete", contents, ({ repository, id: path, body }, response) => {
    const workflow = at(repository, path);
    if (!workflow || !isOnDefault(repository, body)) return notFound(response);
    if (isAnother(workflow, body.sha, response)) return;
    repository.workflows.delete(workflow.file);
    response.json({ content: null });
  });
}

const pathOf = (file: string) => `.github/workflows/${file}`;

const at = ({ workflows }: Repository, path: string) =>
  [...workflows.values()].find(({ file }) => pathOf(file) === path);

/** Files of other branches are not kept here. */
const isOnDefault = ({ defaultBranch, branches }: Repository, body: { branch?: unknown }) =>
  branches.has(defaultBranch) && (body.branch ?? defaultBranch) === defaultBranch;

/** git-scm.com, "Git Internals - Git Objects". */
function blobOf(workflow: Workflow): string {
  const content = Buffer.from(textOf(workflow));
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}

function commitBody({ sha, message }: { readonly sha: string; readonly message: string }) {
  return { sha, commit: { message, committer: { name: "acme", email: "ci@acme.example" } } };
}

/** What GitHub makes of a file, no more than confirming workflows have. */
function workflowOf(file: string, text: string): Workflow {
  const { on, jobs } = load(text) as {
    on: { workflow_dispatch?: { inputs?: object } | null };
    jobs: Record<string, { environment?: string; uses?: string; with?: Record<string, string> }>;
  };
  const all = Object.values(jobs);
  const caller = all.find(({ uses = "" }) => uses.includes("/seal-confirmation.yml@"));
  const { environment = "", nonce, digest } = caller?.with ?? {};
  return {
    file,
    text,
    environment: all.find((job) => job.environment)?.environment ?? "",
    dispatchable: "workflow_dispatch" in on,
    state: "active",
    broken: false,
    inputs: Object.keys(on.workflow_dispatch?.inputs ?? {}),
    confirmation: caller ? { environment, handsOn: Boolean(nonce && digest) } : null,
  };
}

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
