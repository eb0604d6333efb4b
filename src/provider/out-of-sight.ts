import { Fault } from "./fault";

/** A repository, a project, a group or an organization is not shown any more, and may be there still. */
export class OutOfSight extends Fault {
  override mapped(change: (message: string) => string): OutOfSight {
    return new OutOfSight(change(this.message));
  }
}

/** It is known to be gone, and all that was in it. */
export class Gone extends Fault {
  override mapped(change: (message: string) => string): Gone {
    return new Gone(change(this.message));
  }
}

/** A place is not there, in what is: of a store that is new it is still to be made. */
export class Absent extends Fault {
  override mapped(change: (message: string) => string): Absent {
    return new Absent(change(this.message));
  }
}

/** With what is told of its owner, if anything. */
export const outOfSight = (what: string, more = ""): OutOfSight =>
  new OutOfSight(`${what} was deleted, or moved out of reach of these credentials${more}`);

export const gone = (what: string): Gone => new Gone(`${what} is gone`);

/** What is still in state of it, and what to do about that. */
export function orForget(error: unknown, urn: string): unknown {
  if (!(error instanceof OutOfSight)) return error;
  return error.mapped(
    (cause) =>
      `${cause}; give them access to it, or where it is deleted for good, forget it: pulumi state delete '${urn}'`,
  );
}

/** What to do about a store that is still declared. */
export function orTakeOut(error: unknown): unknown {
  if (error instanceof OutOfSight) {
    return error.mapped(
      (cause) =>
        `${cause}; give them access to it, or where it is deleted for good, take the store out`,
    );
  }
  return error instanceof Gone ? error.mapped((cause) => `${cause}; take the store out`) : error;
}
