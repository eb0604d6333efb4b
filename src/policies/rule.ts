import type { Finding } from "./finding";
import type { Resource } from "./resource";
import type { Scene } from "./scene";
import type { Props } from "./value";
import type { SettingName, Settings } from "./settings";

export type Severity = "low" | "medium" | "high" | "critical";
export type Level = "advisory" | "mandatory" | "disabled" | "remediate";

/** A program as Pulumi YAML writes it, `${…}` included: logical name to resource. */
export interface Program {
  /** Configuration of the rule. */
  readonly settings?: Partial<Settings>;
  readonly resources: Readonly<Record<string, ProgramResource>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

export interface ProgramResource {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly options?: { readonly dependsOn?: readonly string[] };
  /** Outputs of its state that the rule reads. */
  readonly state?: Props;
}

/** One thing that must hold of a stack. A rule is pure: what it needs to know is passed in. */
export interface Rule<Name extends SettingName = SettingName> {
  /** Kebab-case, and names the required state. */
  readonly name: `seal-${string}`;
  readonly title: string;
  /** What is checked, in one sentence. */
  readonly description: string;
  /** Why it matters, for the page of rules. */
  readonly why: string;
  readonly severity: Severity;
  readonly level: Exclude<Level, "remediate">;
  /** What to do about a violation. */
  readonly remediation: string;
  readonly settings: readonly Name[];
  readonly example: { readonly bad: Program; readonly good: Program };
  /** What is wrong with a resource by itself: known before anything is written. */
  resource?(resource: Resource, scene: Scene, settings: Pick<Settings, Name>): Finding[];
  /** What is wrong with resources in relation to each other. */
  stack?(scene: Scene, settings: Pick<Settings, Name>): Finding[];
}

export function defineRule<Name extends SettingName>(rule: Rule<Name>): Rule {
  // Every rule is given all settings, so the ones that it names are among them.
  return rule;
}
