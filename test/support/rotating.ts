import { AzureDevopsBench } from "./azure-devops-bench";
import { Bench, type Held } from "./bench";
import { GitlabBench } from "./gitlab-bench";
import type { LoopbackServer } from "./loopback-server";
import type { TestStack } from "./stack";

/** One production token in one store of a host, which a run of its CI confirms. */
export interface Rotating {
  readonly stack: TestStack;
  /** The host. */
  readonly server: LoopbackServer;
  readonly issue: (name: string) => Held;
  readonly rotateTo: (token: Held) => ReturnType<TestStack["up"]>;
  readonly isAlive: (token: Held) => boolean;
  /** Which token main reads. */
  readonly read: () => string | undefined;
  readonly close: () => Promise<void>;
}

const confirmation = JSON.stringify({ pollSeconds: 0.05, timeoutMinutes: 1 });

export async function rotatingOnGithub() {
  const bench = await Bench.create();
  const repository = bench.github.repository("web-shop");
  const workflow = repository.workflows.get("seal.yml")!;
  return { bench, repository, workflow, host: of(bench, bench.github, () => bench.read("main")) };
}

export async function rotatingOnGitlab() {
  const bench = await GitlabBench.create();
  const project = bench.gitlab.project("acme/checkout");
  await bench.stack.configure({ "seal-test:confirmation": confirmation });
  await bench.declare({ project: "acme/checkout", confirm: {} });
  const read = () => bench.gitlab.tokenReadBy("acme/checkout", { branch: "main" });
  return { bench, project, host: of(bench, bench.gitlab, read) };
}

export async function rotatingOnAzureDevops() {
  const bench = await AzureDevopsBench.create();
  const pipeline = bench.azure.project("payments").pipelines.get(42)!;
  await bench.stack.configure({ "seal-test:confirmation": confirmation });
  await bench.declare({ confirm: { pipeline: 42 } });
  return { bench, pipeline, host: of(bench, bench.azure, () => bench.read("main")) };
}

function of(
  bench: Bench | GitlabBench | AzureDevopsBench,
  server: LoopbackServer,
  read: () => string | undefined,
): Rotating {
  return {
    stack: bench.stack,
    server,
    issue: (name) => bench.issue(name),
    rotateTo: (token) => bench.rotateTo(token),
    isAlive: ({ value }) => bench.seal.isAlive(value),
    read,
    close: () => bench.close(),
  };
}
