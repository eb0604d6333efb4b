/**
 * Usage: npm run docs [-- --check]
 *
 * Writes docs/policies.md from the rules. With --check it writes nothing, and fails when the page is
 * not what it would write.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { format } from "prettier";
import { remedies, rules, type Program, type Rule, type SettingName } from "../src/policies/index";
import { schemas } from "../src/policies/settings";
import { introduction } from "./policies-introduction";
import { toYaml } from "./yaml";

const root = join(__dirname, "..");
export const page = join(root, "docs", "policies.md");

export function renderPage(): Promise<string> {
  const parts = [introduction, overview(), ...rules.map(section), remedySection(), settings()];
  return format(parts.join("\n\n"), { parser: "markdown", printWidth: 100 });
}

function overview(): string {
  const rows = rules.map(
    ({ name, title, severity, level }) =>
      `| [${name}](#${name}) | ${title} | ${severity} | ${level} |`,
  );
  return [
    "## Rules",
    "",
    "| rule | what must hold | severity | level |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function section({ name, title, description, why, remediation, settings, example }: Rule): string {
  const names = [...new Set<SettingName>([...settings, "exceptions"])];
  return [
    `### ${name}`,
    `**${title}.** ${description}`,
    why,
    `_What to do:_ ${remediation}`,
    `_Settings:_ ${names.map((setting) => `[\`${setting}\`](#${setting.toLowerCase()})`).join(", ")}.`,
    "Bad:",
    program(example.bad),
    "Good:",
    program(example.good),
  ].join("\n\n");
}

/** A program in Pulumi YAML; what cannot be written there is a comment. */
function program({ settings, resources, outputs }: Program): string {
  const configured = settings ? [`# configured: ${JSON.stringify(settings)}`] : [];
  const declared = Object.entries(resources).flatMap(([name, { state, ...resource }]) => [
    ...(state ? [`  # in state: ${JSON.stringify(state)}`] : []),
    ...toYaml({ [name]: resource }, 1),
  ]);
  const shown = outputs ? toYaml({ outputs }) : [];
  return ["```yaml", ...configured, "resources:", ...declared, ...shown, "```"].join("\n");
}

function remedySection(): string {
  const rows = remedies.map(
    ({ name, description, rule }) => `| ${name} | ${description} | [${rule}](#${rule}) |`,
  );
  return [
    "## Remedies",
    "",
    'A remedy puts a resource right before it is written. All are off; `{ "seal-remedy-gitlab-masked": "remediate" }` switches one on. Nothing is changed where a value is not known yet.',
    "",
    "| remedy | what it does | spares violations of |",
    "| --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function settings(): string {
  const parts = Object.entries(schemas).map(([name, { description = "", items }]) => {
    const fields = Object.entries(items?.properties ?? {}).map(
      ([field, schema]) => `- \`${field}\`: ${schema.description ?? ""}`,
    );
    return [`### ${name}`, description, ...(fields.length > 0 ? [fields.join("\n")] : [])].join(
      "\n\n",
    );
  });
  return ["## Settings", ...parts].join("\n\n");
}

async function main(): Promise<number> {
  const rendered = await renderPage();
  const name = relative(root, page);
  if (!process.argv.includes("--check")) {
    writeFileSync(page, rendered);
    process.stdout.write(`${name}: written\n`);
    return 0;
  }
  const isUpToDate = readFileSync(page, "utf8") === rendered;
  process.stdout.write(
    `${name}: ${isUpToDate ? "up to date" : "not up to date; run npm run docs"}\n`,
  );
  return isUpToDate ? 0 : 1;
}

if (require.main === module) void main().then((code) => (process.exitCode = code));
