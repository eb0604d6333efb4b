import { at, isAbsent, notYetKnown, textOf, type Path, type Props, type Value } from "./value";

/** A resource of a stack, as plain data. */
export interface Resource {
  /** Its type token: "github:index/actionsSecret:ActionsSecret". */
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Its inputs; of a whole stack, with what only its outputs tell. */
  readonly props: Props;
  /** Its outputs; absent where only inputs are known. */
  readonly outputs?: Props | undefined;
  readonly parent?: string | undefined;
  /** URNs that each property comes from; absent where only inputs are known. */
  readonly sources?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Where the program marked values as secrets; absent where nobody can tell. */
  readonly secretPaths?: readonly Path[] | undefined;
}

/**
 * A type token without its module: "github:ActionsSecret". Programs in YAML may leave the module
 * out, and generated modules differ between providers.
 */
export function typeOf({ type }: Pick<Resource, "type">): string {
  const parts = type.split(":");
  return parts.length < 2 ? type : `${parts[0] ?? ""}:${parts.at(-1) ?? ""}`;
}

/** Whether a resource is a descendant of one of a type, by its URN. */
export function isBelow({ urn }: Pick<Resource, "urn">, type: string): boolean {
  const chain = (urn.split("::")[2] ?? "").split("$");
  return chain.slice(0, -1).includes(type);
}

/** Whether a value is marked secret by the program; undefined where nobody can tell. */
export function isSecretAt({ secretPaths }: Resource, path: Path): boolean | undefined {
  return secretPaths?.some((secret) => secret.every((step, index) => path[index] === step));
}

/** What a property of a resource names, for example the repository of a secret. */
export interface Reference {
  readonly resource: Resource;
  readonly property: string;
}

/**
 * Whether two properties name the same thing. What a preview does not know is the same when both
 * come from the same resource, or one from the other; what comes from elsewhere is something else.
 */
export function areSame(a: Reference, b: Reference): "yes" | "no" | "maybe" {
  const [x, y] = [at(a.resource.props, a.property), at(b.resource.props, b.property)];
  if (x !== notYetKnown && y !== notYetKnown && !isAbsent(x) && !isAbsent(y)) {
    return lower(x) === lower(y) ? "yes" : "no";
  }
  const [from, to] = [sourcesOf(a), sourcesOf(b)];
  if (from.includes(b.resource.urn) || to.includes(a.resource.urn)) return "yes";
  if (from.some((urn) => to.includes(urn))) return "yes";
  const isOpen = (x === notYetKnown && from.length === 0) || (y === notYetKnown && to.length === 0);
  return isOpen ? "maybe" : "no";
}

/** Whether a property holds the id of a resource. */
export function isIdOf(reference: Reference, resource: Resource): "yes" | "no" | "maybe" {
  const id = at(reference.resource.props, reference.property);
  const sources = sourcesOf(reference);
  if (sources.includes(resource.urn)) return "yes";
  const own = at(resource.props, "id");
  if (id !== notYetKnown && own !== notYetKnown && !isAbsent(own)) {
    return lower(id) === lower(own) ? "yes" : "no";
  }
  // A literal is not the id of what is still to be created, and what comes from elsewhere is not either.
  return id === notYetKnown && sources.length === 0 ? "maybe" : "no";
}

function sourcesOf({ resource, property }: Reference): readonly string[] {
  return resource.sources?.[property] ?? [];
}

function lower(value: Value): string | undefined {
  return textOf(value)?.toLowerCase();
}
