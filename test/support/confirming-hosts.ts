import { AzureDevopsBench } from "./azure-devops-bench";
import { Bench, type Held } from "./bench";
import { GitlabBench } from "./gitlab-bench";
import type { TestStack } from "./stack";

/** A host with a token in a store whose CI confirms it, as the stories of confirmations need it. */
export interface ConfirmingHost {
  readonly stack: TestStack;
  readonly issue: (name: string) => Held;
  readonly rotateTo: (token: Held) => ReturnType<TestStack["up"]>;
  readonly revoke: (token: Held) => void;
  readonly isAlive: (token: Held) => boolean;
  /** Makes CI fail, or work again. */
  readonly break: (broken: boolean) => void;
  /** The pipeline's file has no job of ours, has it read another token, takes no inputs, or is right. */
  readonly write: (file: "without job" | "stale" | "without inputs" | "right") => void;
  /** Declares the run anew. */
  readonly declare: (confirm: { readonly proof: string }) => Promise<void>;
  /** A run that is there before the rotation; returns what ends it, and how often it was looked at. */
  readonly startOlder: () => { end: () => void; looks: () => number };
  /** Which token main reads. */
  readonly read: () => string | undefined;
  /** Numbers and branches of the runs that were started. */
  readonly started: () => string[];
  readonly close: () => Promise<void>;
}

const confirmation = JSON.stringify({ pollSeconds: 0.05, timeoutMinutes: 1 });

export const confirmingHosts: Readonly<Record<string, () => Promise<ConfirmingHost>>> = {
  GitHub: async () => {
    const bench = await Bench.create();
    const repository = bench.github.repository("web-shop");
    const workflow = repository.workflows.get("seal.yml")!;
    return {
      stack: bench.stack,
      issue: (name) => bench.issue(name),
      rotateTo: (token) => bench.rotateTo(token),
      revoke: ({ value }) => bench.seal.revoke(value),
      isAlive: ({ value }) => bench.seal.isAlive(value),
      break: (broken) => (workflow.broken = broken),
      write: (file) => {
        const environment = file === "stale" ? "elsewhere" : "seal-production";
        workflow.confirmation = file === "without job" ? null : { environment, handsOn: true };
        workflow.inputs = file === "without inputs" ? [] : ["seal_nonce", "seal_digest"];
        // Where the file may be read, the preflight tells.
        repository.showsContents = file !== "without inputs";
      },
      declare: (confirm) =>
        bench.declareStores({
          repository: "web-shop",
          confirm: { workflow: "seal.yml", ...confirm },
        }),
      startOlder: () => {
        const run = bench.github.startForeignRun("web-shop", "main");
        const looked = new RegExp(`/actions/runs/${run.id}$`);
        return {
          end: () => (run.status = "completed"),
          looks: () => bench.github.requests.filter(({ path }) => looked.test(path)).length,
        };
      },
      read: () => bench.read("main"),
      started: () => repository.runs.map(({ branch }) => branch),
      close: () => bench.close(),
    };
  },

  GitLab: async () => {
    const bench = await GitlabBench.create();
    const project = bench.gitlab.project("acme/checkout");
    await bench.stack.configure({ "seal-test:confirmation": confirmation });
    const store = { project: "acme/checkout", environmentScope: "seal-production" };
    project.job.environment = "seal-production";
    await bench.declare({ ...store, confirm: {} });
    return {
      stack: bench.stack,
      issue: (name) => bench.issue(name),
      rotateTo: (token) => bench.rotateTo(token),
      revoke: ({ value }) => bench.seal.revoke(value),
      isAlive: ({ value }) => bench.seal.isAlive(value),
      break: (broken) => (project.job.broken = broken),
      write: (file) => {
        // Outside of the scope of the variable there is none.
        const environment = file === "stale" ? "elsewhere" : "seal-production";
        project.confirmation.environment = file === "without job" ? null : environment;
        project.confirmation.inputs = file === "without inputs" ? "unknown" : "taken";
      },
      declare: (confirm) => bench.declare({ ...store, confirm: confirm as never }),
      startOlder: () => {
        const pipeline = bench.gitlab.startForeignPipeline("acme/checkout", "main");
        const looked = new RegExp(`/pipelines/${pipeline.id}$`);
        return {
          end: () => (pipeline.status = "success"),
          looks: () => bench.gitlab.requests.filter(({ path }) => looked.test(path)).length,
        };
      },
      read: () =>
        bench.gitlab.tokenReadBy("acme/checkout", {
          branch: "main",
          environment: "seal-production",
        }),
      started: () => project.pipelines.map(({ ref }) => ref),
      close: () => bench.close(),
    };
  },

  "Azure DevOps": async () => {
    const bench = await AzureDevopsBench.create();
    const project = bench.azure.project("payments");
    const pipeline = project.pipelines.get(42)!;
    await bench.stack.configure({ "seal-test:confirmation": confirmation });
    await bench.declare({ confirm: { pipeline: 42 } });
    return {
      stack: bench.stack,
      issue: (name) => bench.issue(name),
      rotateTo: (token) => bench.rotateTo(token),
      revoke: ({ value }) => bench.seal.revoke(value),
      isAlive: ({ value }) => bench.seal.isAlive(value),
      break: (broken) => (pipeline.broken = broken),
      write: (file) => {
        const group = file === "stale" ? "elsewhere" : "seal-production";
        pipeline.confirmation = file === "without job" ? null : group;
        pipeline.parameters = file === "without inputs" ? [] : ["sealNonce", "sealDigest"];
      },
      declare: (confirm) => bench.declare({ confirm: { pipeline: 42, ...confirm } }),
      startOlder: () => {
        const run = bench.azure.startForeignRun("payments", 42, "main");
        const looked = new RegExp(`/builds/${run.id}$`);
        return {
          end: () => (run.state = "completed"),
          looks: () => bench.azure.requests.filter(({ path }) => looked.test(path)).length,
        };
      },
      read: () => bench.read("main"),
      started: () => project.runs.map(({ branch }) => branch),
      close: () => bench.close(),
    };
  },
};
