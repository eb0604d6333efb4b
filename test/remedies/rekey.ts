// Usage: npx tsx test/remedies/rekey.ts
// Gives entries of the list whose sentence was reworded, or went to another file, their new key, and prints
// what is left to do.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { missing, pasteable, stale, type Said } from "./difference";

const lists = [
  "pending.ts",
  "facts.json",
  ...readdirSync(join(__dirname, "list")).map((name) => `list/${name}`),
];

/** How much of the words of two sentences is the same, from 0 to 1. */
function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const [one, other] = [a, b].map((text) => text.split(/\s+/)) as [string[], string[]];
  const shared = one.filter((word) => other.includes(word)).length;
  return (2 * shared) / (one.length + other.length);
}

const open = [...missing];
const left: Said[] = [];
for (const before of stale) {
  const likeness = (after: Said) =>
    similarity(before.sentence, after.sentence) - (before.file === after.file ? 0 : 0.3);
  const [best] = open.toSorted((a, b) => likeness(b) - likeness(a));
  if (!best || likeness(best) < 0.5 || !rename(before, best)) left.push(before);
  else open.splice(open.indexOf(best), 1);
}
execFileSync("npx", ["prettier", "--write", __dirname], { stdio: "ignore" });
console.log(`not listed (${open.length}):\n${pasteable(open)}`);
console.log(`listed, and said no more (${left.length}):\n${pasteable(left)}`);

/** Only within one file of the source code: what went to another is told, and moved by hand. */
function rename(before: Said, after: Said): boolean {
  if (before.file !== after.file) return false;
  for (const name of lists) {
    const path = join(__dirname, name);
    const text = readFileSync(path, "utf8");
    const node = entryIn(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true), before);
    if (!node) continue;
    const [start, end] = [node.getStart(), node.getEnd()];
    writeFileSync(path, text.slice(0, start) + JSON.stringify(after.sentence) + text.slice(end));
    return true;
  }
  return false;
}

/** The literal of an entry: a key of an object, or an element of a list, below the key of its file. */
function entryIn(node: ts.Node, { file, sentence }: Said, inside = false): ts.Node | undefined {
  if (inside && ts.isStringLiteralLike(node) && node.text === sentence) return node;
  const isFile =
    ts.isPropertyAssignment(node) && ts.isStringLiteralLike(node.name) && node.name.text === file;
  return ts.forEachChild(node, (child) => entryIn(child, { file, sentence }, inside || isFile));
}
