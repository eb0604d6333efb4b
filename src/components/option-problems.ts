import * as pulumi from "@pulumi/pulumi";
import { problem, type Problem } from "../model/problem";

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
