/** By file below `src/`: each sentence with its tests, "remedies/github-runs.test.ts > title" below `test/`. */
export type Remedies = Readonly<
  Record<string, Readonly<Record<string, string | readonly string[]>>>
>;

/** Names tests of a file by their titles, as they stand in it. */
export const of = (file: string) => (title: string) => `${file} > ${title}`;
