import type { OwnerLabel } from "../model/owner-label";
import type { Problem } from "../model/problem";
import type { Fault } from "./fault";
import type { Lock } from "./lock";

/** What a thing is in: a repository, a project, a group. */
export interface HeldIn {
  /** The host's own id of it, "repositories/1296269". */
  readonly holderId: string;
}

export interface Lockable {
  /** Why the holder takes no writes, if it takes none. */
  readonly lock: () => Promise<Lock | undefined>;
}

/** How a thing's holder is found, for a host. */
export interface HolderOf<Inputs, Outputs> {
  /** The inputs that name it: labels, which may change while it stays the same. */
  readonly named: readonly (keyof Inputs & string)[];
  /** The input that is the address of its server. */
  readonly address: keyof Inputs & string;
  /** The server that it is on, in one spelling: ids are those of a server. */
  server(inputs: Inputs): string;
  /** What its names lead to, with the names that it has now; undefined when nothing is called so. */
  find(inputs: Inputs): Promise<(HeldIn & Lockable & { readonly inputs: Inputs }) | undefined>;
  /**
   * The same by the id in state, whatever it is called now; undefined only when it is known to be gone. `tell` says
   * what a person should know then.
   */
  findAgain(
    state: Inputs & Outputs & HeldIn,
    tell: (text: string) => void,
  ): Promise<(Lockable & { readonly state: Inputs & Outputs & HeldIn }) | undefined>;
  /** What a person reads when nothing is called so. */
  missing(inputs: Inputs): Fault;
}

/** A thing that a host keeps under a name of its own, as `seal` makes it: opened values throughout. */
export interface Overwritten<Inputs, Outputs> {
  readonly type: string;
  readonly holder: HolderOf<Inputs, Outputs>;
  /** What makes it another thing within its holder; hosts take these as the same in any case. */
  readonly identity: readonly (keyof (Inputs & Outputs) & string)[];
  /** The output that is the id of the resource; else one is made of holder and identity. */
  readonly id?: keyof Outputs & string;
  /** Those of the identity that the host tells apart by case. */
  readonly exact?: readonly (keyof (Inputs & Outputs) & string)[];
  /** The types of what it cannot be without, which have the same holder, and of its identity the named part. */
  readonly needs?: {
    readonly types: readonly string[];
    readonly identity: readonly (keyof Inputs & string)[];
  };
  /** What else of it is written, each in place. */
  readonly written: readonly (keyof Inputs & string)[];
  /** What the state has beside its inputs. */
  readonly outputs: readonly (keyof Outputs & string)[];
  problems(inputs: Readonly<Record<string, unknown>>): Problem[];
  /** Makes it, or writes over what is there already: a creation whose answer was lost is just made again. */
  write(inputs: Inputs, before?: Inputs & Outputs): Promise<Outputs>;
  /** What to say where it is not written because what it belongs to, within its holder, is known to be gone. */
  goneWith?(inputs: Inputs): Promise<Fault | undefined>;
  /** What of it is other than the state says; undefined only when it is known that it is gone. */
  read(state: Inputs & Outputs): Promise<object | undefined>;
  /** Whose it is by what the host has beside the secret; undefined where nothing says so. */
  labelBeside?(state: Inputs & Outputs): Promise<OwnerLabel | undefined>;
  /** Rejects when it is not known that it is gone then. */
  remove(state: Inputs & Outputs): Promise<void>;
  /**
   * Takes away what is still there of `state`, though what is declared now is the same by its identity; undefined
   * where nothing is.
   */
  leftBehind?(
    state: Inputs & Outputs,
    declared: Inputs & Outputs,
  ): (() => Promise<void>) | undefined;
  /** Whether somebody else wrote it, where its other properties do not show that. */
  touched?(state: Inputs & Outputs): boolean;
  /**
   * Whether it has to be written again, though no state tells; never rejects. With a URN, which a preview
   * gives as well, the reason is told.
   */
  strayed?(inputs: Inputs, before: Inputs & Outputs, urn?: string): Promise<boolean>;
}
