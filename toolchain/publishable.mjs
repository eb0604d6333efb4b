// Run by `npm publish`, before anything else. Plain Node.js, no dependencies.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./programs.mjs";

const { repository } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
if (!/^(git\+)?https:\/\//.test(repository?.url ?? "")) {
  // docs.npmjs.com, "Generating provenance statements": the registry compares it with where CI ran.
  process.stderr.write(
    "package.json: repository.url must be the https address of the public repository whose CI publishes; the registry refuses provenance without it\n",
  );
  process.exitCode = 1;
}
