import { projectVariableName, secretName } from "../../src/model/token";
import { sendPage } from "./gitlab-paging";
import type { Serve } from "./gitlab-server";
import type { Job, Pipeline, Project } from "./gitlab-state";
import { shippedJob } from "./shipped-job";
import { sealAccepts } from "./seal-cli";

interface World {
  /** The value of the variable that a job reads. */
  readonly read: (project: Project, job: Job, key: string) => string | undefined;
  readonly authorizationUrl: string;
  readonly url: () => string;
}

const next = { created: "pending", pending: "running" } as const;

/** Pipelines: each look at one takes it a step on, and its job uses the token that it reads. */
export function servePipelines(
  onProject: Serve<Project>,
  nextId: () => number,
  world: World,
): void {
  const body = ({ path, branches }: Project, { id, ref, status, createdAt }: Pipeline) => ({
    id,
    ref,
    tag: !branches.has(ref),
    status,
    source: "api",
    created_at: createdAt,
    web_url: `${world.url()}/${path}/-/pipelines/${id}`,
  });
  onProject("post", "/pipeline", ({ owner: project, body: given, query }, response) => {
    const ref = (given.ref ?? query.ref ?? "") as string;
    if (!project.branches.has(ref) && !project.tags.has(ref)) {
      return void response.status(400).json({ message: { base: ["Reference not found"] } });
    }
    if (!project.runsPipelines) return void response.status(403).json({ message: "403 Forbidden" });
    const { inputs: taken } = project.confirmation;
    const inputs = (taken === "passed over" ? {} : (given.inputs ?? {})) as Pipeline["inputs"];
    if (taken === "unknown" && Object.keys(inputs).length > 0) {
      const base =
        "Given inputs not defined in the `spec` section of the included configuration file";
      return void response.status(400).json({ message: { base: [base] } });
    }
    const pipeline: Pipeline = {
      id: nextId(),
      ref,
      createdAt: new Date().toISOString(),
      status: "created",
      inputs,
      jobs: new Map([["build", "created"]]),
      looks: 1,
      ...project.fate,
    };
    project.pipelines.push(pipeline);
    response.status(201).json(body(project, pipeline));
  });
  onProject("get", "/pipelines", (at, response) => {
    const { ref, status, scope } = at.query;
    const rows = at.owner.pipelines.filter(
      (pipeline) =>
        (ref === undefined || pipeline.ref === ref) &&
        (status === undefined || pipeline.status === status) &&
        (scope === undefined || pipeline.status === scope),
    );
    sendPage(
      response,
      rows.map((pipeline) => body(at.owner, pipeline)),
    );
  });
  onProject("get", "/pipelines/:name/jobs", ({ owner: project, name }, response) => {
    const pipeline = project.pipelines.find(({ id }) => String(id) === name);
    if (!pipeline) return void response.status(404).json({ message: "404 Not found" });
    sendPage(
      response,
      [...pipeline.jobs].map(([job, status]) => ({ name: job, status })),
    );
  });
  onProject("get", "/pipelines/:name", async ({ owner: project, name }, response) => {
    const pipeline = project.pipelines.find(({ id }) => String(id) === name);
    if (!pipeline) return void response.status(404).json({ message: "404 Not found" });
    await advance(project, pipeline, world);
    response.json(body(project, pipeline));
  });
}

async function advance(project: Project, pipeline: Pipeline, world: World): Promise<void> {
  const { status } = pipeline;
  if (status !== "created" && status !== "pending" && status !== "running") return;
  pipeline.looks -= 1;
  if (pipeline.looks > 0) return;
  pipeline.looks = 1;
  if (status !== "running") {
    pipeline.status = next[status];
    return;
  }
  pipeline.jobs.set("build", (await succeeds(project, pipeline.ref, world)) ? "success" : "failed");
  await confirm(project, pipeline, world);
  pipeline.status = [...pipeline.jobs.values()].includes("failed") ? "failed" : "success";
}

/** The job that we ship, with the token that it gets. */
async function confirm(project: Project, { ref, inputs, jobs }: Pipeline, world: World) {
  const { environment } = project.confirmation;
  const { seal_nonce: nonce = "", seal_digest: digest = "" } = inputs;
  const shipped =
    environment === null ? undefined : shippedJob("gitlab", { nonce, digest, environment });
  if (!shipped || environment === null) return;
  const token = world.read(project, { branch: ref, environment }, secretName);
  jobs.set(shipped.name, (await shipped.run(token)).succeeded ? "success" : "failed");
}

/** The job reads what it would get, and uses it as the Seal CLI does. */
async function succeeds(project: Project, ref: string, world: World): Promise<boolean> {
  const { broken, environment } = project.job;
  if (broken) return false;
  const job = {
    ...(project.branches.has(ref) ? { branch: ref } : { tag: ref }),
    ...(environment === undefined ? {} : { environment }),
  };
  const token = world.read(project, job, secretName);
  if (token === undefined) return false;
  const user = world.read(project, job, projectVariableName) ?? "";
  return sealAccepts(world.authorizationUrl, user, token);
}
