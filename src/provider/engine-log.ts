import { getEngine, resetOptions } from "@pulumi/pulumi/runtime/settings";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { setTimeout } from "node:timers/promises";

/** The engine's log, for one resource. Never given a secret. */
export interface EngineLog {
  info(urn: string, message: string): void;
  warn(urn: string, message: string): void;
  /** Shown as an error; it fails nothing. */
  error(urn: string, message: string): void;
  /** Shown while it lasts, on terminals only. */
  status(urn: string, message: string): void;
  /**
   * Resolves once the engine has all of it. An engine that has its answer may end, and what came later
   * would be lost: a to-do that nobody sees.
   */
  delivered(): Promise<void>;
}

/** An engine that does not take a line must not hold an update for good. */
const longestDeliveryMs = 5_000;

/** Connects to the engine that started this plugin; silent when there is none. */
export function connectEngineLog(engineAddress: string | undefined): EngineLog {
  if (engineAddress !== undefined) {
    // The public log functions want a Resource; a plugin has only URNs.
    resetOptions("", "", 1, engineAddress, "", false, "");
  }
  const engine = engineAddress === undefined ? undefined : getEngine();
  const pending = new Set<Promise<void>>();
  const send = (severity: LogSeverity, urn: string, message: string, ephemeral: boolean) => {
    const request = new LogRequest();
    request.setSeverity(severity);
    request.setUrn(urn);
    request.setMessage(message);
    request.setEphemeral(ephemeral);
    // A log line that cannot be delivered must not fail a rotation.
    const delivery = new Promise<void>((resolve) => {
      if (engine) engine.log(request, () => resolve());
      else resolve();
    }).then(() => void pending.delete(delivery));
    pending.add(delivery);
  };
  return {
    info: (urn, message) => send(LogSeverity.INFO, urn, message, false),
    warn: (urn, message) => send(LogSeverity.WARNING, urn, message, false),
    error: (urn, message) => send(LogSeverity.ERROR, urn, message, false),
    status: (urn, message) => send(LogSeverity.INFO, urn, message, true),
    async delivered() {
      // Most operations say nothing.
      if (pending.size === 0) return;
      const tooLong = setTimeout(longestDeliveryMs, undefined, { ref: false });
      await Promise.race([Promise.all(pending), tooLong]);
    },
  };
}
