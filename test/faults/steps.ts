import type { Victim } from "../support/killing";
import type { HostName } from "./hosts";
import type { FaultName } from "./faults";
import type { Claim } from "./bindings";
import type { HostChange } from "./host-changes";
import type { PlaceName } from "./places";

/** Something that goes wrong on a host while the engine works. */
export interface InjectedFault {
  readonly host: HostName;
  readonly what: FaultName;
  /** What alone it befalls: a method, and a normalised path. Default every request. */
  readonly request?: { readonly method: string; readonly path: string };
  /** How many of its requests go well before. */
  readonly skip: number;
  /** How many do not. */
  readonly times: number;
}

/** How an update is disturbed. */
export interface Disturbance {
  readonly fault?: InjectedFault;
  /**
   * Engine and plugins die at a request that changes something, before or after it took effect. In the
   * real engine it may be one of them alone.
   */
  readonly kill?: { readonly at: number; readonly applied: boolean; readonly victim?: Victim };
}

/** What an operator, a person by hand, or a host does; plain, so that a history can be written down. */
export type HistoryStep =
  | { readonly do: "rotate"; readonly binding: string }
  /** To a token that was set before, by its number; which may be dead, or another binding's. */
  | { readonly do: "set"; readonly binding: string; readonly token: number }
  /** The token in place leaked, and another one takes its place. */
  | { readonly do: "leak" | "end-leak" | "period" | "canary"; readonly binding: string }
  /** Any token leaked, by its number: the one in place, one before it, another binding's. */
  | { readonly do: "name-leak"; readonly binding: string; readonly token: number }
  | {
      readonly do: "add-store" | "remove-store";
      readonly binding: string;
      readonly place: PlaceName;
    }
  | { readonly do: "add-binding" | "remove-binding"; readonly binding: string }
  /** With an alias, or without one, which `alias` mends. */
  | { readonly do: "rename-binding"; readonly binding: string; readonly alias: boolean }
  | { readonly do: "alias" | "protect" | "unprotect"; readonly binding: string }
  /** `recover: true`, and what ends it. */
  | { readonly do: "recover" | "end-recovery"; readonly binding: string }
  /** A place that somebody has is declared once more. */
  | ({ readonly do: "claim"; readonly binding: string } & Claim)
  /** To and fro: another spelling of the same place, and a provider of the same account. */
  | {
      readonly do: "unclaim" | "spell" | "provide";
      readonly binding: string;
      readonly place: PlaceName;
    }
  /** What a person does to the state: of any resource, by its place in the sorted list of URNs. */
  | { readonly do: "taint" | "delete-state"; readonly which: number }
  /** What becomes of a place at its host; and how the program writes it from then on. */
  | { readonly do: "at-host"; readonly place: PlaceName; readonly change: HostChange }
  | { readonly do: "write"; readonly place: PlaceName; readonly as: "name" | "id" }
  /** Other credentials for GitHub, in the configuration, too; those before are dead. */
  | { readonly do: "new-credentials" }
  /** All that is protected in state, if the engine said that some of it would have to go. */
  | { readonly do: "unprotect-asked" }
  /** By hand: any token at all, by its number, in use or not. */
  | { readonly do: "revoke"; readonly token: number }
  /** What the engine asked for. */
  | { readonly do: "revoke-asked" | "end-runs" }
  | { readonly do: "widen" | "narrow" | "queue-run"; readonly place: PlaceName }
  | ({
      readonly do: "up";
      /** Which resources alone are targeted: bits, by their place in the sorted list of URNs. */
      readonly target?: number;
      readonly continueOnError?: boolean;
      /** Which resource is made anew: `--replace`, and alone, `--target-replace`. */
      readonly replace?: { readonly which: number; readonly alone: boolean };
    } & Disturbance)
  | ({ readonly do: "refresh" | "destroy" } & Disturbance);
