import assert from "node:assert/strict";
import { describedFor } from "../../../src/model/owner-label";
import { Fault } from "../../../src/provider/fault";
import type { AskingHandler } from "../../../src/provider/handler";
import type { Place } from "../../../src/provider/place";
import { preflightHandler } from "../../../src/provider/preflight";
import type { Wire } from "../../../src/provider/wire";
import { AzureDevopsScene } from "./azure-devops-scene";
import { GithubScene } from "./github-scene";
import { GitlabScene } from "./gitlab-scene";
import { madeEnvironment, madeVariables } from "./made";
import { aliveProofs, newWorld, ownerLabel, rejectionOf, urnOf, type World } from "./world";

/* Whose a place is: of one store of an update, and of one binding of one stack. */

const urn = urnOf("Preflight", "production-preflight");
const other = urnOf("Preflight", "other-preflight");
const fingerprint = "0123456789ab";
const stranger = "acme/shop/prod/production";
const sibling = "acme/shop/dev/another";

describe("a place that a preflight asks for", () => {
  let github: GithubScene;
  let world: World;
  let preflight: AskingHandler;

  beforeEach(async () => {
    github = await GithubScene.create();
    nextUpdate();
  });
  afterEach(() => github.close());

  /** What an update found out does not outlast it. */
  function nextUpdate(): void {
    world = { ...newWorld(), lifeProofs: aliveProofs(fingerprint) };
    preflight = preflightHandler(world);
  }
  const inputs = (places: readonly Place[], change: object = {}): Wire => ({
    fingerprint,
    owner: ownerLabel,
    places,
    ...change,
  });
  const reasonsOf = async (of: string, ...places: Place[]) => {
    const { failures = [] } = await preflight.check(of, {}, inputs(places));
    return failures.map(({ reason }) => reason);
  };
  async function flown(places: readonly Place[], change: object = {}): Promise<Wire> {
    nextUpdate();
    return (await preflight.create(urn, inputs(places, change))).outs;
  }
  async function updated(olds: Wire, places: readonly Place[], change: object = {}) {
    nextUpdate();
    return (await preflight.update("preflight", urn, olds, inputs(places, change))).outs;
  }
  async function refusalOf(flight: Promise<Wire>): Promise<string> {
    const fault = await rejectionOf(flight);
    assert.ok(fault instanceof Fault, String(fault));
    return fault.message;
  }

  describe("twice in one update", () => {
    const again = (change: object = {}) =>
      github.place({ path: "stores[1]", key: "again", store: "the second", ...change });
    const says = (first: string) =>
      `must be a place of its own, but the second is the place of ${first} already, received "GitHub environment web-shop/seal-production"; take one of the two out`;

    it("is refused to the second store of a binding, with the name of the first", async () => {
      for (const change of [
        {},
        { repository: "Web-Shop", owner: "ACME" },
        { environment: "SEAL-production" },
        { apiUrl: `${github.github.url}/` },
      ]) {
        assert.deepEqual(await reasonsOf(urn, github.place(), again(change)), [
          `stores[1]: ${says("stores[0]")}`,
        ]);
      }
    });

    it("is refused to the second binding, also by a name of before", async () => {
      github.github.renameRepository("web-shop", "shop");
      assert.deepEqual(await reasonsOf(urn, github.place({ repository: "shop" })), []);
      const [reason, ...others] = await reasonsOf(other, again({ path: "stores[0]" }));
      assert.equal(reason, `stores[0]: ${says("stores[0] of the binding production")}`);
      assert.deepEqual(others, []);
      assert.match(
        world.log.text,
        /^warning: stores\[0\]: the second: it is called acme\/shop now; /,
      );
    });

    it("is not when it is of another repository, environment or server", async () => {
      github.github.addRepository("checkout");
      const places = [github.place(), again({ repository: "checkout" })];
      assert.deepEqual(await reasonsOf(urn, ...places), []);
      assert.deepEqual(await reasonsOf(other, again({ environment: "other" })), []);
    });

    it("is asked for again by the same binding without a refusal", async () => {
      assert.deepEqual(await reasonsOf(urn, github.place()), []);
      assert.deepEqual(await reasonsOf(urn, github.place({ key: "renamed" })), []);
      assert.equal((await reasonsOf(other, again())).length, 1);
      assert.deepEqual(await reasonsOf(urn), [], "it was taken out there");
      assert.deepEqual(await reasonsOf(other, again()), []);
    });

    it("is left to the update where it cannot be found yet", async () => {
      const later = [github.place({ repository: "later" }), again({ repository: "later" })];
      assert.deepEqual(await reasonsOf(urn, ...later), []);
    });

    it("is refused on GitLab by its number, too, and in Azure DevOps by its project's id", async () => {
      const gitlab = await GitlabScene.create();
      const second = { path: "stores[1]", key: "again", store: "the second" };
      const numbered = { ...second, project: String(gitlab.project.id) };
      const [ofGitlab = ""] = await reasonsOf(urn, gitlab.place(), gitlab.place(numbered));
      assert.match(
        ofGitlab,
        /^stores\[1\]: must be a place of its own, but the second is the place/,
      );
      const scoped = gitlab.place({ ...second, environmentScope: "review/*" });
      assert.deepEqual(await reasonsOf(urn, gitlab.place(), scoped), []);
      const azure = await AzureDevopsScene.create();
      const { id } = azure.azure.project("payments");
      const byId = azure.place({ ...second, project: id.toUpperCase(), group: "Seal-Production" });
      const [ofAzure = ""] = await reasonsOf(urn, azure.place(), byId);
      assert.match(
        ofAzure,
        /^stores\[1\]: must be a place of its own, but the second is the place/,
      );
      await Promise.all([gitlab.close(), azure.azure.stop()]);
    });
  });

  describe("and that another stack has", () => {
    it("is refused, also to one that would adopt or recover it, and says whose it is", async () => {
      await madeEnvironment(github, { label: stranger });
      for (const [place, change] of [
        [{}, {}],
        [{ adopted: true }, {}],
        [{}, { recover: true }],
      ]) {
        assert.match(
          await refusalOf(flown([github.place(place)], change)),
          /- stores\[0\]: must be nobody else's, but GitHub environment web-shop\/seal-production is of the binding production of the stack acme\/shop\/prod; take the store out there first; where that stack is gone for good, delete the variable SEAL_BINDING of the environment$/,
        );
      }
    });

    it("is refused although this state knows it, because it was taken over there", async () => {
      const outs = await flown([github.place()]);
      await madeEnvironment(github, { label: stranger });
      assert.match(await refusalOf(updated(outs, [github.place()])), /must be nobody else's, but/);
    });

    it("is refused on GitLab and in Azure DevOps by their descriptions", async () => {
      const gitlab = await GitlabScene.create();
      gitlab.project.variables.length = 0;
      await madeVariables(gitlab, { label: stranger });
      assert.match(
        await refusalOf(flown([gitlab.place()])),
        /is of the binding production of the stack acme\/shop\/prod; .* gone for good, delete the variable$/,
      );
      const azure = await AzureDevopsScene.create();
      azure.group.description = describedFor(stranger);
      assert.match(
        await refusalOf(flown([azure.place()])),
        /is of the binding production of the stack acme\/shop\/prod; .* delete the variable group$/,
      );
      await Promise.all([gitlab.close(), azure.azure.stop()]);
    });
  });

  describe("and that a binding of this stack had", () => {
    it("is refused where another had it, with the alias that would take it along", async () => {
      await madeEnvironment(github, { label: sibling });
      assert.match(
        await refusalOf(flown([github.place()])),
        /is of the binding another of the stack acme\/shop\/dev; if this binding had that name, give it an alias; else take the store out there and run `pulumi up` first$/,
      );
    });

    it("stays with a binding that has another name now", async () => {
      const outs = await flown([github.place()], { owner: sibling });
      await madeEnvironment(github, { label: sibling });
      const after = await updated(outs, [github.place()]);
      assert.deepEqual(after.owners, [ownerLabel, sibling]);
    });

    it("is taken back after a lost state only when that is said", async () => {
      await madeEnvironment(github);
      const anew = { owner: ownerLabel.replace(/#.*/, "#00000000") };
      const lost = await refusalOf(flown([github.place()], anew));
      assert.match(
        lost,
        /must be new, or known to the state of this stack, but GitHub environment \S+ was written by the binding production of the stack acme\/shop\/dev, and the state does not know of it; if the state was lost, or this binding was made anew in it \(`--replace`, `pulumi state taint`, `replacementTrigger`\), take it back in place with `recover: true`, and leave that out after the update; if another stack has the same name, give this one another$/,
      );
      const outs = await flown([github.place()], { ...anew, recover: true });
      assert.deepEqual(Object.keys(outs.placeIds as object), [github.place().key]);
      assert.ok(github.repository.environments.get("seal-production")?.secrets.has("SEAL_TOKEN"));
    });

    it("is its own where its preflight is made anew, by the number that its state has", async () => {
      await madeEnvironment(github);
      const outs = await flown([github.place()]);
      assert.deepEqual(Object.keys(outs.placeIds as object), [github.place().key]);
    });

    it("is refused to a namesake although this state knows it, because it was taken over", async () => {
      const outs = await flown([github.place()]);
      await madeEnvironment(github, { label: ownerLabel.replace(/#.*/, "#00000000") });
      assert.match(await refusalOf(updated(outs, [github.place()])), /`recover: true`/);
    });
  });

  describe("and that its state knows", () => {
    it("is the same by another name, sentence and key", async () => {
      const outs = await flown([github.place()]);
      await madeEnvironment(github);
      github.github.renameRepository("web-shop", "shop");
      for (const change of [
        { store: "GitHub environment acme/web-shop/seal-production" },
        { repository: "shop", key: "github-shop-seal-production" },
        { path: "stores[3]", key: "moved" },
      ]) {
        const after = await updated(outs, [github.place(change)]);
        const { key } = github.place(change);
        const id = `${new URL(github.github.url).host} repositories/${github.repository.id}/environments/seal-production`;
        assert.equal((after.placeIds as Record<string, string>)[key], id);
        assert.deepEqual(after.unwritten, {});
      }
      assert.ok(github.repository.environments.get("seal-production")?.secrets.has("SEAL_TOKEN"));
    });

    it("is a new one where another repository has the name", async () => {
      const outs = await flown([github.place()]);
      await madeEnvironment(github);
      const remade = github.github.remakeRepository("web-shop");
      nextUpdate();
      assert.deepEqual(await preflight.diff(urn, outs, inputs([github.place()])), {
        changes: true,
      });
      const after = await updated(outs, [github.place()]);
      const id = `${new URL(github.github.url).host} repositories/${remade.id}/environments/seal-production`;
      assert.equal((after.placeIds as Record<string, string>)[github.place().key], id);
      assert.deepEqual(after.unwritten, { [id]: "" });
    });

    it("is refused as somebody's where another repository has the name, and an environment", async () => {
      const outs = await flown([github.place()]);
      await madeEnvironment(github);
      const { environments } = github.repository;
      const remade = github.github.remakeRepository("web-shop");
      const [made] = environments.values();
      remade.environments.set("seal-production", { ...made!, variables: new Map() });
      assert.match(
        await refusalOf(updated(outs, [github.place()])),
        /must not be there already, but/,
      );
    });
  });
});
