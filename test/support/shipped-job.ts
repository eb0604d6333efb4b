import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load, loadAll } from "js-yaml";
import { root } from "./root";
import { shell, type ShellResult } from "./shell";

/*
 * What each CI product makes of the file that we ship for it: the job of that file, run for real. No
 * more of the products' expressions is understood than these files use.
 */

export interface ShippedJob {
  readonly name: string;
  readonly script: string;
  /** Runs its script; resolves to whether it succeeded and what it wrote. */
  run(token: string | undefined): Promise<ShellResult>;
}

/** What the pipeline that uses the file hands on to it; what it does not name has its default. */
type Inputs = Readonly<Record<string, string>>;

export const shippedFiles = {
  github: ".github/workflows/seal-confirmation.yml",
  gitlab: "ci/gitlab/seal-confirmation.yml",
  "azure-devops": "ci/azure-devops/seal-confirmation.yml",
} as const;

type Host = keyof typeof shippedFiles;

/** The job of a run that was handed this; undefined where its file leaves it out of the run. */
export const shippedJob = (host: Host, inputs: Inputs): ShippedJob | undefined =>
  readers[host](readFileSync(join(root, shippedFiles[host]), "utf8"), inputs);

const readers: Readonly<Record<Host, (text: string, given: Inputs) => ShippedJob | undefined>> = {
  github(text, given) {
    interface Workflow {
      on: { workflow_call: { inputs: Declared } };
      jobs: Record<string, Record<"name" | "if", string> & { steps: [GithubStep] }>;
    }
    interface GithubStep {
      run: string;
      shell: string;
      env: Record<string, string>;
    }
    const workflow = load(text) as Workflow;
    const inputs = declared(workflow.on.workflow_call.inputs, given);
    const { name, if: condition, steps } = workflow.jobs["seal-confirmation"]!;
    const [, tested] = understood(/^inputs\.(\w+) != ''$/, condition);
    if (inputs[tested!] === "") return undefined;
    const [{ run, env }] = steps;
    const within = (expression: string, values: Inputs) =>
      expression.replace(/\$\{\{ (?:inputs|secrets)\.([\w-]+) \}\}/g, (_all, key: string) => {
        if (values[key] === undefined) throw new Error(`nothing is known of ${key}`);
        return values[key];
      });
    return job(within(name, inputs), run, (token = "") =>
      mapped(env, (value) => within(value, { ...inputs, SEAL_TOKEN: token })),
    );
  },

  gitlab(text, given) {
    interface Header {
      spec: { inputs: Declared };
    }
    interface Job {
      rules: [{ if: string }];
      variables: Record<string, string>;
      script: [string];
    }
    const inputs = declared((loadAll(text)[0] as Header).spec.inputs, given);
    const filled = text.replace(/\$\[\[ inputs\.(\w+) \]\]/g, (_all, key: string) => inputs[key]!);
    const [[name, only]] = Object.entries(loadAll(filled)[1] as object) as [[string, Job]];
    const [, nonce] = understood(/^"(\w*)" != ""$/, only.rules[0].if);
    if (nonce === "") return undefined;
    return job(name, only.script[0], (token) => ({
      ...only.variables,
      ...(token !== undefined && { SEAL_TOKEN: token }),
    }));
  },

  "azure-devops"(text, given) {
    interface Template {
      parameters: { name: string; default?: string }[];
      jobs: [Record<string, [{ displayName: string; steps: [object, AzureStep] }]>];
    }
    interface AzureStep {
      bash: string;
      env: Record<string, string>;
    }
    const { parameters, jobs } = load(text) as Template;
    const inputs = declared(
      Object.fromEntries(parameters.map(({ name, ...rest }) => [name, rest])),
      given,
    );
    const [[condition, [only]]] = Object.entries(jobs[0]) as [
      [string, [{ displayName: string; steps: [object, AzureStep] }]],
    ];
    const [, tested, without] = understood(
      /^\$\{\{ if not\(in\(parameters\.(\w+), '', '(\w+)'\)\) \}\}$/,
      condition,
    );
    if (["", without].includes(inputs[tested!])) return undefined;
    const within = (expression: string) =>
      expression.replace(/\$\{\{ parameters\.(\w+) \}\}/g, (_all, key: string) => inputs[key]!);
    const [, { bash, env }] = only.steps;
    // What names no variable is left as it stands.
    return job(within(only.displayName), bash, (token = "$(SEAL_TOKEN)") =>
      mapped(env, (value) => within(value).replace("$(SEAL_TOKEN)", () => token)),
    );
  },
};

type Declared = Readonly<Record<string, { default?: string; regex?: string }>>;

/** Each declared input with its value; what is not declared is refused, as the products do. */
function declared(declarations: Declared, given: Inputs): Record<string, string> {
  for (const key of Object.keys(given)) {
    if (!declarations[key]) throw new Error(`there is no input ${key}`);
  }
  return mapped(declarations, ({ default: otherwise, regex }, key) => {
    const value = given[key] ?? otherwise;
    if (value === undefined) throw new Error(`the input ${key} has to be given`);
    if (regex && !new RegExp(regex).test(value)) throw new Error(`${key} does not match ${regex}`);
    return value;
  });
}

function job(
  name: string,
  script: string,
  variables: (token: string | undefined) => Record<string, string>,
): ShippedJob {
  return {
    name,
    script,
    run: (token) => shell.run(script, variables(token)),
  };
}

function understood(pattern: RegExp, text: string): RegExpExecArray {
  const match = pattern.exec(text);
  if (!match) throw new Error(`not understood: ${text}`);
  return match;
}

function mapped<T, U>(
  values: Readonly<Record<string, T>>,
  change: (value: T, key: string) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([key, v]) => [key, change(v, key)]));
}
