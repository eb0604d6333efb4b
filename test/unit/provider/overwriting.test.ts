import assert from "node:assert/strict";
import { githubSecretHandler } from "../../../src/provider/github/secret";
import { githubVariableHandler } from "../../../src/provider/github/variable";
import type { Handler } from "../../../src/provider/handler";
import { madeEnvironment, made, type Made } from "./made";
import { GithubScene } from "./github-scene";
import { newWorld, rejectionOf, secretOnWire, urnOf, type World } from "./world";

/*
 * A thing is its holder's own id and what it is called in there: names of holders are labels. On the resources of
 * a store of GitHub; what is the host's own is in the tests of each resource.
 */

describe("a resource by its host's own ids", () => {
  let scene: GithubScene;
  let all: Made[];

  beforeEach(async () => {
    scene = await GithubScene.create();
    all = await madeEnvironment(scene);
    scene.github.requests.length = 0;
  });
  afterEach(() => scene.close());

  const of = (one: Made, world: World = newWorld()) => one.handlerOf(world) as Handler;
  const environment = (repository: string) =>
    scene.github.repository(repository).environments.get("seal-production");
  const held = (repository = "web-shop") => environment(repository)?.secrets.get("SEAL_TOKEN");
  const secret = () => all.find(({ outs }) => outs.product === "actions")!;
  const deletes = () => scene.github.writes.filter((write) => write.startsWith("DELETE"));
  const inOrder = async (act: (one: Made) => Promise<void>) => {
    for (const one of all) await act(one);
  };

  it("is followed in place when its repository gets another name, and its label with it", async () => {
    scene.github.renameRepository("web-shop", "shop");
    await inOrder(async (one) => {
      const news = { ...one.inputs, repository: "shop" };
      assert.deepEqual(await of(one).diff(one.urn, one.outs, news), {
        changes: true,
        replaces: [],
        deleteBeforeReplace: false,
      });
      const { outs } = await of(one).update(one.id, one.urn, one.outs, news);
      assert.deepEqual([outs.repository, outs.holderId], ["shop", one.outs.holderId]);
    });
    assert.deepEqual(deletes(), []);
    assert.equal(held("shop")?.value, scene.token);
  });

  it("is written under the present name where the program still has the name before", async () => {
    scene.github.moveRepository("web-shop", "umbrella");
    const one = secret();
    const news = { ...one.inputs, value: secretOnWire("canarySealToken-next") };
    assert.deepEqual((await of(one).diff(one.urn, one.outs, news)).replaces, []);
    await of(one).update(one.id, one.urn, one.outs, news);
    assert.equal(held("umbrella/web-shop")?.value, "canarySealToken-next");
    assert.ok(scene.github.writes.every((write) => write.includes("/repos/umbrella/web-shop/")));
  });

  it("is read and deleted by its id, though another has the name before", async () => {
    scene.github.renameRepository("web-shop", "shop");
    scene.github.addRepository("web-shop");
    const other = scene.github.repository("web-shop");
    other.environments.set("seal-production", { ...environment("shop")!, secrets: new Map() });
    const one = secret();
    const { id, props } = await of(one).read(one.id, one.urn, one.outs);
    assert.deepEqual([id, props], [one.id, one.outs]);
    await of(one).delete(one.urn, one.outs);
    assert.equal(held("shop"), undefined);
    assert.ok(deletes().every((write) => write.includes("/repos/acme/shop/")));
  });

  it("is another for another id under the same name, which the update before this tells", async () => {
    scene.github.remakeRepository("web-shop");
    await inOrder(async (one) => {
      const { replaces } = await of(one).diff(one.urn, one.outs, one.inputs);
      assert.equal(replaces?.length, 1);
      const news = { ...one.inputs, owner: "ACME" };
      const fault = await rejectionOf(of(one).update(one.id, one.urn, one.outs, news));
      assert.match(String(fault), /has another id now: .*; run `pulumi up` again/);
    });
    assert.deepEqual(scene.github.writes, []);
  });

  for (const [what, change, replaces] of [
    ["the letters of its names", { owner: "ACME", repository: "Web-Shop" }, []],
    ["a repository that is not there yet", { repository: "later" }, []],
    ["another repository", { repository: "checkout" }, ["repository"]],
    ["another environment", { environment: "other" }, ["environment"]],
  ] as const) {
    it(`${replaces.length > 0 ? "becomes another" : "stays"} for ${what}`, async () => {
      scene.github.addRepository("checkout");
      await inOrder(async (one) => {
        const news = { ...one.inputs, ...change };
        assert.deepEqual((await of(one).diff(one.urn, one.outs, news)).replaces, replaces);
      });
    });
  }

  it("becomes another when it is of no environment any more", async () => {
    const { environment: _environment, ...news } = secret().inputs;
    const { replaces } = await of(secret()).diff(secret().urn, secret().outs, news);
    assert.deepEqual(replaces, ["environment"]);
  });

  it("is gone with its repository, where its owner is still shown", async () => {
    scene.github.deleteRepository("web-shop");
    await inOrder(async (one) => {
      assert.equal((await of(one).read(one.id, one.urn, one.outs)).id, "");
      await of(one).delete(one.urn, one.outs);
    });
    assert.deepEqual(scene.github.writes, []);
  });

  it("says that it was deleted, or is not reached, where nothing is shown any more", async () => {
    scene.github.inject({ path: /./, answer: 404 });
    await inOrder(async (one) => {
      for (const act of [
        of(one).read(one.id, one.urn, one.outs),
        of(one).delete(one.urn, one.outs),
      ]) {
        assert.match(
          String(await rejectionOf(act)),
          /the repository acme\/web-shop was deleted, or moved out of reach of these credentials/,
        );
      }
    });
  });

  describe("whose state is deleted", () => {
    const isWhole = () => {
      const { secrets, variables, policies } = environment("web-shop")!;
      assert.deepEqual([secrets.size, variables.size, policies.length], [1, 3, 1]);
    };

    it("is deleted by an update that declared nothing of it", async () => {
      for (const one of [...all].reverse()) await of(one).delete(one.urn, one.outs);
      assert.equal(scene.repository.environments.size, 0);
    });

    for (const [what, change] of [
      ["it was replaced without a change", {}],
      ["another resource is the same, in other letters", { owner: "Acme", repository: "Web-Shop" }],
    ] as const) {
      it(`is spared when ${what}`, async () => {
        const world = newWorld();
        await inOrder(async (one) => {
          const urn = `${one.urn}-again`;
          const again = await made(one.handlerOf, urn, { ...one.inputs, ...change }, world);
          assert.equal(again.id, one.id);
        });
        for (const one of [...all].reverse()) await of(one, world).delete(one.urn, one.outs);
        assert.deepEqual(deletes(), []);
        isWhole();
      });
    }

    it("is spared when the engine replaces what stays the same, and deletes first", async () => {
      const world = newWorld();
      await inOrder(async (one) => {
        const { changes } = await of(one, world).diff(one.urn, one.outs, one.inputs);
        assert.equal(changes, false);
      });
      for (const one of [...all].reverse()) await of(one, world).delete(one.urn, one.outs);
      assert.deepEqual(deletes(), []);
      isWhole();
    });

    it("is spared under the name before, when the update knows it by the present one", async () => {
      scene.github.renameRepository("web-shop", "shop");
      const world = newWorld();
      await inOrder(async (one) => {
        await made(one.handlerOf, one.urn, { ...one.inputs, repository: "shop" }, world);
      });
      await inOrder((one) => of(one, world).delete(one.urn, one.outs));
      assert.deepEqual(deletes(), []);
    });

    it("is not spared for another that is called so in another repository", async () => {
      const checkout = scene.github.addRepository("checkout");
      checkout.environments.set("seal-production", {
        ...environment("web-shop")!,
        secrets: new Map(),
      });
      const world = newWorld();
      const one = secret();
      const news = { ...one.inputs, repository: "checkout" };
      await made(one.handlerOf, one.urn, news, world);
      await of(one, world).delete(one.urn, one.outs);
      assert.deepEqual([held("web-shop"), held("checkout")?.value], [undefined, scene.token]);
    });
  });

  describe("of a version before, which kept no id", () => {
    /** A changed copy of what was made. */
    const before = (one: Made) => {
      const { holderId: _holderId, ...outs } = one.outs;
      return outs;
    };

    it("is known by its names, and by its id from then on", async () => {
      await inOrder(async (one) => {
        const difference = await of(one).diff(one.urn, before(one), one.inputs);
        assert.deepEqual([difference.changes, difference.replaces], [true, []]);
        const { outs } = await of(one).update(one.id, one.urn, before(one), one.inputs);
        assert.equal(outs.holderId, one.outs.holderId);
        const { props } = await of(one).read(one.id, one.urn, before(one));
        assert.equal(props.holderId, one.outs.holderId);
      });
      assert.deepEqual(deletes(), []);
    });

    it("is deleted, and spared where this update declares it", async () => {
      const world = newWorld();
      const one = secret();
      await made(one.handlerOf, one.urn, one.inputs, world);
      await of(one, world).delete(one.urn, before(one));
      assert.ok(held());
      await of(one).delete(one.urn, before(one));
      assert.equal(held(), undefined);
    });

    it("is written over in place where the host's own provider wrote it", async () => {
      // As pulumi-github 6 keeps it of its ActionsEnvironmentSecret.
      const foreign = {
        repository: "web-shop",
        environment: "seal-production",
        secretName: "SEAL_TOKEN",
        plaintextValue: secretOnWire(scene.token),
        createdAt: "2026-11-23 09:00:00 +0000 UTC",
        updatedAt: "2026-11-23 09:00:00 +0000 UTC",
      };
      const one = secret();
      // Its address is the provider's; the dispatch takes the one by default for it.
      for (const state of [foreign, { ...foreign, apiUrl: "https://api.github.com" }]) {
        const { replaces, changes } = await of(one).diff(one.urn, state, one.inputs);
        assert.deepEqual([changes, replaces], [true, []]);
      }
      const news = { ...one.inputs, value: secretOnWire("canarySealToken-next") };
      await of(one).update("web-shop:seal-production:SEAL_TOKEN", one.urn, foreign, news);
      assert.deepEqual([held()?.value, deletes()], ["canarySealToken-next", []]);
    });
  });

  it("keeps secrets and variables of one name apart", async () => {
    const world = newWorld();
    const { owner, repository, apiUrl, credentials } = secret().inputs;
    const place = { owner, repository, apiUrl, credentials };
    const name = "SEAL_PROJECT";
    const old = await made(githubSecretHandler, urnOf("GithubSecret"), {
      ...place,
      product: "dependabot",
      secretName: name,
      value: secretOnWire("shop"),
    });
    const variable = { ...place, variableName: name, value: "shop" };
    await made(githubVariableHandler, urnOf("GithubVariable"), variable, world);
    await of(old, world).delete(old.urn, old.outs);
    assert.equal(scene.repository.secretsOf.dependabot.size, 0);
    assert.ok(scene.repository.variables.has(name));
  });
});
