// A home of plugins in which each is a link to where it is, because some are the machine's own.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { cache, pluginFolder } from "./cache.mjs";
import { executable, plugins } from "./programs.mjs";

/** The home itself, unless the machine has some of the plugins; `found` is where, by name. */
export function linkPlugins(found, home) {
  if (found.size === 0) return home;
  const links = plugins.map((plugin) => {
    const file = executable(plugin.name);
    return { plugin, file, to: found.get(plugin.name) ?? join(pluginFolder(home, plugin), file) };
  });
  const key = createHash("sha256").update(links.map(({ to }) => to).join("\n"));
  const linked = join(cache, `plugins-linked-${key.digest("hex").slice(0, 8)}`);
  if (existsSync(linked)) return linked;
  mkdirSync(cache, { recursive: true });
  const aside = mkdtempSync(join(cache, "linking."));
  try {
    for (const { plugin, file, to } of links) {
      // The engine passes over folders that are links themselves.
      mkdirSync(pluginFolder(aside, plugin), { recursive: true });
      symlinkSync(to, join(pluginFolder(aside, plugin), file));
    }
    renameSync(aside, linked);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    // Another run has made the same meanwhile.
    if (!existsSync(linked)) throw error;
  }
  return linked;
}
