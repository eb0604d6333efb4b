import assert from "node:assert/strict";
import { confirmationHandler } from "../../../src/provider/confirmation";
import type { Handler } from "../../../src/provider/handler";
import type { Place } from "../../../src/provider/place";
import { preflightHandler } from "../../../src/provider/preflight";
import { AzureDevopsScene } from "./azure-devops-scene";
import { GithubScene } from "./github-scene";
import { GitlabScene } from "./gitlab-scene";
import { aliveProofs, newWorld, urnOf, type World } from "./world";

/*
 * What a deleted preflight takes away of stores whose creation was interrupted, so that no state knows
 * of it; that the engine deletes a preflight last is in the engine tests.
 */

const urn = urnOf("Preflight", "production-preflight");

describe("a preflight that is deleted", () => {
  let world: World;
  let preflight: Handler;
  beforeEach(() => {
    world = { ...newWorld(), lifeProofs: aliveProofs("0123456789ab") };
    preflight = preflightHandler(world);
  });

  const stateOf = (...places: Place[]) => ({ fingerprint: "0123456789ab", places });

  describe("on GitHub", () => {
    let github: GithubScene;
    beforeEach(async () => (github = await GithubScene.create()));
    afterEach(() => github.close());

    const add = (policies: { id: number; name: string; type: "branch" }[] = []) => {
      const environment = {
        name: "seal-production",
        canAdminsBypass: true,
        branchPolicy: { protected_branches: false, custom_branch_policies: true },
        policies,
        secrets: new Map(),
        variables: new Map(),
      };
      github.repository.environments.set("seal-production", environment);
      return environment;
    };
    const isThere = () => github.repository.environments.has("seal-production");
    const variables = ["SEAL_PROJECT", "SEAL_TOKEN_GENERATION"];
    const ofRepository = (change: object = {}) =>
      github.place({
        ...{ host: "github-secret", environment: undefined, product: "actions" },
        ...{ secretNames: ["SEAL_TOKEN"], confined: false, ...change },
      });

    it("takes away an environment with nothing in it", async () => {
      add();
      await preflight.delete(urn, stateOf(github.place({ variables })));
      assert.ok(!isThere());
      await preflight.delete(urn, stateOf(github.place({ variables })));
    });

    it("leaves one that is adopted, finished, or holds something", async () => {
      const environment = add();
      await preflight.delete(urn, stateOf(github.place({ adopted: true })));
      world.finished.add(github.place().store);
      await preflight.delete(urn, stateOf(github.place()));
      world.finished.clear();
      const instant = new Date().toISOString();
      const held = { value: "x", createdAt: instant, updatedAt: instant };
      for (const holds of [environment.secrets, environment.variables] as Map<string, object>[]) {
        const name = holds === environment.secrets ? "SEAL_TOKEN" : "SEAL_PROJECT";
        holds.set(name, held);
        await preflight.delete(urn, stateOf(github.place({ variables })));
        holds.delete(name);
      }
      add([{ id: 1, name: "main", type: "branch" }]);
      await preflight.delete(urn, stateOf(github.place({ variables })));
      assert.ok(isThere());
    });

    it("leaves one that is open to branches, or holds what others put there", async () => {
      const environment = add();
      const instant = new Date().toISOString();
      for (const policy of [null, { protected_branches: true, custom_branch_policies: false }]) {
        Object.assign(environment, { branchPolicy: policy });
        await preflight.delete(urn, stateOf(github.place()));
      }
      const others = add();
      others.secrets.set("AWS_KEY", { value: "x", createdAt: instant, updatedAt: instant });
      await preflight.delete(urn, stateOf(github.place()));
      others.secrets.clear();
      others.variables.set("REGION", { value: "x", createdAt: instant, updatedAt: instant });
      await preflight.delete(urn, stateOf(github.place()));
      assert.ok(isThere());
    });

    it("leaves what another binding of this update declares", async () => {
      add();
      const other = urnOf("Preflight", "other-preflight");
      preflight.check(other, {}, stateOf(github.place()));
      await preflight.delete(urn, stateOf(github.place()));
      assert.ok(isThere());
    });

    it("leaves a store that is only called otherwise now", async () => {
      add();
      const store = "GitHub environment acme/web-shop/seal-production";
      const before = { ...stateOf(github.place()), claims: { [store]: github.place().key } };
      await preflight.update("preflight", urn, before, stateOf(github.place({ store })));
      assert.ok(isThere());
    });

    it("leaves everything when it was replaced, because its stores are in use", async () => {
      add();
      preflight.check(urn, {}, stateOf(github.place()));
      await preflight.delete(urn, stateOf(github.place()));
      assert.ok(isThere());
    });

    it("rejects while it is not known what is there, so that the next deletion asks again", async () => {
      add();
      github.github.inject({ path: /\/environments\//, answer: 403 });
      const other = github.place({ path: "stores[1]", store: "another" });
      await assert.rejects(
        preflight.delete(urn, stateOf(github.place(), other)),
        (error: Error) => {
          const [first, second, third, last] = error.message.split("\n");
          assert.match(
            first ?? "",
            /^What an interrupted update may have left there is not known:$/,
          );
          assert.match(
            second ?? "",
            /^ {2}- stores\[0\]: GitHub environment \S+: GitHub answered GET .* with 403/,
          );
          assert.match(third ?? "", /^ {2}- stores\[1\]: another: /);
          assert.ok(last?.endsWith(`forget it: pulumi state delete '${urn}'`));
          return true;
        },
      );
    });

    it("takes no 404 for a store that is gone, because credentials get it, too", async () => {
      const place = ofRepository({ variables });
      github.github.inject({ path: /./, answer: 404 });
      await assert.rejects(preflight.delete(urn, stateOf(place)), /with 404/);
      assert.ok(github.repository.secrets.has("SEAL_TOKEN"));
    });

    it("takes away a secret without its variables, and leaves what is whole", async () => {
      const { secrets, variables: there } = github.repository;
      const place = ofRepository({ variables });
      for (const name of variables) there.set(name, { value: "x" } as never);
      await preflight.delete(urn, stateOf(place));
      assert.ok(secrets.has("SEAL_TOKEN"));
      there.delete("SEAL_TOKEN_GENERATION");
      await preflight.delete(urn, stateOf(place));
      assert.deepEqual([secrets.has("SEAL_TOKEN"), there.size], [false, 0]);
    });

    it("leaves a lone secret, of which nothing tells whether it is whole", async () => {
      const place = ofRepository();
      await preflight.delete(urn, stateOf(place));
      assert.ok(github.repository.secrets.has("SEAL_TOKEN"));
    });

    it("takes away what is left of a store that is declared no more, before anything else", async () => {
      const before = stateOf(github.place());
      add();
      await preflight.update("preflight", urn, before, stateOf());
      assert.ok(!isThere());

      github.github.inject({ path: /./, answer: 404 });
      await preflight.update("preflight", urn, before, stateOf());
      assert.match(
        world.log.text,
        /^warning: stores\[0\]: GitHub environment web-shop\/seal-production: .* with 404: .*; it is declared no more, so look there if an update was ever interrupted$/,
      );
    });
  });

  it("takes away variables of GitLab that are not all there, and leaves those that are", async () => {
    const scene = await GitlabScene.create();
    const { variables } = scene.project;
    const place = scene.place({ variables: ["SEAL_PROJECT"] });
    variables.push(scene.gitlab.variable("SEAL_PROJECT", "shop"));
    await preflight.delete(urn, stateOf(place));
    assert.equal(variables.length, 2);
    variables.shift();
    await preflight.delete(urn, stateOf(place));
    assert.equal(scene.project.variables.length, 0);
    await scene.close();
  });

  it("takes away a group of Azure DevOps that nobody may use, and no other", async () => {
    const scene = await AzureDevopsScene.create();
    const { azure, group, check } = scene;
    const place = scene.place();
    const { groups, checks } = azure.project("payments");
    await preflight.delete(urn, stateOf(place));
    group.authorized.clear();
    await preflight.delete(urn, stateOf(place));
    checks.delete(check.id);
    group.openToAll = true;
    await preflight.delete(urn, stateOf(place));
    assert.equal(groups.size, 1);
    group.openToAll = false;
    await preflight.delete(urn, stateOf(place));
    assert.equal(groups.size, 1, "the group of somebody else who used the name");
    for (const name of ["SEAL_PROJECT", "SEAL_TOKEN_GENERATION"]) {
      group.variables.set(name, { value: "x", isSecret: false });
    }
    await preflight.delete(urn, stateOf(place));
    assert.equal(groups.size, 0);
    await azure.stop();
  });

  it("knows from the confirmation that went before it which stores were finished", async () => {
    const written = [{ store: "GitHub environment web-shop/seal-production" }];
    await confirmationHandler(world).delete(urnOf("Confirmation"), { written });
    await preflight.delete(urn, stateOf({ ...written[0], host: "jenkins" } as never));
  });
});
