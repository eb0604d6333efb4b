import { load } from "js-yaml";

/** Whether a workflow's file says that it can be dispatched; undefined when it cannot be read. */
export function hasDispatchTrigger(file: string): boolean | undefined {
  const on = triggersOf(file);
  if (typeof on === "string") return on === dispatch;
  if (Array.isArray(on)) return on.includes(dispatch);
  return typeof on === "object" && on !== null ? Object.hasOwn(on, dispatch) : undefined;
}

/** docs.github.com, "Workflow syntax", `on`: one event, a list of them, or each with its own filters. */
function triggersOf(file: string): unknown {
  try {
    return (load(file) as { on?: unknown } | null | undefined)?.on;
  } catch {
    // What this library does not read, GitHub may.
    return undefined;
  }
}

const dispatch = "workflow_dispatch";
