import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sealProvider } from "../../../src/provider/provider";
import type { Handler } from "../../../src/provider/handler";
import type { Wire } from "../../../src/provider/wire";
import { root } from "../../support/root";
import { GithubScene } from "./github-scene";
import { GitlabScene } from "./gitlab-scene";
import { made, madeEnvironment, madeVariables, type Made } from "./made";
import { things } from "./things";
import {
  endPausesAtOnce,
  newWorld,
  ownerLabel,
  rejectionOf,
  secretOnWire,
  urnOf,
  type World,
} from "./world";

/* Which of two states is the same thing: ids are those of a server, and earlier versions kept none. */

const schema = readFileSync(join(root, "schema.json"), "utf8");

/** As an earlier version left it. */
const without = (state: Wire, ...keys: string[]): Wire =>
  Object.fromEntries(Object.entries(state).filter(([key]) => !keys.includes(key)));
const legacy = ({ outs }: Made) => without(outs, "holderId");
const of = ({ handlerOf }: Made, world: World) => handlerOf(world) as Handler;

describe("what another server has under the same id", () => {
  endPausesAtOnce();

  for (const [host, create] of Object.entries(things)) {
    it(`is another thing on ${host}, and the one before is deleted`, async () => {
      const [one, two] = await Promise.all([create(), create()]);
      try {
        const urn = urnOf(one.type);
        const at = (thing: typeof one): Wire => ({
          ...thing.inputs,
          credentials: secretOnWire(thing.accepted),
        });
        const { outs } = await one.handler(newWorld()).create(urn, at(one));
        const world = newWorld();
        const handler = one.handler(world);
        const { replaces } = await handler.diff(urn, outs, at(two));
        const address = host === "Azure DevOps" ? "organizationUrl" : "apiUrl";
        assert.deepEqual(replaces, [address]);
        const refused = await rejectionOf(handler.update("id", urn, outs, at(two)));
        assert.match(String(refused), /has another id now/);
        await handler.create(urn, at(two));
        await handler.delete(urn, outs);
        assert.deepEqual([one.isThere(), two.isThere()], [false, true]);
      } finally {
        await Promise.all([one.stop(), two.stop()]);
      }
    });

    it(`is the same on ${host} in another spelling, and where the state has no address`, async () => {
      const thing = await create();
      try {
        const urn = urnOf(thing.type);
        const news = { ...thing.inputs, credentials: secretOnWire(thing.accepted) };
        const { outs } = await thing.handler(newWorld()).create(urn, news);
        const address = host === "Azure DevOps" ? "organizationUrl" : "apiUrl";
        for (const before of [
          { ...outs, [address]: `${String(outs[address])}/` },
          without(outs, address),
        ]) {
          const { replaces } = await thing.handler(newWorld()).diff(urn, before, news);
          assert.deepEqual(replaces, []);
        }
      } finally {
        await thing.stop();
      }
    });
  }
});

describe("a state that kept no id", () => {
  let github: GithubScene;
  let gitlab: GitlabScene;
  endPausesAtOnce();
  beforeEach(async () => {
    [github, gitlab] = await Promise.all([GithubScene.create(), GitlabScene.create()]);
    gitlab.project.variables.length = 0;
  });
  afterEach(() => Promise.all([github.close(), gitlab.close()]));

  /** The update that keeps ids from now on. */
  async function goOn(one: Made, world: World): Promise<void> {
    const handler = of(one, world);
    assert.deepEqual((await handler.diff(one.urn, legacy(one), one.inputs)).replaces, []);
    await handler.update(one.id, one.urn, legacy(one), one.inputs);
  }

  it("of one place spares none of another place on GitHub", async () => {
    github.addRepository("checkout");
    const all = await madeEnvironment(github);
    const others: Made[] = [];
    for (const { handlerOf, urn, inputs } of all) {
      const elsewhere = { ...inputs, repository: "checkout" };
      others.push(await made(handlerOf, `${urn}-other`, elsewhere));
    }
    const world = newWorld();
    for (const one of all) await goOn(one, world);
    for (const one of others.reverse()) await of(one, world).delete(one.urn, legacy(one));
    const environments = (name: string) => github.github.repository(name).environments.size;
    assert.deepEqual([environments("web-shop"), environments("checkout")], [1, 0]);
  });

  it("of one place spares none of another place on GitLab", async () => {
    const other = gitlab.gitlab.addProject("acme/other");
    const all = await madeVariables(gitlab, { label: ownerLabel });
    const world = newWorld();
    for (const one of all) {
      const { handlerOf, urn, inputs } = one;
      const second = await made(handlerOf, `${urn}-other`, { ...inputs, project: "acme/other" });
      await goOn(one, world);
      await of(second, world).delete(second.urn, legacy(second));
    }
    assert.deepEqual([gitlab.project.variables.length, other.variables.length], [3, 0]);
  });

  it("keeps its environment when that is adopted in the same update", async () => {
    const [environment, policy, , secret] = await madeEnvironment(github);
    const world = newWorld();
    await goOn(secret!, world);
    for (const one of [policy!, environment!]) await of(one, world).delete(one.urn, legacy(one));
    const left = github.repository.environments.get("seal-production");
    assert.equal(left?.policies.length, 1);
  });

  it("is read and deleted at the address by default, in the one spelling", async () => {
    const [environment] = await madeEnvironment(github);
    const { clock, log, newNonce } = newWorld();
    const variables = { GITHUB_BASE_URL: github.github.url };
    const plugin = sealProvider("0.0.0", schema, { clock, log, newNonce, environment: variables });
    const { urn, id, inputs, outs } = environment!;
    const state = without(outs, "holderId", "apiUrl");
    const read = await plugin.read!(id, urn, state);
    assert.equal((read.props as Wire).holderId, outs.holderId);
    // What the update declares is spared, though it is made anew (`--replace`).
    const checked = await plugin.check!(urn, {}, inputs);
    await plugin.diff!(id, urn, outs, checked.inputs);
    await plugin.delete!(id, urn, state);
    assert.equal(github.repository.environments.size, 1);
  });
});
