import { urnOf, type Alias, type Declared, type Stack } from "./program";

type Named = Pick<Stack, "name" | "project">;

/**
 * Which other names a resource of the state may have: its own aliases, then what its parent was called
 * (pulumi 3.220, step_generator.go, `generateAliases`). A parent that is in state under its new name was
 * called nothing else, whatever its aliases say.
 */
export function formerUrns(
  resource: Declared,
  stack: Named,
  /** By new URN: under which one a resource of this update was found. */
  found: ReadonlyMap<string, string>,
): string[] {
  const { type, name, parent, aliases } = resource;
  const own = aliases.map((alias) => collapsed(alias, resource, stack, found));
  const parentWas = found.get(parent);
  if (parentWas === undefined) return own;
  const inherited = [urnOf(stack, { type, name, parent }), ...own].map((urn) =>
    urnOf(stack, {
      type: typeOf(urn),
      name: renamedWith(nameOf(urn), nameOf(parent), nameOf(parentWas)),
      parent: parentWas,
    }),
  );
  return [...own, ...inherited];
}

function collapsed(
  { urn, name, type, parent, noParent }: Alias,
  resource: Declared,
  stack: Named,
  found: ReadonlyMap<string, string>,
): string {
  if (urn !== undefined) return urn;
  const within = parent === undefined ? resource.parent : (found.get(parent) ?? parent);
  return urnOf(stack, {
    type: type ?? resource.type,
    name: name ?? resource.name,
    parent: noParent ? "" : within,
  });
}

/** A child's name begins with its parent's, by convention. */
const renamedWith = (child: string, parent: string, parentWas: string) =>
  child.startsWith(parent) ? parentWas + child.slice(parent.length) : child;

const nameOf = (urn: string) => urn.split("::").at(-1) ?? "";
const typeOf = (urn: string) => urn.split("::")[2]?.split("$").at(-1) ?? "";
