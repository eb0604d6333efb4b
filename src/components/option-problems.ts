import * as pulumi from "@pulumi/pulumi";
import { formatProblem, problem, type Problem } from "../model/problem";

/*
 * Options that the SDK and the engine take without a word, and that do nothing on a component
 * (resource/deploy/source_eval.go of the engine, `checkComponentOption`, which tells it in a log that nobody
 * reads). Whoever sets one expects something.
 */
const idle: Readonly<Record<string, string>> = {
  ignoreChanges:
    "the token and its stores are resources of their own; to keep a token, leave the configuration as it is",
  replaceOnChanges:
    "stores are written in place, never replaced; to have everything written again, rotate",
  deleteBeforeReplace: "stores are written in place, never replaced",
  customTimeouts:
    "set `confirmation.timeoutMinutes`, `retirement.waitMinutes` or `checkTimeoutSeconds` of the binding",
  import: "declare the binding; a store's `adopt` says what may be taken over of what is there",
  version: "the plugin is that of the installed package; install another version of `pulumi-seal`",
  pluginDownloadURL: "the plugin comes with the package: `plugins` in Pulumi.yaml, or `PATH`",
};

/** Options of a binding that cannot do what they say. */
export function optionProblems(options: pulumi.ComponentResourceOptions | undefined): Problem[] {
  const given: Readonly<Record<string, unknown>> = { ...options };
  return Object.entries(idle).flatMap(([name, remedy]) =>
    isSet(given[name])
      ? [
          problem(`options.${name}`, "be left out, because it does nothing on a binding", {
            remedy,
          }),
        ]
      : [],
  );
}

/** What wrappers hand on without a meaning is none. */
const isSet = (value: unknown) =>
  value !== undefined &&
  value !== null &&
  value !== false &&
  value !== "" &&
  !(Array.isArray(value) && value.length === 0);

/**
 * What a transformation of the program protects although each rotation replaces it: refused at the first
 * update, not in the middle of a rotation. The list is full when the binding is declared. What `transforms`
 * do, the engine alone knows.
 */
export function protectedProblems(replaced: readonly pulumi.Resource[]): pulumi.Output<string> {
  return pulumi.output(Promise.resolve([])).apply(() => {
    const found = (replaced as readonly Internals[]).filter(({ __protect }) => __protect === true);
    if (found.length === 0) return "";
    const names = found.map(({ __name }) => __name).join(" and ");
    return formatProblem(
      problem("transformations", `not protect ${names}, because each rotation replaces that`, {
        remedy: "leave it out there, or set `protect` on the binding, which keeps what can be kept",
      }),
    );
  });
}

/** What the SDK's `Resource` keeps for its children (resource.js of `@pulumi/pulumi`). */
type Internals = pulumi.Resource & { readonly __name?: string; readonly __protect?: boolean };
