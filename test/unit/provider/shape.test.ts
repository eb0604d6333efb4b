import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatProblem } from "../../../src/model/problem";
import { inputShapeProblems, stateShapeProblems, type Schema } from "../../../src/provider/shape";
import { unknown } from "../../../src/provider/wire";
import { root } from "../../support/root";

/* Values against the types of the schema; does not prove that the schema is right. */

const schema = JSON.parse(readFileSync(join(root, "schema.json"), "utf8")) as Schema;
const place = {
  host: "azure-devops",
  store: "s",
  path: "p",
  key: "k",
  label: "acme/shop/prod/production",
  adopted: false,
  confined: true,
  project: "p",
  group: "g",
  branch: "main",
  protectedOnly: false,
  pipelines: [42],
  secretName: "S",
};
const said = (problems: Parameters<typeof formatProblem>[0][]) => problems.map(formatProblem);

describe("inputs of a wrong type", () => {
  const table: [string, Record<string, unknown>, string[]][] = [
    ["are none when all is right", { places: [place] }, []],
    [
      "are none where they are not known yet",
      { places: [{ ...place, host: unknown, group: unknown }, unknown] },
      [],
    ],
    ["are missing", { token: undefined }, ["places: must be given", "token: must be given"]],
    ["are no list", { places: { canary: 1 } }, ["places: must be a list"]],
    ["are no object", { places: ["canary"] }, ["places[0]: must be an object with properties"]],
    [
      "have no name of a host",
      { places: [{ ...place, host: ["canary"] }] },
      ["places[0].host: must be a text"],
    ],
    [
      "are all told at once, at any depth, without their values",
      { places: [{ ...place, group: 5, adopted: "canary", pipelines: [1, 1.5, "canary"] }] },
      [
        "places[0].group: must be a text",
        "places[0].pipelines[1]: must be a whole number",
        "places[0].pipelines[2]: must be a whole number",
        "places[0].adopted: must be true or false",
      ],
    ],
    ["are left to the hosts where they name none", { places: [{ host: "canary" }] }, []],
  ];
  for (const [what, inputs, expected] of table) {
    it(what, () => {
      const problems = said(
        inputShapeProblems(schema, "seal:index:Confinement", { token: "t", ...inputs }),
      );
      assert.deepEqual(problems.sort(), expected.sort());
    });
  }

  it("are none of a resource that the schema does not know", () => {
    assert.deepEqual(inputShapeProblems({}, "seal:index:Confinement", { places: 1 }), []);
  });
});

describe("a state of a wrong type", () => {
  const problemsOf = (state: Record<string, unknown>) =>
    said(stateShapeProblems(schema, "seal:index:Confinement", state));

  it("is told by its outputs as well", () => {
    assert.deepEqual(problemsOf({ places: [], exposures: "canary" }), [
      "exposures: must be a list",
    ]);
  });

  it("is not one that lacks what a version before did not keep", () => {
    assert.deepEqual(problemsOf({}), []);
  });

  it("is one in which something is not known", () => {
    assert.deepEqual(problemsOf({ places: unknown }), ["places: must be known"]);
  });
});
