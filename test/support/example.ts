import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root";
import { temporaryFolder } from "./project";

export const examples = join(root, "examples");

/** The example as a person has it after `npm install`, with this clone as the published package. */
export function installed(name: string): string {
  const folder = temporaryFolder();
  cpSync(join(examples, name), folder, { recursive: true });
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  symlinkSync(root, join(modules, "pulumi-seal"));
  for (const name of ["@pulumi", "@types", "typescript"]) {
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  return folder;
}
