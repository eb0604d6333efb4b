import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { runtime } from "@pulumi/pulumi";
import type { Path } from "../value";

/**
 * What the engine tells a policy pack and the policy library does not pass on: which configuration
 * is secret, which properties are marked secret, and every name that is configured.
 *
 * It is read where requests are decoded, before the library handles them. Where that is not
 * possible, for example with two copies of @pulumi/pulumi, nothing is seen, and rules that need it
 * say nothing.
 */
export interface Requests {
  /** What each policy is configured with; also names that no policy has. */
  configuration?: ReadonlyMap<string, Record<string, unknown>>;
  /** Configuration of the stack that is not secret. */
  plainConfiguration?: ReadonlyMap<string, string>;
  /** Where the inputs of the resource that was asked about last are marked secret, by URN. */
  readonly secretPaths: Map<string, readonly Path[]>;
}

const seen: Requests = { secretPaths: new Map() };
let isWatching = false;

/** Call it before a PolicyPack is made: the server keeps the decoders that it starts with. */
export function watchRequests(): Requests {
  if (isWatching) return seen;
  isWatching = true;
  watch("configure", (request) => {
    const entries = [...request.getPolicyconfigMap().entries()] as [string, PolicyConfiguration][];
    seen.configuration = new Map(
      entries.map(([name, given]) => [name, given.getProperties()?.toJavaScript() ?? {}]),
    );
  });
  watch("configureStack", (request) => {
    const secret = new Set(request.getConfigSecretKeysList());
    const entries = [...request.getConfigMap().entries()] as [string, string][];
    seen.plainConfiguration = new Map(entries.filter(([key]) => !secret.has(key)));
  });
  watch("analyze", (request) => {
    const paths: Path[] = [];
    collect(request.getProperties()?.toJavaScript(), [], paths);
    seen.secretPaths.set(request.getUrn(), paths);
  });
  return seen;
}

interface PolicyConfiguration {
  getProperties(): { toJavaScript(): Record<string, unknown> } | undefined;
}

type Decoders = typeof AnalyzerService;
type Request<Method extends keyof Decoders> = ReturnType<Decoders[Method]["requestDeserialize"]>;

function watch<Method extends "configure" | "configureStack" | "analyze">(
  method: Method,
  look: (request: Request<Method>) => void,
): void {
  const definition = AnalyzerService[method] as { requestDeserialize: unknown } | undefined;
  const decode = definition?.requestDeserialize as ((bytes: Buffer) => Request<Method>) | undefined;
  if (!definition || typeof decode !== "function") return;
  definition.requestDeserialize = (bytes: Buffer) => {
    const request = decode(bytes);
    try {
      look(request);
    } catch {
      // Another version of the protocol: then rules that need this say nothing.
    }
    return request;
  };
}

function collect(value: unknown, path: Path, secrets: Path[]): void {
  if (typeof value !== "object" || value === null) return;
  if (runtime.isRpcSecret(value)) {
    secrets.push(path);
    return;
  }
  const isList = Array.isArray(value);
  for (const [key, child] of Object.entries(value)) {
    collect(child, [...path, isList ? Number(key) : key], secrets);
  }
}
