import { problem, type Problem } from "./problem";

/* A misspelt argument must not be taken for its default; the types say so, but only to TypeScript. */

/** The names of all arguments of a type, each of them. */
export type NamesOf<Args> = Record<Args extends unknown ? keyof Args : never, true>;

/** Arguments that are given and do not exist. */
export function unknownNames(prefix: string, args: object, names: object): Problem[] {
  return Object.entries(args)
    .filter(([name, value]) => value !== undefined && !Object.hasOwn(names, name))
    .map(([name]) =>
      problem(`${prefix}${name}`, "be left out, because there is no such argument", {
        remedy: `there are ${Object.keys(names).join(", ")}`,
      }),
    );
}
