import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/root";

/* The table of a rotation's states: that each test that it names is there, not that it proves it. */

const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const [, table = ""] = /## Transitions\n(.*)$/s.exec(read("docs", "inside.md")) ?? [];
const rows = table
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (transition|-)/.test(line))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const diagram = /```mermaid\nstateDiagram-v2\n(.*?)```/s.exec(read("ARCHITECTURE.md"))?.[1] ?? "";
const arrows = [...diagram.matchAll(/^ +(\S+) --> (\w+|\[\*\])/gm)].map(([, from, to]) => [
  from,
  to,
]);

describe("the states of a rotation in ARCHITECTURE.md and docs/inside.md", () => {
  it("are a diagram and a table", () => {
    assert.ok(arrows.length > 10, "the diagram was read");
    assert.ok(rows.length > 10, "the table was read");
    for (const row of rows) assert.equal(row.length, 5, row[0]);
  });

  for (const [transition = "", , , , proof = ""] of rows) {
    it(`name a test that is there for ${transition}`, () => {
      const [, file, name] = /^`(\S+\.test\.ts)` "(.+)"$/.exec(proof) ?? [];
      assert.ok(file && name, `a file and a test, but it is: ${proof}`);
      const source = read("test", "engine", file);
      // A test of its own, or a row of a table of tests.
      const declared = [`it("${name}"`, `[\n      "${name}"`, `["${name}"`];
      assert.ok(
        declared.some((text) => source.includes(text)),
        proof,
      );
    });
  }

  it("have a row for each arrow of the diagram", () => {
    const end = (state = "", first: boolean) =>
      state === "[*]" ? (first ? "first token" : "destroyed") : state;
    for (const [from, to] of arrows) {
      const found = rows.some(([transition = ""]) => {
        const steps = transition.replace(/ \(\w+\)$/, "").split(" → ");
        return steps.some(
          (step, index) =>
            step.split(", ").includes(end(from, true)) && steps[index + 1] === end(to, false),
        );
      });
      assert.ok(found, `${from} --> ${to}`);
    }
  });
});
