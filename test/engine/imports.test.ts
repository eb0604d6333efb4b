import assert from "node:assert/strict";
import { Bench } from "../support/bench";
import { rejectionOf } from "../unit/provider/world";

/* `pulumi import` of what the plugin has, in the real engine: nothing of it is taken over so. */

describe("the import of", () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.create();
    const first = await bench.rotateTo(bench.issue("ci-a"));
    assert.ok(first.succeeded, first.output);
  });
  after(() => bench.close());

  for (const [type, told] of [
    ["Token", /a token cannot be imported or read without its value; declare it with its value/],
    ["GithubSecret", /it cannot be imported; declare it, and what is there is taken over/],
    ["AzureDevopsVariableGroup", /it cannot be imported; declare it, and what is there is taken/],
    ["Preflight", /a preflight cannot be imported; declare a binding instead/],
    ["Confinement", /a confinement cannot be imported; declare a binding instead/],
    ["Generation", /a generation cannot be imported; declare a binding instead/],
    ["Holding", /a holding cannot be imported; declare a binding instead/],
    ["Confirmation", /a confirmation cannot be imported; declare a binding instead/],
    ["Retirement", /a retirement cannot be imported; declare a binding instead/],
  ] as const) {
    it(`a ${type} says what to do instead`, async () => {
      const before = JSON.stringify((await bench.stack.state()).resources);
      const command = [
        "import",
        `seal:index:${type}`,
        "other",
        "1",
        "--yes",
        "--generate-code=false",
      ];
      const { stdout, stderr } = (await rejectionOf(bench.stack.command(...command))) as Error & {
        stdout: string;
        stderr: string;
      };
      assert.match(`${stdout}${stderr}`, told);
      assert.equal(JSON.stringify((await bench.stack.state()).resources), before);
    });
  }
});
