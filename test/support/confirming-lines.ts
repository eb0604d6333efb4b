import { loadAll } from "js-yaml";
import { shippedFiles, shippedJob, type ShippedJob } from "./shipped-job";

/*
 * A pipeline's own file that uses the job that we ship: what a run makes of it when it is handed what
 * a confirmation hands it. No more is understood than what docs/confirmation.md shows.
 */

type Values = Readonly<Record<string, string>>;
type Host = keyof typeof shippedFiles;

/** The job in a run of the file; without values, as in a run that no rotation started. */
export function confirmingJob(
  host: Host,
  file: string,
  handed: Values = {},
): ShippedJob | undefined {
  const { uses, taken, handsOn } = readers[host](loadAll(file));
  const [, path] =
    new RegExp(`(${shippedFiles[host].replaceAll(".", "\\.")})(@|$)`).exec(uses) ?? [];
  if (path === undefined) throw new Error(`it does not use ${shippedFiles[host]}: ${uses}`);
  const unexpected = Object.keys(handed).find((key) => !(key in taken));
  if (unexpected !== undefined) throw new Error(`it does not take ${unexpected}`);
  const values = { ...taken, ...handed };
  const inputs = Object.entries(handsOn).map(([key, value]) => [
    key,
    value.replace(
      /^(?:\$\{\{ (?:inputs|parameters)|\$\[\[ inputs)\.(\w+) (?:\}\}|\]\])$/,
      (_all, name: string) => values[name] ?? `(${name} is not declared)`,
    ),
  ]);
  return shippedJob(host, Object.fromEntries(inputs) as Values);
}

interface Reading {
  readonly uses: string;
  /** What a run may be handed, with the defaults. */
  readonly taken: Values;
  readonly handsOn: Values;
}

type Inputs = Record<string, { default: string }>;
const defaults = (inputs: Inputs) =>
  Object.fromEntries(Object.entries(inputs).map(([key, input]) => [key, input.default]));

const readers: Readonly<Record<Host, (documents: unknown[]) => Reading>> = {
  github([workflow]) {
    const { on, jobs } = workflow as {
      on: { workflow_dispatch: { inputs: Inputs } };
      jobs: Record<string, { uses?: string; with: Values; secrets: Values }>;
    };
    const caller = Object.values(jobs).find(({ uses }) => uses !== undefined)!;
    if (caller.secrets.SEAL_TOKEN !== "${{ secrets.SEAL_TOKEN }}") throw new Error("no secret");
    return {
      uses: caller.uses!,
      taken: defaults(on.workflow_dispatch.inputs),
      handsOn: caller.with,
    };
  },

  gitlab([header, pipeline]) {
    const { spec } = header as { spec: { inputs: Inputs } };
    const { include } = pipeline as { include: [{ remote: string; inputs: Values }] };
    const [{ remote, inputs }] = include;
    return { uses: remote, taken: defaults(spec.inputs), handsOn: inputs };
  },

  "azure-devops"([pipeline]) {
    interface Template {
      template?: string;
      parameters: Values;
    }
    const { parameters, jobs } = pipeline as {
      parameters: { name: string; default: string }[];
      jobs: Template[];
    };
    const { template, parameters: handsOn } = jobs.find((job) => job.template !== undefined)!;
    const taken = parameters.map(({ name, default: otherwise }) => [name, otherwise]);
    return { uses: template!, taken: Object.fromEntries(taken) as Values, handsOn };
  },
};
