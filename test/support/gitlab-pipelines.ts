import { projectVariableName, secretName } from "../../src/model/token";
import { sendPage } from "./gitlab-paging";
import type { Serve } from "./gitlab-server";
import type { Job, Pipeline, Project } from "./gitlab-state";

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
    const pipeline: Pipeline = {
      id: nextId(),
      ref,
      createdAt: new Date().toISOString(),
      status: "created",
      looks: 1,
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
  if (status !== "running") pipeline.status = next[status];
  else pipeline.status = (await succeeds(project, pipeline.ref, world)) ? "success" : "failed";
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
  const basic = Buffer.from(`${user}:${token}`).toString("base64");
  const answer = await fetch(world.authorizationUrl, {
    headers: { authorization: `Basic ${basic}` },
  });
  return answer.ok;
}
