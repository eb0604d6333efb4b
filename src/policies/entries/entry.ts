import type { Resource } from "../resource";
import type { Path, Value } from "../value";

/** Who can read what a store holds, by the host's own rules. */
export type Reach =
  /** Jobs that enter a GitHub environment. */
  | "environment"
  /** Pipelines on GitLab's protected branches and tags, when the variable is protected. */
  | "protected refs"
  /** Azure DevOps pipelines that use the variable group, as its checks let them. */
  | "variable group"
  /** More than any confinement to a branch can take back. */
  | "every branch";

/** A named value in a place where CI reads it. */
export interface Entry {
  readonly resource: Resource;
  /** What it is, for people: "GitHub repository secret". */
  readonly kind: string;
  readonly host: "GitHub" | "GitLab" | "Azure DevOps";
  readonly reach: Reach;
  /** Why its reach is what it is: "workflows on every branch read it". */
  readonly readers: string;
  readonly name: Value;
  readonly namePath: Path;
  readonly values: readonly { readonly path: Path; readonly value: Value }[];
  /** Whether the host keeps it as a secret: encrypted and masked. */
  readonly isSecret: Value;
  /** The property that says so; absent when the host has no choice. */
  readonly secretPath?: Path | undefined;
}
