import type { Resource } from "./resource";
import type { Scene } from "./scene";
import type { SettingName, Settings } from "./settings";
import type { Path, Value } from "./value";

/** One property that a remedy sets; without a value it is removed. */
export interface Change {
  readonly path: Path;
  readonly value?: Value;
  /** Whether the value is a secret, to be stored as one. */
  readonly isSecret?: boolean;
}

/** Puts a resource right before it is written, where that is safe. Off unless it is switched on. */
export interface Remedy<Name extends SettingName = SettingName> {
  readonly name: `seal-remedy-${string}`;
  readonly title: string;
  readonly description: string;
  /** The rule whose violations it spares. */
  readonly rule: `seal-${string}`;
  readonly settings: readonly Name[];
  changes(resource: Resource, scene: Scene, settings: Pick<Settings, Name>): Change[];
}

export function defineRemedy<Name extends SettingName>(remedy: Remedy<Name>): Remedy {
  return remedy;
}
