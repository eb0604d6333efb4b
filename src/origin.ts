import { readFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "./version";

/** Where pipelines get the jobs that we ship, and people the pages: a repository on GitHub, and the tag of this version. */
export interface Origin {
  readonly repository: string;
  readonly tag: string;
}

/** As the package's manifest says; it says nothing before the package is published anywhere. */
export function originOf(manifest: { repository?: { url?: string } }): Origin {
  const url = manifest.repository?.url ?? "";
  const [, published] = /github\.com\/([^/]+\/[^/]+?)(?:\.git)?$/.exec(url) ?? [];
  return { repository: published ?? "OWNER/pulumi-seal", tag: `v${version}` };
}

export const origin = originOf(
  JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8")) as object,
);

/** A page of this version, for people: the package that is installed has no docs. */
export const pageUrl = (path: string, { repository, tag } = origin): string =>
  `https://github.com/${repository}/blob/${tag}/${path}`;
