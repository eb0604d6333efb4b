import { readFileSync } from "node:fs";
import { join } from "node:path";
import { azureDevops } from "./list/azure-devops";
import { github } from "./list/github";
import { gitlab } from "./list/gitlab";
import { identity } from "./list/identity";
import { plugin } from "./list/plugin";
import { policies } from "./list/policies";
import { program } from "./list/program";
import { pending } from "./pending";
import type { Remedies } from "./reference";

/*
 * Every sentence that tells a person what to do, with the test that does it after the failure which said it.
 * `facts.json` has all other prose of the source code: it says how things are, and asks for nothing.
 */

export const performed: Remedies = {
  ...azureDevops,
  ...github,
  ...gitlab,
  ...identity,
  ...plugin,
  ...policies,
  ...program,
};

export { pending };

export const facts = JSON.parse(readFileSync(join(__dirname, "facts.json"), "utf8")) as Readonly<
  Record<string, readonly string[]>
>;

export interface Listed {
  readonly sentence: string;
  readonly tests: readonly string[];
}

/** What is listed of a file below `src/`. */
export const remediesOf = (file: string): Listed[] =>
  Object.entries(performed[file] ?? {}).map(([sentence, tests]) => ({
    sentence,
    tests: [tests].flat(),
  }));

/** The sentences that a test performs, by its reference. */
export const sentencesOfTest = (reference: string): string[] =>
  Object.keys(performed).flatMap((file) =>
    remediesOf(file).flatMap(({ sentence, tests }) =>
      tests.includes(reference) ? [sentence] : [],
    ),
  );
