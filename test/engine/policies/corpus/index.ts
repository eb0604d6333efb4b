import type { Case } from "./case";

export type { Case, Own } from "./case";

/** The programs of the corpus; each part is loaded alone, because SDKs are large. */
export function corpus(part: string): readonly Case[] {
  switch (part) {
    case "github":
      return [...load("./github-environments"), ...load("./github-secrets")];
    default:
      return load(`./${part}`);
  }
}

function load(module: string): readonly Case[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only the part that is asked for
  return (require(module) as { cases: readonly Case[] }).cases;
}
