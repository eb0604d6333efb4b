import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as library from "../../src/index";
import * as model from "../../src/model/index";
import * as githubStores from "../../src/stores/github/index";
import { root } from "../support/root";

/* What others can build on; a change here is a change for them. Types are not seen here. */

interface Schema {
  readonly version: string;
  readonly resources: Record<string, { inputProperties: Properties; properties: Properties }>;
}
type Properties = Record<string, { secret?: boolean; description?: string }>;

describe("the public surface", () => {
  it("is these names", () => {
    assert.deepEqual(Object.keys(library).sort(), [
      "Confirmation",
      "Expiry",
      "Retirement",
      "Token",
      "TokenBinding",
      "TokenType",
    ]);
    assert.deepEqual(Object.keys(githubStores), ["environmentSecret"]);
    assert.deepEqual(Object.keys(model).sort(), [
      "Expiry",
      "TokenType",
      "fingerprintOf",
      "formatProblem",
      "lifetimeProblems",
      "parsePeriod",
      "scheduleOf",
    ]);
  });
});

describe("the schema", () => {
  const schema = JSON.parse(readFileSync(join(root, "schema.json"), "utf8")) as Schema;

  it("has the version of the package, and exactly the three resources", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Schema;
    assert.equal(schema.version, version);
    assert.deepEqual(Object.keys(schema.resources).sort(), [
      "seal:index:Confirmation",
      "seal:index:Retirement",
      "seal:index:Token",
    ]);
  });

  it("marks tokens secret wherever they stand, and describes every property", () => {
    for (const [type, { inputProperties, properties }] of Object.entries(schema.resources)) {
      for (const [name, property] of [
        ...Object.entries(inputProperties),
        ...Object.entries(properties),
      ]) {
        assert.ok(property.description, `${type} ${name}`);
        const mustBeSecret = ["token", "superseded"].includes(name);
        assert.equal(property.secret === true, mustBeSecret, `${type} ${name}`);
      }
    }
  });
});
