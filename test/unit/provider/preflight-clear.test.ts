import assert from "node:assert/strict";
import { ownerVariableName } from "../../../src/model/owner-label";
import { confirmationHandler } from "../../../src/provider/confirmation";
import type { AskingHandler } from "../../../src/provider/handler";
import type { Place } from "../../../src/provider/place";
import { preflightHandler } from "../../../src/provider/preflight";
import type { Wire } from "../../../src/provider/wire";
import { AzureDevopsScene } from "./azure-devops-scene";
import { GithubScene } from "./github-scene";
import { GitlabScene } from "./gitlab-scene";
import { made, madeEnvironment, madeVariables } from "./made";
import { aliveProofs, newWorld, ownerLabel, secretOnWire, urnOf, type World } from "./world";

/*
 * What a deleted preflight takes away of stores whose creation was interrupted, so that no state knows
 * of it; that the engine deletes a preflight last is in the engine tests.
 */

const urn = urnOf("Preflight", "production-preflight");
const fingerprint = "0123456789ab";

describe("a preflight that is deleted", () => {
  let world: World;
  let preflight: AskingHandler;
  beforeEach(() => nextUpdate());

  /** What an update found out does not outlast it. */
  function nextUpdate(): void {
    world = { ...newWorld(), lifeProofs: aliveProofs(fingerprint) };
    preflight = preflightHandler(world);
  }
  const inputs = (...places: Place[]): Wire => ({ fingerprint, owner: ownerLabel, places });
  /** The state that a preflight leaves before anything is written. */
  async function flown(...places: Place[]): Promise<Wire> {
    nextUpdate();
    const { outs } = await preflight.create(urn, inputs(...places));
    nextUpdate();
    return outs;
  }
  async function deleted(outs: Wire): Promise<void> {
    nextUpdate();
    await preflight.delete(urn, outs);
  }

  describe("on GitHub", () => {
    let github: GithubScene;
    beforeEach(async () => {
      github = await GithubScene.create();
      github.repository.secrets.clear();
    });
    afterEach(() => github.close());

    const isThere = () => github.repository.environments.has("seal-production");
    const environment = () => github.repository.environments.get("seal-production")!;
    const variables = ["SEAL_PROJECT", "SEAL_TOKEN_GENERATION"];
    const ofRepository = (change: object = {}) =>
      github.place({
        ...{ host: "github-secret", environment: undefined, product: "actions" },
        ...{ secretNames: ["SEAL_TOKEN"], confined: false, ...change },
      });
    /** A creation that is stopped after so many resources: the environment, its policy, the label. */
    const begin = (count: number, label = ownerLabel) => madeEnvironment(github, { count, label });

    it("takes away an environment with nothing in it", async () => {
      const outs = await flown(github.place({ variables }));
      await begin(1);
      await deleted(outs);
      assert.ok(!isThere());
      await deleted(outs);
    });

    it("takes away one with nothing but its own label in it", async () => {
      const outs = await flown(github.place({ variables }));
      await begin(3);
      environment().policies.length = 0;
      await deleted(outs);
      assert.ok(!isThere());
    });

    it("leaves one that another stack is about to make", async () => {
      const outs = await flown(github.place({ variables }));
      await begin(3, "acme/shop/prod/production");
      environment().policies.length = 0;
      await deleted(outs);
      assert.ok(isThere());
    });

    it("leaves one that is adopted, finished, or holds something", async () => {
      const outs = await flown(github.place({ variables }));
      await begin(2);
      await deleted(outs);
      environment().policies.length = 0;
      const adopted = await flown(github.place({ adopted: true }));
      await deleted(adopted);
      world.finished.add(github.place().key);
      await preflight.delete(urn, outs);
      const instant = new Date().toISOString();
      const held = { value: "x", createdAt: instant, updatedAt: instant };
      for (const holds of [environment().secrets, environment().variables]) {
        for (const name of ["SEAL_TOKEN", "SEAL_PROJECT", "AWS_KEY"]) {
          holds.set(name, held);
          await deleted(outs);
          holds.delete(name);
        }
      }
      assert.ok(isThere());
    });

    it("leaves one that is open to branches", async () => {
      const outs = await flown(github.place());
      await begin(1);
      for (const policy of [null, { protected_branches: true, custom_branch_policies: false }]) {
        Object.assign(environment(), { branchPolicy: policy });
        await deleted(outs);
      }
      assert.ok(isThere());
    });

    it("leaves what another binding of this update declares", async () => {
      const outs = await flown(github.place());
      await begin(1);
      const other = urnOf("Preflight", "other-preflight");
      await preflight.check(other, {}, inputs(github.place({ key: "other" })));
      await preflight.delete(urn, outs);
      assert.ok(isThere());
    });

    for (const [what, change] of [
      ["called otherwise now", { store: "GitHub environment acme/web-shop/seal-production" }],
      ["spelt otherwise now", { repository: "Web-Shop", environment: "Seal-Production" }],
      ["known by another key now", { key: "another" }],
    ] as const) {
      it(`leaves a store that is only ${what}`, async () => {
        const outs = await flown(github.place());
        await begin(1);
        await preflight.check(urn, outs, inputs(github.place(change)));
        await preflight.update("preflight", urn, outs, inputs(github.place(change)));
        assert.ok(isThere());
      });
    }

    it("leaves everything when it was replaced, because its stores are in use", async () => {
      const outs = await flown(github.place());
      await begin(1);
      await preflight.check(urn, {}, inputs(github.place()));
      await preflight.delete(urn, outs);
      assert.ok(isThere());
    });

    it("finds what it left in a repository that was renamed since", async () => {
      const outs = await flown(github.place());
      await begin(1);
      github.github.renameRepository("web-shop", "shop");
      github.github.addRepository("web-shop").environments.set("seal-production", environment());
      await deleted(outs);
      assert.ok(!isThere());
      assert.ok(github.github.repository("web-shop").environments.has("seal-production"));
    });

    it("rejects while it is not known what is there, so that the next deletion asks again", async () => {
      const other = github.place({
        path: "stores[1]",
        store: "another",
        key: "b",
        environment: "b",
      });
      const outs = await flown(github.place(), other);
      await begin(1);
      github.github.inject({ path: /\/environments\//, answer: 403 });
      await assert.rejects(preflight.delete(urn, outs), (error: Error) => {
        const [first, second, third, last] = error.message.split("\n");
        assert.match(first ?? "", /^What an interrupted update may have left there is not known:$/);
        assert.match(
          second ?? "",
          /^ {2}- stores\[0\]: GitHub environment \S+: GitHub answered GET .* with 403/,
        );
        assert.match(third ?? "", /^ {2}- stores\[1\]: another: /);
        assert.ok(last?.endsWith(`forget it: pulumi state delete '${urn}'`));
        return true;
      });
    });

    it("takes no 404 for a store that is gone, because credentials get it, too", async () => {
      const outs = await flown(ofRepository({ variables }));
      github.github.inject({ path: /./, answer: 404 });
      await assert.rejects(
        preflight.delete(urn, outs),
        /the repository acme\/web-shop was deleted, or moved out of reach/,
      );
    });

    describe("of a secret of the repository", () => {
      const secrets = () => github.repository.secrets;
      const there = () => github.repository.variables;
      const held = { value: "x", createdAt: "", updatedAt: "" };

      it("takes it away without its variables, with its label, and leaves what is whole", async () => {
        const outs = await flown(ofRepository({ variables }));
        secrets().set("SEAL_TOKEN", held);
        for (const name of variables) there().set(name, held);
        there().set(ownerVariableName, { ...held, value: ownerLabel });
        await deleted(outs);
        assert.ok(secrets().has("SEAL_TOKEN"));
        there().delete("SEAL_TOKEN_GENERATION");
        await deleted(outs);
        assert.deepEqual([secrets().size, there().size], [0, 0]);
      });

      it("takes away a label alone, and no one else's", async () => {
        const outs = await flown(ofRepository());
        there().set(ownerVariableName, { ...held, value: "acme/shop/prod/production" });
        await deleted(outs);
        assert.equal(there().size, 1);
        there().set(ownerVariableName, { ...held, value: ownerLabel });
        await deleted(outs);
        assert.equal(there().size, 0);
      });

      it("leaves a lone secret, of which nothing tells whether it is whole", async () => {
        const outs = await flown(ofRepository());
        secrets().set("SEAL_TOKEN", held);
        await deleted(outs);
        assert.ok(secrets().has("SEAL_TOKEN"));
      });
    });

    it("takes away what is left of a store that is declared no more, before anything else", async () => {
      const outs = await flown(github.place());
      await begin(1);
      await preflight.update("preflight", urn, outs, inputs());
      assert.ok(!isThere());

      nextUpdate();
      github.github.inject({ path: /./, answer: 404 });
      await preflight.update("preflight", urn, outs, inputs());
      assert.match(
        world.log.text,
        /^warning: stores\[0\]: GitHub environment web-shop\/seal-production: the repository acme\/web-shop was deleted, or .*; it is declared no more, so look there if an update was ever interrupted$/,
      );
    });
  });

  it("takes away variables of GitLab that are not all there, and leaves those that are", async () => {
    const scene = await GitlabScene.create();
    const variables = scene.project.variables;
    variables.length = 0;
    const place = scene.place({ variables: ["SEAL_PROJECT", "SEAL_TOKEN_GENERATION"] });
    const outs = await flown(place);
    await madeVariables(scene);
    await deleted(outs);
    assert.equal(variables.length, 3);
    variables.length = 0;
    await madeVariables(scene, { count: 2 });
    await deleted(outs);
    assert.equal(variables.length, 0);
    await madeVariables(scene, { count: 1, label: "acme/shop/prod/production" });
    await deleted(outs);
    assert.equal(variables.length, 1, "another stack is about to make it");
    await scene.close();
  });

  it("takes away a group of Azure DevOps that nobody may use, and no other", async () => {
    const scene = await AzureDevopsScene.create();
    const { azure, group, check } = scene;
    const { groups, checks } = azure.project("payments");
    groups.clear();
    const outs = await flown(scene.place());
    groups.set(group.id, group);
    await deleted(outs);
    group.authorized.clear();
    await deleted(outs);
    checks.delete(check.id);
    group.openToAll = true;
    await deleted(outs);
    assert.equal(groups.size, 1);
    group.openToAll = false;
    await deleted(outs);
    assert.equal(groups.size, 1, "the group of somebody else who used the name");
    for (const name of ["SEAL_PROJECT", "SEAL_TOKEN_GENERATION"]) {
      group.variables.set(name, { value: "x", isSecret: false });
    }
    await deleted(outs);
    assert.equal(groups.size, 0);
    await azure.stop();
  });

  it("knows from the confirmation that went before it which stores were finished", async () => {
    const github = await GithubScene.create();
    const outs = await flown(github.place());
    await madeEnvironment(github, { count: 1 });
    const { key, store } = github.place();
    const confirmed = await made(confirmationHandler, urnOf("Confirmation"), {
      token: secretOnWire(github.token),
      generation: "c0ffee00",
      fingerprint,
      written: [{ key, store, generation: "c0ffee00", fingerprint }],
      runs: [],
    });
    nextUpdate();
    await confirmationHandler(world).delete(confirmed.urn, confirmed.outs);
    await preflight.delete(urn, outs);
    assert.equal(github.repository.environments.size, 1);
    await github.close();
  });
});
