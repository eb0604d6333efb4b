import * as automation from "@pulumi/pulumi/automation";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineEnvironment } from "./project";

/** By name: the files that the engine made for the first stack of this process that is called so. */
const made = new Map<string, ReadonlyMap<string, string>>();

/**
 * A new stack of the project in a folder. To make one, the engine is started three times, a second in all, so it
 * makes only the first of this process: the others begin with the same files.
 */
export async function newStack(folder: string, name: string): Promise<automation.Stack> {
  const options = {
    workDir: folder,
    pulumiHome: join(folder, "home"),
    envVars: engineEnvironment(folder),
  };
  const files = made.get(name);
  const isThere = existsSync(join(folder, "state", ".pulumi"));
  if (!files || isThere) {
    const { workDir, ...others } = options;
    const stack = await automation.LocalWorkspace.createOrSelectStack(
      { stackName: name, workDir },
      others,
    );
    if (!files && !isThere) made.set(name, filesOf(folder, name));
    return stack;
  }
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const workspace = await automation.LocalWorkspace.create(options);
  // To select it is to look whether it is there.
  return automation.Stack.select(
    name,
    Object.assign(workspace, { selectStack: () => Promise.resolve() }),
  );
}

function filesOf(folder: string, name: string): ReadonlyMap<string, string> {
  const paths = [
    `Pulumi.${name}.yaml`,
    join("state", ".pulumi", "meta.yaml"),
    join("state", ".pulumi", "stacks", "seal-test", `${name}.json`),
  ];
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
