import type { Program } from "../../src/policies/index";
import { canary, unknown, type Declared, type Judgement } from "./judge";

/** The configuration that the examples of rules refer to, as people set it. */
export const exampleConfiguration = {
  sealToken: canary,
  sealTokenInClear: canary,
  leakedToken: "leaked-in-a-chat",
} as const;

/** An example of a rule as the engine would hand it over in a preview. */
export function declaredBy({ resources }: Program): Declared[] {
  const declared = new Map<string, Declared>();
  for (const [name, { type, properties, state }] of Object.entries(resources)) {
    const from: Record<string, Declared[]> = {};
    const props = Object.fromEntries(
      Object.entries(properties).map(([property, value]) => {
        const sources: string[] = [];
        const resolved = resolve(value, sources);
        from[property] = sources.flatMap((source) => declared.get(source) ?? []);
        return [property, resolved];
      }),
    );
    declared.set(name, { type, name, props, from, ...(state && { outputs: state }) });
  }
  return [...declared.values()];
}

export function judgementOf(program: Program, rule: string): Judgement {
  const inClear = JSON.stringify(program).includes("${sealTokenInClear}");
  return {
    config: { [rule]: program.settings ?? {} },
    plainConfiguration: inClear ? { "web:sealTokenInClear": canary } : {},
  };
}

/** Replaces `${…}`: configuration by its value, what comes from a resource by what nobody knows yet. */
function resolve(value: unknown, sources: string[]): unknown {
  if (Array.isArray(value)) return value.map((element) => resolve(element, sources));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, resolve(child, sources)]),
    );
  }
  if (typeof value !== "string") return value;
  const reference = /^\$\{(\w+)\.\w+\}$/.exec(value)?.[1];
  if (reference !== undefined) {
    sources.push(reference);
    return unknown;
  }
  return value.replace(/\$\{(\w+)\}/g, (text, key: string) => configured(key) ?? text);
}

function configured(key: string): string | undefined {
  return (exampleConfiguration as Readonly<Record<string, string>>)[key];
}
