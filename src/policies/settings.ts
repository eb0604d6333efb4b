import type { Exception } from "./exceptions";

/** A part of JSON Schema, as the engine checks configuration with it. */
export interface Schema {
  readonly type: "string" | "integer" | "boolean" | "array" | "object";
  readonly description?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

/** What can be configured, of one rule or of all at once. */
export interface Settings {
  /** Branches whose CI may read production. */
  readonly mainBranches: readonly string[];
  /** Names under which CI reads a production token; `*` stands for any characters. */
  readonly secretNames: readonly string[];
  /** Names under which CI reads a development token; they win over `secretNames`. */
  readonly developmentSecretNames: readonly string[];
  /** Fingerprints of development tokens, whatever name they are stored under. */
  readonly developmentFingerprints: readonly string[];
  /** GitHub environments that another stack confines to main, as "repository/environment". */
  readonly allowedEnvironments: readonly string[];
  /** Ids of Azure DevOps variable groups that another stack confines to main. */
  readonly allowedVariableGroups: readonly string[];
  /** Resource types that may hold a production token, for example those of a secret manager. */
  readonly allowedTypes: readonly string[];
  /** Stack outputs that hand a production token to other stacks. */
  readonly sharedOutputs: readonly string[];
  /** Longest rotation period of a token that never expires. */
  readonly longestPeriod: string;
  /** Days before its expiry by which a token must be rotated. */
  readonly leadDays: number;
  /** Days after its due date until a token is reported. */
  readonly graceDays: number;
  /** Days until superseded tokens must be proven dead. */
  readonly retirementDays: number;
  /** Fingerprints of tokens that are known to be leaked. */
  readonly leakedFingerprints: readonly string[];
  /** Whether stores must be declared by a binding even where the stack has none. */
  readonly bindingRequired: boolean;
  readonly exceptions: readonly Exception[];
}

export type SettingName = keyof Settings;

const fingerprint: Schema = { type: "string", pattern: "^[0-9a-f]{12}$" };
const word: Schema = { type: "string", minLength: 1 };
const days = (description: string): Schema => ({
  type: "integer",
  minimum: 0,
  maximum: 3650,
  description,
});

/** Without `default`: the engine would fill it in, and hide what is configured for all rules. */
export const schemas: Readonly<Record<SettingName, Schema>> = {
  mainBranches: {
    type: "array",
    items: { type: "string", pattern: "^[^*?\\[\\]]+$" },
    minItems: 1,
    description: 'Branches whose CI may read production, literally. Default ["main"].',
  },
  secretNames: {
    type: "array",
    items: word,
    minItems: 1,
    description:
      'Names under which CI reads a production token; `*` stands for any characters. Default ["SEAL_TOKEN"].',
  },
  developmentSecretNames: {
    type: "array",
    items: word,
    description:
      "Names under which CI reads a development token; they win over `secretNames`. Default: SEAL_DEV_TOKEN, SEAL_DEVELOPMENT_TOKEN, SEAL_TOKEN_DEV, SEAL_TOKEN_DEVELOPMENT.",
  },
  developmentFingerprints: {
    type: "array",
    items: fingerprint,
    description:
      "Fingerprints of development tokens, 12 hexadecimal digits each, whatever name they are stored under. Default: those of the stack's own development bindings.",
  },
  allowedEnvironments: {
    type: "array",
    items: { type: "string", pattern: "^[^/]+/.+$" },
    description:
      'GitHub environments that another stack confines to main, as "repository/environment"; `*` stands for any characters. Default: none.',
  },
  allowedVariableGroups: {
    type: "array",
    items: word,
    description:
      "Ids of Azure DevOps variable groups that another stack confines to main. Default: none.",
  },
  allowedTypes: {
    type: "array",
    items: word,
    description:
      'Resource types that may hold a production token, for example "aws:secretsmanager/*" for a secret manager that CI pulls from; `*` stands for any characters. Default: none.',
  },
  sharedOutputs: {
    type: "array",
    items: word,
    description: "Stack outputs that hand a production token to other stacks. Default: none.",
  },
  longestPeriod: {
    type: "string",
    description:
      'Longest rotation period of a token that never expires: whole days, weeks, months or years, as "90 days" or "P90D". Default "1 year".',
  },
  leadDays: days("Days before its expiry by which a token must be rotated, 0 to 3650. Default 14."),
  graceDays: days(
    "Days after its due date until a token is reported, 0 to 3650, whatever grace its binding takes. Default 7.",
  ),
  retirementDays: days(
    "Days from the rotation until superseded tokens must be proven dead, 0 to 3650. Default 7.",
  ),
  leakedFingerprints: {
    type: "array",
    items: fingerprint,
    description:
      "Fingerprints of tokens that are known to be leaked, 12 hexadecimal digits each. Default: none.",
  },
  bindingRequired: {
    type: "boolean",
    description:
      "Whether stores must be declared by a binding even where the stack has none. Default false.",
  },
  exceptions: {
    type: "array",
    description: "Resources that are excepted from the rule: their violations only advise.",
    items: {
      type: "object",
      additionalProperties: false,
      required: ["resource", "reason", "until"],
      properties: {
        resource: {
          ...word,
          description: "The resource's URN, or its name; `*` stands for any characters.",
        },
        reason: { type: "string", pattern: "\\S", description: "Why, for whoever reads the log." },
        until: {
          type: "string",
          pattern: "^\\d{4}-\\d{2}-\\d{2}$",
          description: 'The last day on which the exception holds, in UTC: "2026-12-31".',
        },
      },
    },
  },
};

export const defaults: Settings = {
  mainBranches: ["main"],
  secretNames: ["SEAL_TOKEN"],
  developmentSecretNames: [
    "SEAL_DEV_TOKEN",
    "SEAL_DEVELOPMENT_TOKEN",
    "SEAL_TOKEN_DEV",
    "SEAL_TOKEN_DEVELOPMENT",
  ],
  developmentFingerprints: [],
  allowedEnvironments: [],
  allowedVariableGroups: [],
  allowedTypes: [],
  sharedOutputs: [],
  longestPeriod: "1 year",
  leadDays: 14,
  graceDays: 7,
  retirementDays: 7,
  leakedFingerprints: [],
  bindingRequired: false,
  exceptions: [],
};

/** The settings of one rule: its own, else those for all rules, else the defaults. */
export function resolveSettings(...layers: readonly Partial<Settings>[]): Settings {
  return Object.assign({}, defaults, ...[...layers].reverse()) as Settings;
}
