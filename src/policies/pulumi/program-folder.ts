import { existsSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * The folder that the relative paths of a program start from, where it can be told. Engines from 3.221
 * on start a policy pack there, older ones in the pack's own folder: then it is the project's above the
 * folder that the engine, or else the shell that started it, is in.
 */
export function programFolder(
  here: string = process.cwd(),
  others: readonly (string | undefined)[] = [engineFolder(), process.env.PWD],
): string | undefined {
  if (!isPack(here)) return here;
  for (const start of others) {
    const found = start === undefined || isPack(start) ? undefined : programAbove(start);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isPack(folder: string): boolean {
  return existsSync(join(folder, "PulumiPolicy.yaml"));
}

/** Linux alone tells where another process is. */
function engineFolder(): string | undefined {
  try {
    return readlinkSync(`/proc/${process.ppid}/cwd`);
  } catch {
    return undefined;
  }
}

/** As the engine looks for it: pulumi 3.220, workspace.DetectProjectPath and engine/project.go. */
function programAbove(start: string): string | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const project = ["Pulumi.yaml", "Pulumi.yml"]
      .map((name) => join(folder, name))
      .find((path) => existsSync(path));
    if (project !== undefined) return programOf(project);
    if (folder === dirname(folder)) return undefined;
  }
}

function programOf(project: string): string {
  const [, main = "."] =
    /^main:[ \t]*["']?([^"'#\r\n]+?)["']?[ \t]*(#.*)?$/m.exec(readFileSync(project, "utf8")) ?? [];
  const program = resolve(dirname(project), main);
  const isFolder = statSync(program, { throwIfNoEntry: false })?.isDirectory() ?? true;
  return isFolder ? program : dirname(program);
}
