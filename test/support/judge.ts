import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as library from "@pulumi/policy";
import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import {
  rules as allRules,
  sealPolicies,
  type Rule,
  type SealPolicy,
  type Settings,
} from "../../src/policies/index";
import { watchRequests } from "../../src/policies/pulumi/requests";
import type { Path } from "../../src/policies/value";

/** Recognisable should it leak. */
export const canary = "canarySealToken-0123456789abcdef";
export const otherCanary = "canaryDevelopment-fedcba9876543210";

/** The library exports it for tests, and strips it from its types. */
export const { unknownCheckingProxy } = library as unknown as {
  unknownCheckingProxy: (props: Record<string, unknown>) => Record<string, unknown>;
};

/** What a preview does not know; of every type, because the library marks it by itself. */
export const unknown = pulumi.runtime.unknownValue as never;

/** A resource of a test, as the engine would hand it to a policy pack. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  readonly props: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  readonly parent?: Declared;
  /** Which resources each property comes from. */
  readonly from?: Record<string, Declared[]>;
  /** Paths that the program marked as secrets; absent where nobody can tell. */
  readonly secret?: Path[];
}

type Extra = Omit<Declared, "type" | "name" | "props">;
type Constructor<Args> = new (name: string, args: Args, ...rest: never[]) => pulumi.Resource;

/** A resource of an SDK, with the arguments that its constructor takes. */
export function declare<Args>(
  of: Constructor<Args>,
  name: string,
  props: pulumi.Unwrap<NonNullable<Args>>,
  extra: Extra = {},
): Declared {
  const { __pulumiType: type } = of as unknown as { __pulumiType: string };
  return { type, name, props: props as Record<string, unknown>, ...extra };
}

/** A resource of a type that no SDK at hand has. */
export function declareAny(
  type: string,
  name: string,
  props: Record<string, unknown>,
  extra: Extra = {},
): Declared {
  return { type, name, props, ...extra };
}

export function urnOf({ type, name, parent }: Declared): string {
  const types = parent ? `${urnOf(parent).split("::")[2] ?? ""}$${type}` : type;
  return `urn:pulumi:dev::web::${types}::${name}`;
}

export interface Judgement {
  rules?: readonly Rule[];
  /** Configuration by rule. */
  config?: Record<string, Partial<Settings>>;
  now?: string;
  plainConfiguration?: Record<string, string>;
  stackOutputs?: Record<string, unknown>;
  isWholePack?: boolean;
  /** Whether the engine comes to look at the whole stack. */
  resourcesOnly?: boolean;
}

export interface Told {
  readonly rule: string;
  readonly resource: string;
  readonly message: string;
  readonly level: string;
  readonly when: "resource" | "stack";
}

const stack: Declared = { type: "pulumi:pulumi:Stack", name: "web-dev", props: {} };

/** Runs the policies as the policy runner does: resource by resource, then the whole stack. */
export async function judge(
  resources: readonly Declared[],
  options: Judgement = {},
): Promise<Told[]> {
  const { config = {}, now = "2026-11-23T12:00:00Z", rules = allRules } = options;
  const requests = watchRequests();
  requests.configuration = new Map(Object.entries(config));
  requests.plainConfiguration = new Map(Object.entries(options.plainConfiguration ?? {}));
  requests.secretPaths.clear();
  const all = [stack, ...resources];
  for (const declared of all) {
    if (declared.secret) requests.secretPaths.set(urnOf(declared), declared.secret);
  }
  const policies = sealPolicies(rules, {
    now: () => new Date(now),
    isWholePack: options.isWholePack ?? false,
  }) as SealPolicy[];
  const told: Told[] = [];
  for (const declared of all) {
    for (const policy of policies) {
      const urn = urnOf(declared);
      const report = reporter(told, policy, "resource", urn);
      assert.ok(typeof policy.validateResource === "function");
      await policy.validateResource(argsOf(declared, config[policy.name]), report);
    }
  }
  if (options.resourcesOnly) return told;
  for (const policy of policies) {
    const report = reporter(told, policy, "stack");
    await policy.validateStack(
      {
        resources: wholeStack(all, options.stackOutputs),
        getConfig: () => (config[policy.name] ?? {}) as never,
        stackTags: new Map(),
        notApplicable: never,
      },
      report,
    );
  }
  return told;
}

/** "name: rule" for a violation, "name? rule" for what is not yet known, "name! rule" for advice. */
export function summary(told: readonly Told[]): string[] {
  return told
    .map(({ resource, rule, message, level }) => {
      const isAdvice = level === "advisory!";
      const mark = isAdvice ? (message.includes("ot yet known") ? "?" : "!") : ":";
      return `${resource}${mark} ${rule.replace("seal-", "")}`;
    })
    .sort();
}

function reporter(
  told: Told[],
  policy: { name: string; enforcementLevel?: string },
  when: Told["when"],
  resourceUrn?: string,
) {
  return (given: unknown, urn?: string) => {
    const info = given as { message: string; urn?: string; enforcementLevel: string };
    const isText = typeof given === "string";
    const message = isText ? given : info.message;
    // Whatever a rule says, it never shows a token.
    for (const token of [canary, otherCanary]) assert.ok(!message.includes(token), "a token shows");
    const at = resourceUrn ?? (isText ? urn : info.urn) ?? "";
    told.push({
      rule: policy.name,
      resource: at.split("::").at(-1) ?? "",
      message,
      level: isText ? (policy.enforcementLevel ?? "") : `${info.enforcementLevel}!`,
      when,
    });
  };
}

function argsOf(declared: Declared, config: unknown): ResourceValidationArgs {
  return {
    type: declared.type,
    name: declared.name,
    urn: urnOf(declared),
    props: unknownCheckingProxy(declared.props),
    opts: optionsOf(declared),
    stackTags: new Map(),
    isType: () => false,
    asType: () => undefined,
    getConfig: () => (config ?? {}) as never,
    notApplicable: never,
  };
}

function wholeStack(
  all: readonly Declared[],
  stackOutputs: Record<string, unknown> = {},
): PolicyResource[] {
  const resources = all.map((declared): PolicyResource => {
    const isComponent = declared.type.startsWith("acme:");
    const inputs = declared === stack ? stackOutputs : isComponent ? {} : declared.props;
    return {
      type: declared.type,
      name: declared.name,
      urn: urnOf(declared),
      props: unknownCheckingProxy({ ...inputs, ...declared.outputs }),
      opts: optionsOf(declared),
      dependencies: [],
      propertyDependencies: {},
      isType: () => false,
      asType: () => undefined,
    };
  });
  const find = (declared: Declared) => resources.find(({ urn }) => urn === urnOf(declared))!;
  for (const declared of all) {
    const sources = Object.entries(declared.from ?? {});
    const found = sources.map(([property, from]) => [property, from.map(find)] as const);
    find(declared).propertyDependencies = Object.fromEntries(found);
  }
  return resources;
}

function optionsOf({ parent }: Declared): ResourceValidationArgs["opts"] {
  return {
    protect: false,
    ignoreChanges: [],
    aliases: [],
    customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
    additionalSecretOutputs: [],
    parent: parent && urnOf(parent),
  };
}

function never(): never {
  throw new Error("no rule is not applicable");
}
