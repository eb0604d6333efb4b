import published from "../../../sdks/schemas/gitlab.json";

/** A property as the published schema has it. */
interface Property {
  readonly type: string;
  readonly required?: boolean;
}

interface Resource {
  readonly inputs: Readonly<Record<string, Property>>;
  readonly outputs: Readonly<Record<string, Property>>;
}

export const version = published.version;
const resources: Readonly<Record<string, Resource>> = published.resources;
const types: Readonly<Record<string, Readonly<Record<string, Property>>>> = published.types;
const configuration: Readonly<Record<string, Property>> = published.config;

/** What the published plugin would say against the inputs of a resource: by property, why. */
export function inputFailures(
  type: string,
  inputs: Readonly<Record<string, unknown>>,
): { property: string; reason: string }[] {
  const known = resources[type]?.inputs;
  if (!known) return [{ property: "", reason: `the schema has no resource ${type}` }];
  const missing = Object.entries(known)
    .filter(([name, { required }]) => required && inputs[name] === undefined)
    .map(([property]) => ({ property, reason: `Missing required property '${property}'` }));
  return [...missing, ...propertyFailures(known, inputs)];
}

/** Names of configuration values that the schema does not have. */
export function unknownConfiguration(given: Readonly<Record<string, unknown>>): string[] {
  const ofTheEngine = /^(version|pluginDownloadURL|__.*)$/;
  return Object.keys(given).filter(
    (name) => !Object.hasOwn(configuration, name) && !ofTheEngine.test(name),
  );
}

function propertyFailures(
  known: Readonly<Record<string, Property>>,
  given: Readonly<Record<string, unknown>>,
  path = "",
): { property: string; reason: string }[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const property = `${path}${name}`;
    const declared = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!declared) return [{ property, reason: `the schema has no property "${name}" here` }];
    return valueFailures(declared.type, value, property);
  });
}

function valueFailures(
  type: string,
  value: unknown,
  property: string,
): { property: string; reason: string }[] {
  // Not given, or not known before the update.
  if (value === undefined || typeof value === "symbol") return [];
  if (type.endsWith("[]")) {
    if (!Array.isArray(value)) return [{ property, reason: "expected a list" }];
    return value.flatMap((item, index) =>
      valueFailures(type.slice(0, -2), item, `${property}[${index}]`),
    );
  }
  const members = types[type];
  if (members && typeof value === "object" && value !== null) {
    return propertyFailures(members, value as Record<string, unknown>, `${property}.`);
  }
  const expected = type === "integer" ? "number" : type;
  return typeof value === expected
    ? []
    : [{ property, reason: `expected a value of type ${type}` }];
}
