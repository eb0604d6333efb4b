import assert from "node:assert/strict";
import { describedFor, ownerVariableName } from "../../../src/model/owner-label";
import { githubVariableHandler } from "../../../src/provider/github/variable";
import type { Place } from "../../../src/provider/place";
import { preflightHandler } from "../../../src/provider/preflight";
import type { Wire } from "../../../src/provider/wire";
import { AzureDevopsScene } from "./azure-devops-scene";
import { GithubScene } from "./github-scene";
import { GitlabScene } from "./gitlab-scene";
import { made, madeEnvironment, madeVariables } from "./made";
import { aliveProofs, endPausesAtOnce, newWorld, ownerLabel, rejectionOf, urnOf } from "./world";

/* What a state says of places: which are a binding's own, on which server, and with which credentials. */

const urn = urnOf("Preflight", "production-preflight");
const fingerprint = "0123456789ab";
const inputs = (places: readonly Place[], change: object = {}): Wire => ({
  ...{ fingerprint, owner: ownerLabel, places },
  ...change,
});
const nextUpdate = () => ({ ...newWorld(), lifeProofs: aliveProofs(fingerprint) });
const fly = async (places: readonly Place[], olds?: Wire): Promise<Wire> => {
  const preflight = preflightHandler(nextUpdate());
  const flown = olds
    ? preflight.update("preflight", urn, olds, inputs(places))
    : preflight.create(urn, inputs(places));
  return (await flown).outs;
};
const refusalOf = async (flight: Promise<unknown>) => String(await rejectionOf(flight));
const second = { path: "stores[1]", key: "second", store: "the second" };

