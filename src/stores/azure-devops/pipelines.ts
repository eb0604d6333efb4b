import * as pulumi from "@pulumi/pulumi";
import { problem, type Problem } from "../../model/problem";

/** A pipeline that the same program makes, or knows by an output. */
export interface PipelineArgs {
  /** Names the permission's resource; it cannot change later. 1 to 100 letters, digits, `-`, `_`, `.`. */
  name: string;
  /** The pipeline's id, a positive whole number: `pipeline.id` of a build definition. */
  id: pulumi.Input<string | number>;
}

/** A pipeline with what names its resource. */
export interface NamedPipeline {
  readonly name: string;
  /** 0 for what is no id: without any, every pipeline would be meant. */
  readonly id: pulumi.Output<number>;
}

export function namedPipelines(pipelines: unknown): NamedPipeline[] {
  if (!Array.isArray(pipelines)) return [];
  return (pipelines as (number | PipelineArgs | null | undefined)[]).map((pipeline) => {
    const isNamed = typeof pipeline === "object" && pipeline !== null;
    const { name, id } = isNamed ? pipeline : { name: pipeline, id: pipeline };
    return {
      name: `${name ?? ""}`,
      id: pulumi.output(id).apply((value) => idOf(value) ?? 0),
    };
  });
}

/** What can be told at once: `every` says whether the store takes all pipelines of the project. */
export function pipelineProblems(
  path: string,
  pipelines: unknown,
  { every }: { every: boolean },
): Problem[] {
  if (every && pipelines === "all") return [];
  if (!Array.isArray(pipelines) || pipelines.length === 0) {
    const must = `be a list of at least one pipeline, by id${every ? ', or "all"' : ""}`;
    return [problem(path, must, { received: pipelines, remedy: "for example [42]" })];
  }
  const names = namedPipelines(pipelines).map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...(pipelines as unknown[]).flatMap((pipeline, index) =>
      onePipelineProblems(`${path}[${index}]`, pipeline),
    ),
    ...[...new Set(twice)].map((name) =>
      problem(path, "name each pipeline once", { received: name }),
    ),
  ];
}

/** Only a pipeline that may use the group can confirm that it does. */
export function confirmProblems(path: string, confirm: unknown, pipelines: unknown): Problem[] {
  if (confirm === undefined) return [];
  const names = namedPipelines(pipelines).map(({ name }) => name);
  const { pipeline } = (confirm ?? {}) as { pipeline?: unknown };
  if (pipelines === "all" && typeof pipeline === "number" && idOf(pipeline)) return [];
  if (["string", "number"].includes(typeof pipeline) && names.includes(String(pipeline))) return [];
  return [
    problem(`${path}.pipeline`, "be one of `pipelines`, by its id or its name", {
      received: pipeline,
      remedy: names.length > 0 ? `these are ${names.join(", ")}` : "for example 42",
    }),
  ];
}

/** What can be told once the ids are known. */
export function pipelineIdProblems(path: string, ids: readonly number[]): Problem[] {
  return ids.flatMap((id, index) =>
    id > 0
      ? []
      : [problem(`${path}[${index}].id`, "be the id of a pipeline, a positive whole number")],
  );
}

function onePipelineProblems(path: string, pipeline: unknown): Problem[] {
  if (typeof pipeline === "object" && pipeline !== null) {
    const { name } = pipeline as Partial<PipelineArgs>;
    if (typeof name === "string" && /^[A-Za-z0-9_.-]{1,100}$/.test(name)) return [];
    const must = "be 1 to 100 letters, digits, `-`, `_` or `.`";
    return [problem(`${path}.name`, must, { received: name })];
  }
  if (typeof pipeline === "number" && idOf(pipeline) !== undefined) return [];
  return [
    problem(path, "be the id of a pipeline, a positive whole number", {
      received: pipeline,
      remedy: "it is `definitionId` in the address of the pipeline's page",
    }),
  ];
}

function idOf(value: unknown): number | undefined {
  const id = typeof value === "string" && /^[0-9]{1,9}$/.test(value) ? Number(value) : value;
  return typeof id === "number" && Number.isInteger(id) && id > 0 ? id : undefined;
}
