import * as pulumi from "@pulumi/pulumi";
import type { Alias as ProtoAlias } from "@pulumi/pulumi/proto/alias_pb";
import type {
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A resource as the program declares it; secrets are in their envelopes. */
export interface Declared {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly inputs: Record<string, unknown>;
  readonly secretOutputs: readonly string[];
  readonly retainOnDelete: boolean;
  /** Undefined where the plugin's word counts. */
  readonly deleteBeforeReplace: boolean | undefined;
  readonly protect: boolean;
  readonly dependencies: readonly string[];
  /** By the name of an input: the URNs of what its value comes from. */
  readonly inputsFrom: Readonly<Record<string, readonly string[]>>;
  /** The URN of its parent, "" for none. */
  readonly parent: string;
  readonly aliases: readonly Alias[];
}

/** What the program learns of a resource that it declared. */
export interface Answered {
  readonly id: string;
  readonly outputs: object;
}

/** What answers a program. */
export interface Engine {
  /** Undefined is no answer, ever: what hangs on the resource is not declared then. */
  declare(resource: Declared): Promise<Answered | undefined>;
  /** What the program warns of. */
  tell(line: string): void;
  /** Resolves when it was killed. */
  readonly killed: Promise<void>;
}

export interface Stack {
  readonly project: string;
  readonly name: string;
  readonly configuration: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
}

/** Another name of a resource: a whole URN, or what of its own is otherwise. */
export interface Alias {
  readonly urn?: string;
  readonly name?: string;
  readonly type?: string;
  readonly parent?: string;
  readonly noParent?: boolean;
}

type Callback = (error: Error | null, response?: unknown) => void;

interface Monitor {
  registerResource: (request: RegisterResourceRequest, callback: Callback) => void;
  registerResourceOutputs: (request: RegisterResourceOutputsRequest, callback: Callback) => void;
}

/**
 * Runs a program with Pulumi's own SDK against an engine in this process, until it waits for nothing
 * any more: the SDK's mocks, but for what they answer. Resolves to what it threw, which ends no other
 * work of it: the SDK, too, only tells it and fails the program at its end (3.270, cmd/run).
 */
export async function run(program: () => void, stack: Stack, engine: Engine): Promise<string[]> {
  const thrown: string[] = [];
  const onThrown = (error: unknown) => thrown.push(error instanceof Error ? error.message : "?");
  process.on("unhandledRejection", onThrown);
  try {
    await runQuietly(program, stack, engine);
    return thrown;
  } finally {
    process.off("unhandledRejection", onThrown);
  }
}

async function runQuietly(program: () => void, stack: Stack, engine: Engine): Promise<void> {
  const unused = () => {
    throw new Error("the engine answers");
  };
  const mocks = { newResource: unused, call: unused };
  await pulumi.runtime.setMocks(mocks, stack.project, stack.name, false);
  pulumi.runtime.setAllConfig({ ...stack.configuration }, [...stack.secretKeys]);
  // The SDK's mocks have no engine to tell it to, and print it.
  Object.assign(pulumi.log, {
    warn: (text: string) => Promise.resolve(engine.tell(`warning: ${text}`)),
  });
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  let waiting = 0;
  let failure: Error | undefined;
  let wake = () => {};
  const answer = (work: () => Promise<unknown>, callback: Callback) => {
    waiting += 1;
    work()
      .then(
        (response) => response && callback(null, response),
        (error: unknown) => callback(error as Error),
      )
      .catch((error: unknown) => (failure = error as Error))
      .finally(() => {
        waiting -= 1;
        wake();
      });
  };
  monitor.registerResource = (request, callback) =>
    answer(async () => {
      const declared = declaredBy(request, stack);
      return responseTo(declared.urn, await engine.declare(declared));
    }, callback);
  monitor.registerResourceOutputs = (_request, callback) => callback(null, {});
  let killed = false;
  void engine.killed.then(() => {
    killed = true;
    wake();
  });
  program();
  // What the SDK does between two requests takes no timers: a few turns without one are the end.
  for (let quiet = 0; quiet < 3 && !killed; quiet += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    for (; waiting > 0 && !killed; quiet = 0)
      await new Promise<void>((resolve) => (wake = resolve));
    if (failure) throw failure;
  }
}

function declaredBy(request: RegisterResourceRequest, stack: Stack): Declared {
  const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
  // A reference to a provider is its URN and its id.
  const provider = request.getProvider().split("::").slice(0, 4).join("::");
  const above = [parent, provider].filter((urn) => urn !== "");
  return {
    urn: urnOf(stack, { type, name, parent }),
    type,
    name,
    custom: request.getCustom(),
    inputs: request.getObject()?.toJavaScript() ?? {},
    secretOutputs: request.getAdditionalsecretoutputsList(),
    retainOnDelete: request.getRetainondelete() ?? false,
    deleteBeforeReplace: request.getDeletebeforereplacedefined()
      ? request.getDeletebeforereplace()
      : undefined,
    protect: request.getProtect() ?? false,
    parent,
    aliases: request.getAliasesList().map(aliasOf),
    dependencies: [...above, ...request.getDependenciesList()],
    inputsFrom: Object.fromEntries(
      request
        .getPropertydependenciesMap()
        .toArray()
        .map(([name]) => [name, request.getPropertydependenciesMap().get(name)!.getUrnsList()]),
    ),
  };
}

export const urnOf = (
  stack: Pick<Stack, "name" | "project">,
  { type, name, parent }: Pick<Declared, "type" | "name" | "parent">,
): string => {
  const within = parent ? `${parent.split("::")[2] ?? ""}$` : "";
  return `urn:pulumi:${stack.name}::${stack.project}::${within}${type}::${name}`;
};

function aliasOf(alias: ProtoAlias): Alias {
  const spec = alias.getSpec();
  if (!spec) return { urn: alias.getUrn() };
  return {
    ...(spec.getName() && { name: spec.getName() }),
    ...(spec.getType() && { type: spec.getType() }),
    ...(spec.getParenturn() && { parent: spec.getParenturn() }),
    noParent: spec.getNoparent(),
  };
}

function responseTo(urn: string, answered: Answered | undefined): unknown {
  if (!answered) return undefined;
  const response = new RegisterResourceResponse();
  response.setUrn(urn);
  response.setId(answered.id);
  response.setObject(Struct.fromJavaScript(answered.outputs as never));
  return response;
}
