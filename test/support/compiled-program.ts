import { build } from "esbuild";
import { join } from "node:path";
import { root } from "./root";

const compiled = new Map<string, Promise<string>>();

/**
 * A Pulumi program as JavaScript that runs on the compiled package, as people's programs do: every
 * update starts it anew, and to compile the sources each time takes as long as everything else that
 * it does.
 */
export function compiledProgram(source: string): Promise<string> {
  const known = compiled.get(source) ?? compile(source);
  compiled.set(source, known);
  return known;
}

async function compile(source: string): Promise<string> {
  const sources = join(root, "src");
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    packages: "external",
    plugins: [
      {
        name: "compiled package",
        setup(bundler) {
          bundler.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
            const full = join(resolveDir, path);
            if (!full.startsWith(`${sources}/`)) return undefined;
            return { path: full.replace(sources, join(root, "dist")), external: true };
          });
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? "";
}
