import { facts, pending, performed } from "./list";
import { sentencesOf } from "./sentences";

/* What the source code says and the list does not have, and the other way round. */

export interface Said {
  /** Below `src/`. */
  readonly file: string;
  readonly sentence: string;
}

const said = sentencesOf();

export const files: readonly string[] = [
  ...new Set([...said.keys(), ...[performed, pending, facts].flatMap(Object.keys)]),
];

export const listedOf = (file: string): readonly string[] => [
  ...Object.keys(performed[file] ?? {}),
  ...Object.keys(pending[file] ?? {}),
  ...(facts[file] ?? []),
];

const without = (all: readonly string[] = [], some: readonly string[] = []) =>
  all.filter((one) => !some.includes(one));
const of = (file: string) => (sentence: string) => ({ file, sentence });

export const missing: readonly Said[] = files.flatMap((file) =>
  without(said.get(file), listedOf(file)).map(of(file)),
);
export const stale: readonly Said[] = files.flatMap((file) =>
  without(listedOf(file), said.get(file)).map(of(file)),
);

/** As entries of the list, ready to paste. */
export function pasteable(found: readonly Said[]): string {
  return [...new Set(found.map(({ file }) => file))]
    .map((file) => {
      const own = found.filter((one) => one.file === file);
      const lines = own.map(({ sentence }) => `    ${JSON.stringify(sentence)}: "",`);
      return [`  ${JSON.stringify(file)}: {`, ...lines, "  },"].join("\n");
    })
    .join("\n");
}
