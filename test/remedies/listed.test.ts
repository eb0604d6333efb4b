import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { files, listedOf, missing, pasteable, stale } from "./difference";
import { pending, performed, remediesOf } from "./list";
import { literalsIn, sentencesIn } from "./sentences";

/* Every sentence that tells a person what to do has a test that does it. */

const tests = join(__dirname, "..");

describe("the list of remedies", () => {
  it("has every sentence of the source code", () => {
    const told = [
      "These sentences are not listed. If one tells a person what to do, write a test that does it after the",
      "failure which says it, and name that test in test/remedies/list/; if it asks for nothing, add it to",
      "test/remedies/facts.json. Where one was only reworded, `npx tsx test/remedies/rekey.ts` does that.",
      pasteable(missing),
    ];
    assert.equal(missing.length, 0, told.join("\n"));
  });

  it("has no sentence that is said no more, and none twice", () => {
    const told = [
      "These are listed, and said no more (`npx tsx test/remedies/rekey.ts`):",
      pasteable(stale),
    ];
    assert.equal(stale.length, 0, told.join("\n"));
    for (const file of files) {
      const twice = listedOf(file).filter((one, index, all) => all.indexOf(one) !== index);
      assert.deepEqual(twice, [], file);
    }
  });

  it("names tests that are there, and run", () => {
    const literals = new Map<string, readonly string[]>();
    for (const file of Object.keys(performed)) {
      for (const { sentence, tests: references } of remediesOf(file)) {
        assert.ok(references.length > 0, `${file}: no test performs ${JSON.stringify(sentence)}`);
        for (const reference of references) {
          const [path = "", ...rest] = reference.split(" > ");
          const at = join(tests, path);
          assert.ok(path.endsWith(".test.ts") && existsSync(at), `no test/${path}: ${sentence}`);
          const text = readFileSync(at, "utf8");
          if (!literals.has(path)) literals.set(path, literalsIn(text));
          const title = rest.join(" > ");
          const where = `test/${path} has no test "${title}", which should perform: ${sentence}`;
          assert.ok(literals.get(path)?.includes(title), where);
          assert.ok(!text.includes(`skip(${JSON.stringify(title)}`), `it is skipped: ${reference}`);
        }
      }
    }
  });

  const waiting = Object.values(pending).flatMap((one) => Object.values(one));
  it(`says why a sentence is not performed yet (${waiting.length})`, () => {
    for (const why of waiting) assert.ok(why.length > 10, why);
  });
});

describe("the sentences of a source text", () => {
  const found: [string, string, string[]][] = [
    ["a plain one", `throw new Fault("it is gone; make it anew")`, ["it is gone; make it anew"]],
    [
      "one with a part of its own",
      "`${a} is ${b ? 'not there' : `over ${c}`}; see there`",
      ["… is …; see there", "not there", "over …"],
    ],
    ["one that is made of two", `"look at " + name`, ["look at "]],
    [
      "one of a table",
      `const hints = { 403: "give it the role Write" }`,
      ["give it the role Write"],
    ],
    [
      "a remedy, and not what must hold",
      `problem(path, "be given here", { remedy: "write one" })`,
      ["write one"],
    ],
    [
      "no request, type, module or comment",
      `import a from "a b c"; /* do it */ const x: "a b" = ask(\`GET /user/\${id}\`)`,
      [],
    ],
  ];
  for (const [what, text, sentences] of found) {
    it(`are found: ${what}`, () => assert.deepEqual(sentencesIn(text), sentences));
  }
});
