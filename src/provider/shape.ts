import { isObject } from "../model/is-object";
import { problem, type Problem } from "../model/problem";
import { hasUnknown, unknown } from "./wire";

/*
 * Whether values are of the types that schema.json says. SDKs made from the schema see to that, but
 * JavaScript has no types, and a state may have been edited by hand.
 */

interface TypeSpec {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
  readonly oneOf?: readonly TypeSpec[];
  readonly discriminator?: {
    readonly propertyName: string;
    readonly mapping: Readonly<Record<string, string>>;
  };
}

interface ObjectSpec {
  readonly properties?: Readonly<Record<string, TypeSpec>>;
  readonly required?: readonly string[];
}

interface ResourceSpec extends ObjectSpec {
  readonly inputProperties?: Readonly<Record<string, TypeSpec>>;
  readonly requiredInputs?: readonly string[];
}

/** The part of a Pulumi schema that says what values look like. */
export interface Schema {
  readonly types?: Readonly<Record<string, ObjectSpec>>;
  readonly resources?: Readonly<Record<string, ResourceSpec>>;
}

/** What of a resource's opened inputs is not of its type; never says a value. */
export function inputShapeProblems(
  schema: Schema,
  type: string,
  inputs: Readonly<Record<string, unknown>>,
): Problem[] {
  const { inputProperties, requiredInputs } = schema.resources?.[type] ?? {};
  return objectProblems(
    { schema, isWhole: true },
    { properties: inputProperties, required: requiredInputs },
    "",
    inputs,
  );
}

/**
 * The same of its state, in which everything is known. A version before may have kept less, so what
 * is absent is no problem.
 */
export function stateShapeProblems(
  schema: Schema,
  type: string,
  state: Readonly<Record<string, unknown>>,
): Problem[] {
  const { inputProperties, properties } = schema.resources?.[type] ?? {};
  return [
    ...Object.keys(state).flatMap((key) =>
      hasUnknown(state[key]) ? [problem(key, "be known")] : [],
    ),
    ...objectProblems(
      { schema, isWhole: false },
      { properties: { ...properties, ...inputProperties } },
      "",
      state,
    ),
  ];
}

interface Judging {
  readonly schema: Schema;
  /** Whether what is required has to be there. */
  readonly isWhole: boolean;
}

function objectProblems(
  judging: Judging,
  { properties = {}, required = [] }: { [K in keyof ObjectSpec]: ObjectSpec[K] | undefined },
  path: string,
  value: Readonly<Record<string, unknown>>,
): Problem[] {
  return Object.entries(properties).flatMap(([key, spec]) => {
    const at = path === "" ? key : `${path}.${key}`;
    const given = Object.hasOwn(value, key) ? value[key] : undefined;
    if (given !== undefined) return valueProblems(judging, spec, at, given);
    return judging.isWhole && required.includes(key) ? [problem(at, "be given")] : [];
  });
}

function valueProblems(judging: Judging, spec: TypeSpec, path: string, value: unknown): Problem[] {
  if (value === unknown) return [];
  const named = referenceOf(spec, value);
  if (named !== undefined) {
    const type = judging.schema.types?.[named.replace(/^#\/types\//, "")] ?? {};
    return isObject(value) ? objectProblems(judging, type, path, value) : [wrong(path, "object")];
  }
  switch (spec.type) {
    case "array":
      return Array.isArray(value)
        ? value.flatMap((item: unknown, index) =>
            valueProblems(judging, spec.items ?? {}, `${path}[${index}]`, item),
          )
        : [wrong(path, "array")];
    case "object":
      return isObject(value)
        ? Object.values(value).flatMap((item) =>
            // The names of its properties are not ours to repeat.
            valueProblems(judging, spec.additionalProperties ?? {}, path, item),
          )
        : [wrong(path, "object")];
    case undefined:
      return variantProblems(spec, path, value);
    case "integer":
      return Number.isInteger(value) ? [] : [wrong(path, "integer")];
    default:
      return typeof value === spec.type ? [] : [wrong(path, spec.type)];
  }
}

/** Of several types, told apart by a property; which values it may have, the hosts know. */
function variantProblems({ oneOf, discriminator }: TypeSpec, path: string, value: unknown) {
  if (!oneOf || !discriminator) return [];
  if (!isObject(value)) return [wrong(path, "object")];
  const { propertyName } = discriminator;
  const kind = value[propertyName];
  return kind === unknown || typeof kind === "string"
    ? []
    : [wrong(`${path}.${propertyName}`, "string")];
}

function referenceOf({ $ref, discriminator }: TypeSpec, value: unknown): string | undefined {
  if (!discriminator || !isObject(value)) return $ref;
  const kind = value[discriminator.propertyName];
  return typeof kind === "string" && Object.hasOwn(discriminator.mapping, kind)
    ? discriminator.mapping[kind]
    : undefined;
}

/** What is wrong may hold a secret, so not even a part of it is said. */
function wrong(path: string, type: string): Problem {
  return problem(path, `be ${words[type] ?? type}`);
}

const words: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object with properties",
};
