import { getEngine, resetOptions } from "@pulumi/pulumi/runtime/settings";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** The engine's log, for one resource. Never given a secret. */
export interface EngineLog {
  info(urn: string, message: string): void;
  warn(urn: string, message: string): void;
  /** Shown as an error; it fails nothing. */
  error(urn: string, message: string): void;
  /** Shown while it lasts, on terminals only. */
  status(urn: string, message: string): void;
}

/** Connects to the engine that started this plugin; silent when there is none. */
export function connectEngineLog(engineAddress: string | undefined): EngineLog {
  if (engineAddress !== undefined) {
    // The public log functions want a Resource; a plugin has only URNs.
    resetOptions("", "", 1, engineAddress, "", false, "");
  }
  const engine = engineAddress === undefined ? undefined : getEngine();
  const send = (severity: LogSeverity, urn: string, message: string, ephemeral: boolean) => {
    const request = new LogRequest();
    request.setSeverity(severity);
    request.setUrn(urn);
    request.setMessage(message);
    request.setEphemeral(ephemeral);
    // A log line that cannot be delivered must not fail a rotation.
    engine?.log(request, () => undefined);
  };
  return {
    info: (urn, message) => send(LogSeverity.INFO, urn, message, false),
    warn: (urn, message) => send(LogSeverity.WARNING, urn, message, false),
    error: (urn, message) => send(LogSeverity.ERROR, urn, message, false),
    status: (urn, message) => send(LogSeverity.INFO, urn, message, true),
  };
}
