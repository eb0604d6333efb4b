import type { Case } from "./case";

export type { Case, Own } from "./case";

interface Loaded {
  readonly cases: readonly Case[];
}

/* eslint-disable @typescript-eslint/no-require-imports -- only the part that is asked for */
const parts: Readonly<Record<string, () => Loaded[]>> = {
  anywhere: () => [require("./anywhere") as Loaded],
  "azure-devops": () => [require("./azure-devops") as Loaded],
  github: () => [require("./github-environments") as Loaded, require("./github-secrets") as Loaded],
  gitlab: () => [require("./gitlab") as Loaded],
};
/* eslint-enable @typescript-eslint/no-require-imports */

/** The programs of the corpus; each part is loaded alone, because SDKs are large. */
export function corpus(part: string): readonly Case[] {
  return (parts[part]?.() ?? []).flatMap(({ cases }) => cases);
}
