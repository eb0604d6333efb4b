import { load } from "js-yaml";

/** How a workflow can be dispatched. */
export interface Dispatch {
  /** The names of the inputs that it declares. */
  readonly inputs: readonly string[];
}

/** What a workflow's file says of dispatches: null when there are none, undefined when it cannot be read. */
export function dispatchOf(file: string): Dispatch | null | undefined {
  const on = triggersOf(file);
  const plain = { inputs: [] };
  if (typeof on === "string") return on === dispatch ? plain : null;
  if (Array.isArray(on)) return on.includes(dispatch) ? plain : null;
  if (typeof on !== "object" || on === null) return undefined;
  if (!Object.hasOwn(on, dispatch)) return null;
  const { inputs } = ((on as Record<string, unknown>)[dispatch] ?? {}) as { inputs?: unknown };
  return { inputs: typeof inputs === "object" && inputs !== null ? Object.keys(inputs) : [] };
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
