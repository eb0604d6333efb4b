import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { version as gitlabVersion } from "./gitlab-plugin/schema";
import { root } from "./root";

/**
 * Puts the plugins that were set up into an engine's home, and the stand-in for GitLab's unless the
 * published one is among them. The engine passes over plugin folders that are links themselves.
 */
export function installPlugins(folder: string, from: string): void {
  if (existsSync(folder)) return;
  const plugins = readdirSync(from, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of plugins) {
    mkdirSync(join(folder, name), { recursive: true });
    for (const file of readdirSync(join(from, name))) {
      symlinkSync(join(from, name, file), join(folder, name, file));
    }
  }
  if (plugins.some(({ name }) => name.startsWith("resource-gitlab-"))) return;
  const standIn = join(folder, `resource-gitlab-v${gitlabVersion}`);
  mkdirSync(standIn, { recursive: true });
  const main = join(root, "test", "support", "gitlab-plugin", "main.ts");
  const loader = createRequire(main).resolve("tsx/cjs");
  const script = `#!/bin/sh\nexec node --require '${loader}' '${main}' "$@"\n`;
  writeFileSync(join(standIn, "pulumi-resource-gitlab"), script, { mode: 0o755 });
}
