import type * as automation from "@pulumi/pulumi/automation";
import { existsSync, readFileSync } from "node:fs";
import type { Onlooker } from "./onlooker";

export interface Step {
  readonly succeeded: boolean;
  /** The engine's operation on each resource that changed: "type name" to "create", "update", ... */
  readonly operations: Record<string, string>;
  /** What a person saw: standard output and standard error together. */
  readonly output: string;
  /** The diagnostics of the engine's event log, as text. */
  readonly diagnostics: string;
  /** The same, one by one, each with the name of its resource. */
  readonly messages: readonly string[];
  /** What policy packs reported, advice included. */
  readonly violations: readonly Violation[];
}

export interface Violation {
  readonly rule: string;
  readonly level: string;
  /** The resource's name; the stack's, when it is about no resource. */
  readonly resource: string;
  readonly message: string;
}

/** Takes down what is seen of an operation, in a transcript as well, until its step is asked for. */
export function watch(transcript: string[], onlooker?: Onlooker) {
  const output: string[] = [];
  const diagnostics: automation.DiagnosticEvent[] = [];
  const operations: Record<string, string> = {};
  const violations: Violation[] = [];
  return {
    onEvent: (event: automation.EngineEvent) => {
      transcript.push(JSON.stringify(event));
      const metadata = (event.resourcePreEvent ?? event.resOutputsEvent)?.metadata;
      if (metadata && !["same", "read", "refresh"].includes(metadata.op)) {
        record(operations, metadata.urn, metadata.op);
      }
      if (event.policyEvent) violations.push(violationOf(event.policyEvent));
      if (event.diagnosticEvent && (event.diagnosticEvent.severity as string) !== "debug")
        diagnostics.push(event.diagnosticEvent);
    },
    keep: (text: string) => {
      output.push(text);
      transcript.push(text);
    },
    step: (succeeded: boolean): Step => {
      if (onlooker) transcript.push(...onlooker.stop());
      return {
        succeeded,
        operations,
        output: output.join(""),
        diagnostics: diagnostics.map(({ message }) => message).join("\n"),
        messages: diagnostics.map(
          ({ urn, message }) => `${urn?.split("::").at(-1) ?? ""}: ${message}`,
        ),
        violations,
      };
    },
  };
}

/** The events in a log, but for one that was cut off. */
export function eventsIn(log: string): automation.EngineEvent[] {
  if (!existsSync(log)) return [];
  const whole = readFileSync(log, "utf8").split("\n").slice(0, -1);
  return whole.map((line) => JSON.parse(line) as automation.EngineEvent);
}

function violationOf(event: automation.PolicyEvent): Violation {
  return {
    rule: event.policyName,
    level: event.enforcementLevel,
    resource: event.resourceUrn?.split("::").at(-1) ?? "",
    message: event.message,
  };
}

/** A replacement is several operations; the one that says so wins. */
function record(operations: Record<string, string>, urn: string, op: string): void {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const key = `${type} ${urn.split("::").at(-1)}`;
  if (type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:")) return;
  // The second half of a replacement comes late: with the next update, if this one fails.
  if (op === "delete-replaced" || operations[key] === "replace") return;
  operations[key] = op === "create-replacement" ? "replace" : op;
}
