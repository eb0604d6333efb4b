import type { HeldRequest } from "./loopback-server";
import { kill, startedBy } from "./processes";
import type { TestStack } from "./stack";
import { eventsIn, type Step } from "./step";

/** The engine's own process, the plugins that it started, or all of it, the program included. */
export type Victim = "engine" | "plugins" | "all";

interface KillOptions {
  readonly victim?: Victim;
  readonly command?: "up" | "destroy";
  /** Whether the stack's lock is freed afterwards. Default true. */
  readonly cancels?: boolean;
}

/**
 * Starts an update and kills it, or a part of it, once it is `held` at a server; then lets the request
 * go, and frees the stack's lock as a person does. A part that lives on has a moment to go on.
 * Resolves to what was seen of it until then; to undefined when it ended before it came to the request.
 */
export async function killedUp(
  stack: TestStack,
  held: HeldRequest,
  { victim = "all", command = "up", cancels = true }: KillOptions = {},
): Promise<Step | undefined> {
  const { child, ended } = stack.start(command);
  const arrived = held.arrived.then(() => true);
  if (!(await Promise.race([arrived, ended.then(() => false)]))) {
    await ended;
    return undefined;
  }
  const started = startedBy(child.pid!);
  const engine = { id: child.pid!, command: "pulumi" };
  const plugins = started.filter(({ command }) => command.includes("pulumi-resource-"));
  kill({ all: [engine, ...started], engine: [engine], plugins }[victim]);
  held.release();
  const seen = await ended;
  if (victim === "plugins") return seen;
  if (victim === "engine") await new Promise((resolve) => setTimeout(resolve, 500));
  kill(started);
  stack.mendState();
  if (cancels) await stack.cancel();
  return seen;
}

/** Starts an update, and sends the engine one Ctrl-C once that is said. Resolves when it ended by itself. */
export async function interruptedUp(stack: TestStack, said: RegExp): Promise<Step> {
  const { child, ended, events } = stack.start("up");
  const isSaid = () =>
    eventsIn(events).some(({ diagnosticEvent: told }) => told && said.test(told.message));
  while (child.exitCode === null && !isSaid()) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill("SIGINT");
  return ended;
}
