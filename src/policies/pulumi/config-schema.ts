import type { PolicyConfigSchema } from "@pulumi/policy";
import { schemas, type SettingName } from "../settings";

/** The schema by which the engine checks what is configured. */
export function configSchema(names: readonly SettingName[]): PolicyConfigSchema {
  const properties = [...new Set(names)].map((name) => [name, schemas[name]]);
  return { properties: Object.fromEntries(properties) as PolicyConfigSchema["properties"] };
}