/** A place that is free, and what somebody does there. */
interface Free {
  readonly place: Place;
  readonly other: Place;
  /** Makes there by hand what the store would make, with a label or without. */
  readonly occupy: (label?: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const free: Readonly<Record<string, () => Promise<Free>>> = {
  async GitHub() {
    const github = await GithubScene.create();
    github.github.addRepository("checkout");
    return {
      place: github.place(),
      other: github.place({ ...second, repository: "checkout" }),
      async occupy(label) {
        await madeEnvironment(github, { label: ownerLabel });
        const { variables } = github.repository.environments.get("seal-production")!;
        if (label === undefined) variables.delete(ownerVariableName);
      },
      stop: () => github.close(),
    };
  },
  async GitLab() {
    const gitlab = await GitlabScene.create();
    gitlab.project.variables.length = 0;
    gitlab.gitlab.addProject("acme/other");
    return {
      place: gitlab.place(),
      other: gitlab.place({ ...second, project: "acme/other" }),
      async occupy(label) {
        gitlab.project.variables.length = 0;
        await madeVariables(gitlab);
        if (label === undefined) {
          for (const one of gitlab.project.variables) Object.assign(one, { description: null });
        }
      },
      stop: () => gitlab.close(),
    };
  },
  async "Azure DevOps"() {
    const { azure, group, ...scene } = await AzureDevopsScene.create();
    const { groups } = azure.project("payments");
    groups.clear();
    const place = AzureDevopsScene.prototype.place.bind({ azure, group, ...scene });
    return {
      place: place(),
      other: place({ ...second, group: "another" }),
      async occupy(label) {
        groups.set(9, { ...group, id: 9, description: label ? describedFor(label) : "" });
      },
      stop: () => azure.stop(),
    };
  },
};

describe("a place that a state knows", () => {
  endPausesAtOnce();

  for (const [host, create] of Object.entries(free)) {
    it(`on ${host} is a stranger's once it was given up and made by hand, and own while the label says so`, async () => {
      const { place, other, occupy, stop } = await create();
      const outs = await fly([other], await fly([place, other]));
      await occupy();
      assert.match(
        await refusalOf(fly([place, other], outs)),
        /stores\[0\]: must not be there already, but/,
      );
      await occupy(ownerLabel);
      const again = await fly([place, other], outs);
      assert.equal(Object.keys(again.placeIds as object).length, 2);
      await stop();
    });
  }

  it("is not one of the same number on another server", async () => {
    const [one, two] = [await GitlabScene.create(), await GitlabScene.create()];
    assert.equal(one.project.id, two.project.id);
    one.project.variables.length = 0;
    const outs = await fly([one.place()]);
    assert.match(
      await refusalOf(fly([one.place(), two.place(second)], outs)),
      /stores\[1\]: must not be there already, but the second is;/,
    );
    // By its key it is the one that was declared before.
    assert.match(
      await refusalOf(fly([two.place()], outs)),
      /stores\[0\]: must not be there already, but/,
    );
    await Promise.all([one.close(), two.close()]);
  });

  it("is not said to be called otherwise where the program names another", async () => {
    const github = await GithubScene.create();
    const outs = await fly([github.place({ key: "shop" })]);
    const elsewhere = github.place({ key: "shop", repository: "checkout" });
    const refused = await refusalOf(fly([elsewhere], outs));
    assert.match(refused, /with 404: no such `repository`/);
    assert.doesNotMatch(refused, /is called/);
    await github.close();
  });

  it("is looked at, once it is declared no more, with the credentials of the update", async () => {
    const github = await GithubScene.create();
    github.github.addRepository("checkout");
    const [place, other] = [github.place(), github.place({ ...second, repository: "checkout" })];
    const outs = await fly([place, other]);
    await madeEnvironment(github, { count: 1 });
    github.github.renewedCredentials = "renewed";
    const world = nextUpdate();
    const preflight = preflightHandler(world);
    const news = inputs([{ ...other, credentials: "renewed" }]);
    assert.deepEqual((await preflight.check(urn, outs, news)).failures, []);
    await preflight.update("preflight", urn, outs, news);
    assert.equal(world.log.text, "");
    assert.ok(!github.repository.environments.has("seal-production"));
    await github.close();
  });
});

describe("a place that two bindings ask for", () => {
  endPausesAtOnce();

  it("is had by the first to fly, when it could not be seen while the second was checked", async () => {
    const github = await GithubScene.create();
    const preflight = preflightHandler(nextUpdate());
    const other = urnOf("Preflight", "other-preflight");
    assert.deepEqual((await preflight.check(urn, {}, inputs([github.place()]))).failures, []);
    // Other credentials ask again.
    const late = github.place({ store: "the late one", credentials: "renewed" });
    assert.deepEqual((await preflight.check(other, {}, inputs([late]))).failures, []);
    github.github.renewedCredentials = "renewed";
    await preflight.check(urn, {}, inputs([github.place({ credentials: "renewed" })]));
    await preflight.create(urn, inputs([github.place({ credentials: "renewed" })]));
    const refused = await refusalOf(preflight.create(other, inputs([late])));
    assert.match(
      refused,
      /- stores\[0\]: must be a place of its own, but the late one is the place of stores\[0\] of the binding production already, received "GitHub environment web-shop\/seal-production"; take one of the two out$/,
    );
    await github.close();
  });
});

describe("the label of a stranger", () => {
  for (const [product, variable] of [
    ["actions", "SEAL_BINDING"],
    ["dependabot", "SEAL_BINDING_DEPENDABOT"],
    ["codespaces", "SEAL_BINDING_CODESPACES"],
  ] as const) {
    it(`of ${product} is told by the name that it has`, async () => {
      const github = await GithubScene.create();
      const { owner, repository, apiUrl, credentials } = github.place();
      const of = { owner, repository, apiUrl, credentials };
      const label = { variableName: variable, value: "acme/shop/prod/production" };
      await made(githubVariableHandler, urnOf("GithubVariable"), { ...of, ...label });
      const place = github.place({
        ...{ host: "github-secret", environment: undefined, product },
        ...{ secretNames: ["SEAL_TOKEN"], confined: false },
      });
      assert.match(
        await refusalOf(fly([place])),
        new RegExp(`gone for good, delete the variable ${variable} of Actions beside it$`),
      );
      await github.close();
    });
  }
});
