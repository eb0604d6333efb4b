// Run by `npm publish`, before anything else. Plain Node.js, no dependencies.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./programs.mjs";

const [folder = root] = process.argv.slice(2);
const { repository } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
// As src/origin.ts reads it.
const [, , owner] =
  /^(git\+)?https:\/\/github\.com\/([^/]+)\/[^/]+$/.exec(repository?.url ?? "") ?? [];

if (owner === undefined) {
  // docs.npmjs.com, "Generating provenance statements": the registry compares it with where CI ran.
  refuse(
    "package.json: repository.url must be the https address on GitHub of the public repository whose CI publishes; pipelines get the job that confirms from there, and the registry refuses provenance without it",
  );
}
for (const page of pages()) {
  if (/\bOWNER\b/.test(readFileSync(join(folder, page), "utf8"))) {
    refuse(
      `${page}: must name the public repository, but says OWNER; write ${owner ?? "its owner"} for it`,
    );
  }
}

function refuse(text) {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

/** What people copy lines from. */
function pages() {
  const below = ["docs", "examples"].flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name: file }) => join(parentPath, file).slice(join(folder, "/").length))
      .filter((path) => !path.includes("node_modules")),
  );
  return ["README.md", ...below.sort()];
}
