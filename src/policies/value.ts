/** Stands for a value that a preview cannot tell. */
export const notYetKnown = Symbol("not yet known");

/** A property's value as policies see it: secrets in clear; the one symbol is `notYetKnown`. */
export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | symbol
  | readonly Value[]
  | { readonly [key: string]: Value };

export type Props = Readonly<Record<string, Value>>;

/** Where a value stands in a resource's properties: `["variables", 0, "value"]`. */
export type Path = readonly (string | number)[];

/** The value at a path; not yet known when something on the way is not. */
export function at(value: Value, ...path: Path): Value {
  let current = value;
  for (const step of path) {
    if (typeof current !== "object" || current === null) {
      return current === notYetKnown ? notYetKnown : undefined;
    }
    current = (current as Record<string | number, Value>)[step];
  }
  return current;
}

/** Absent, as the engine's plugins write it: null in outputs, nothing in inputs. */
export function isAbsent(value: Value): value is null | undefined {
  return value === undefined || value === null;
}

/** A list's elements; a value that is none has none. */
export function elements(value: Value): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

/** What a text is called in; a number is an id that somebody wrote without quotes. */
export function textOf(value: Value): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : undefined;
}
