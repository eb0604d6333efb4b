/**
 * A failure that is told to a person: a message without secrets, and nothing else. The plugin server
 * prints `error.stack`, and uncaught errors are printed with all their properties, so a fault has no
 * stack, no cause and no properties of its own.
 */
export class Fault extends Error {
  constructor(message: string) {
    super(message);
    this.name = "Fault";
    this.stack = message;
  }

  /** The same with another message. */
  mapped(change: (message: string) => string): Fault {
    return new Fault(change(this.message));
  }
}

/** A host refused what was asked of it; that may have another cause than the answer names. */
export class Refused extends Fault {}

/** A host does not accept the credentials at all. */
export class NotSignedIn extends Fault {
  override mapped(change: (message: string) => string): NotSignedIn {
    return new NotSignedIn(change(this.message));
  }
}

/**
 * "Done, but not finished": the engine stores `properties`, fails the update, and calls `update` on
 * the next one even when nothing changed.
 */
export class PartialFault extends Fault {
  readonly id: string;
  readonly properties: Record<string, unknown>;
  readonly reasons: string[];

  constructor(message: string, id: string, properties: Record<string, unknown>) {
    super(message);
    this.id = id;
    this.properties = properties;
    this.reasons = [message];
  }

  override mapped(change: (message: string) => string): Fault {
    return new PartialFault(change(this.message), this.id, this.properties);
  }
}

/** What may be told of any error: of one that is no fault, nothing. */
export function reasonOf(error: unknown): string {
  return error instanceof Fault ? error.message : "an unexpected error";
}

/** What may be said of an error that a library threw: its code, never its text or its request. */
export function codeOf(error: unknown): string {
  for (
    let e: unknown = error, depth = 0;
    e instanceof Error && depth < 4;
    e = e.cause, depth += 1
  ) {
    const { code } = e as { code?: unknown };
    if (typeof code === "string" && /^[A-Z][A-Z0-9_]{2,40}$/.test(code)) return code;
    if (e.name === "TimeoutError" || e.name === "AbortError") return e.name;
  }
  return "for no known reason";
}
