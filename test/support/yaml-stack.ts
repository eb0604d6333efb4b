import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Program } from "../../src/policies/index";
import { root } from "./root";
import { engineEnvironment, temporaryFolder } from "./project";
import { TestStack } from "./stack";

/** A stack of a program in YAML; `configuration` says which of its values are secret. */
export async function yamlStack(
  { resources }: Program,
  configuration: Readonly<Record<string, { secret: boolean }>>,
): Promise<TestStack> {
  const folder = temporaryFolder();
  const project = join(folder, "project");
  mkdirSync(project);
  writeFileSync(
    join(project, "Pulumi.yaml"),
    // YAML takes JSON.
    JSON.stringify({
      name: "seal-test",
      runtime: "yaml",
      plugins: { providers: [{ name: "seal", path: join(root, "bin") }] },
      config: Object.fromEntries(
        Object.entries(configuration).map(([key, { secret }]) => [key, { type: "string", secret }]),
      ),
      resources: Object.fromEntries(
        Object.entries(resources).map(([name, { state: _, ...declared }]) => [name, declared]),
      ),
    }),
  );
  const stack = await TestStack.ofProject(project, folder);
  writeSchemas(folder, resources);
  return stack;
}

/**
 * Programs in YAML need a plugin's schema, and those that are built here have none. The engine keeps
 * schemas beside plugins, so they are put there, with what the program names.
 */
function writeSchemas(folder: string, resources: Program["resources"]): void {
  engineEnvironment(folder);
  const plugins = join(folder, "home", "plugins");
  for (const plugin of readdirSync(plugins)) {
    const [, name = "", version = ""] = /^resource-(.+)-v(\d.*)$/.exec(plugin) ?? [];
    const types = Object.values(resources).filter(({ type }) => type.startsWith(`${name}:`));
    if (name === "" || types.length === 0) continue;
    const properties: Record<string, Record<string, object>> = {};
    for (const { type, properties: given } of types) {
      properties[type] ??= {};
      for (const key of Object.keys(given)) properties[type][key] = { $ref: "pulumi.json#/Any" };
    }
    const described = Object.entries(properties).map(([type, inputs]) => [
      type,
      { inputProperties: inputs, properties: inputs },
    ]);
    const schema = { name, version, resources: Object.fromEntries(described) as object };
    // The engine's own name for it, with a second hyphen (pulumi 3.220, workspace/plugins.go).
    writeFileSync(join(plugins, `schema-${name}-${version}-.json`), JSON.stringify(schema));
  }
}
