import assert from "node:assert/strict";
import { join } from "node:path";
import { PolicyBench } from "../../support/policy-bench";
import { root } from "../../support/root";
import { tokenMark } from "../../support/seal-server";
import { TestStack } from "../../support/stack";
import type { Step } from "../../support/step";

/*
 * What the pack says of what is there already, when nothing in the program changes: the run that an
 * engine without `pulumi policy analyze` has for it. Does not prove what that command does.
 */

const policyPacks = [join(root, "policy-pack")];
const inAMonth = [join(__dirname, "pack-in-a-month")];
const day = 24 * 60 * 60 * 1000;

describe("the policy pack on what a stack has already", () => {
  let bench: PolicyBench;
  const steps: Step[] = [];

  before(async () => {
    bench = await PolicyBench.create(await TestStack.create("policy-existing-state.ts"));
    bench.gitlab.addGroup("acme");
    for (const name of ["web-shop", "mail"]) bench.gitlab.addProject(`acme/${name}`);
    await bench.stack.configure({
      "seal-test:createdOn": new Date().toISOString().slice(0, 10),
      "seal-test:oldToken": { secret: bench.seal.issue("mail") },
    });
  });
  after(() => bench.close());
  afterEach(() => {
    for (const { message } of steps.flatMap(({ violations }) => violations)) {
      assert.ok(!message.includes(tokenMark), message);
    }
  });

  /** Sets a new token, without the pack. */
  async function put(tokenName: string): Promise<{ token: string; up: Step }> {
    const token = bench.seal.issue(tokenName);
    await bench.stack.configure({
      "seal-test:sealToken": { secret: token },
      "seal-test:tokenName": tokenName,
    });
    return { token, up: await bench.stack.up() };
  }

  async function preview(packs: string[]): Promise<Step> {
    const step = await bench.stack.preview({ policyPacks: packs });
    steps.push(step);
    return step;
  }
  const said = ({ violations }: Step) =>
    violations.map(({ resource, rule, level }) => `${resource}: ${rule} (${level})`).sort();

  const old = "old: seal-gitlab-production-protected (mandatory)";
  let first: string;

  it("reports it in a preview of the unchanged program", async () => {
    const { token, up } = await put("ci-a");
    assert.ok(up.succeeded, up.output);
    first = token;
    const unchanged = await preview(policyPacks);
    assert.deepEqual(unchanged.operations, {});
    assert.deepEqual(said(unchanged), [old]);
    assert.equal(unchanged.succeeded, false);
  });

  it("reports a token that was revoked since, once a refresh has asked", async () => {
    bench.seal.revoke(first);
    assert.deepEqual(said(await preview(policyPacks)), [old]);
    assert.ok((await bench.stack.refresh()).succeeded);
    const refreshed = await preview(policyPacks);
    assert.deepEqual(said(refreshed), ["developers: seal-token-alive (mandatory)", old]);
    const [dead] = refreshed.violations.filter(({ rule }) => rule === "seal-token-alive");
    assert.match(dead?.message ?? "", /^Its token is dead: the authorization server refused it/m);
  });

  it("keeps every token encrypted in what the refresh wrote", async () => {
    const written = JSON.stringify(await bench.stack.state());
    assert.match(written, /"deadSince"/);
    for (const text of [written, ...bench.stack.transcript]) assert.ok(!text.includes(tokenMark));
  });

  it("stays silent about the new token that is set for it", async () => {
    const { up } = await put("ci-b");
    assert.ok(up.succeeded, up.output);
    assert.ok((await bench.stack.refresh()).succeeded);
    const unchanged = await preview(policyPacks);
    assert.deepEqual(unchanged.operations, {});
    assert.deepEqual(said(unchanged), [old]);
  });

  it("reports a retirement that is undone for a month, although a rotation came since", async () => {
    const { up } = await put("ci-c");
    assert.match(up.output, /"ci-b" .*still accepted/);
    const tomorrowThen = new Date(Date.now() + 29 * day).toISOString();
    await bench.stack.rewrite(({ type, inputs, outputs }) => {
      if (type !== "seal:index:Token") return;
      for (const side of [inputs, outputs])
        Object.assign(side ?? {}, { inPlaceSince: tomorrowThen });
    });
    const late = await preview(inAMonth);
    assert.deepEqual(said(late), ["developers-retirement: seal-retirement-done (advisory)"]);
    const [found] = late.violations;
    assert.match(found?.message ?? "", /1 superseded token is not proven dead, 30 days after/);
  });
});
