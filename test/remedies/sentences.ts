import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

/*
 * All prose in the source code, whatever it is handed to, so that no sentence reaches a person unseen.
 * What must hold of an input (the second argument of `problem`) is left out, because every test with
 * good input performs it; and so are titles and reasons of the policy rules, which are documentation.
 */

const root = join(__dirname, "..", "..");

/** By file below `src/`, in the order of the file; what is put into a sentence is `…`. */
export function sentencesOf(folder = join(root, "src")): Map<string, readonly string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .sort();
  const found = files.map((name) => {
    const path = join(folder, name);
    return [relative(folder, path), sentencesIn(readFileSync(path, "utf8"))] as const;
  });
  return new Map(found.filter(([, sentences]) => sentences.length > 0));
}

/** The literals of a source text that have words. */
export function sentencesIn(text: string): string[] {
  return literalsIn(text, (node) => isDocumentation(node) || isRequirement(node)).filter(isProse);
}

/** All literals of a source text, each once. */
export function literalsIn(text: string, leavesOut: (node: ts.Node) => boolean = () => false) {
  const file = ts.createSourceFile("source.ts", text, ts.ScriptTarget.Latest, true);
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    if (leavesOut(node)) return;
    const said = saidBy(node);
    if (said !== undefined) found.add(said);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...found];
}

/** What is put into a template is seen by itself. */
function saidBy(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("…");
}

/** Two words, one of them of plain letters. A request ("GET /user") and a query are none. */
function isProse(text: string): boolean {
  if (/^(GET|POST|PUT|PATCH|DELETE|HEAD|…) …?\/?\S*$/.test(text)) return false;
  if (/^(query|mutation)\b/.test(text)) return false;
  return /(^|[\s(`"'])[a-z'’-]{2,}([\s,;:.)`"']|$)/i.test(text) && /\S\s+\S|^\s|\s$/.test(text);
}

function isRequirement(node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isExpression(node) || !parent || !ts.isCallExpression(parent)) return false;
  return parent.expression.getText() === "problem" && parent.arguments[1] === node;
}

const documentation = new Set(["title", "description", "why"]);

function isDocumentation(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node) && documentation.has(node.name.getText());
}
