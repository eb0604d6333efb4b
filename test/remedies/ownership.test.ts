import assert from "node:assert/strict";
import { describedFor, ownerVariableName } from "../../src/model/owner-label";
import { githubSecretHandler } from "../../src/provider/github/secret";
import { githubVariableHandler } from "../../src/provider/github/variable";
import { gitlabVariableHandler } from "../../src/provider/gitlab/variable";
import type { Place } from "../../src/provider/place";
import { preflightHandler } from "../../src/provider/preflight";
import type { Wire } from "../../src/provider/wire";
import { gitlabCredentials } from "../support/gitlab-server";
import { AzureDevopsScene } from "../unit/provider/azure-devops-scene";
import { GithubScene } from "../unit/provider/github-scene";
import { GitlabScene } from "../unit/provider/gitlab-scene";
import { made, madeEnvironment, madeVariables } from "../unit/provider/made";
import { aliveProofs, newWorld, ownerLabel, urnOf, type World } from "../unit/provider/world";
import { performer } from "./performer";

const performs = performer(__filename);
const urn = urnOf("Preflight", "production-preflight");
const fingerprint = "0123456789ab";
const stranger = "acme/shop/prod/production";

/** The preflight of an update of its own. */
const preflight = () => preflightHandler({ ...newWorld(), lifeProofs: aliveProofs(fingerprint) });
const inputs = (places: readonly Place[], change: object = {}): Wire => ({
  ...{ fingerprint, owner: ownerLabel, places },
  ...change,
});
const fly = (place: Place, change: object = {}) => preflight().create(urn, inputs([place], change));

describe("A place that another has", () => {
  let github: GithubScene;
  beforeEach(async () => (github = await GithubScene.create()));
  afterEach(() => github.close());

  performs("on GitHub is had once the stranger's label is deleted", async (told) => {
    await madeEnvironment(github, { label: stranger });
    await told(fly(github.place({ adopted: true })));
    github.repository.environments.get("seal-production")!.variables.delete(ownerVariableName);
    await fly(github.place({ adopted: true }));
  });

  performs("on GitHub is had once the stranger's label of Actions is deleted", async (told) => {
    const { environment: _environment, ...rest } = github.place() as never as Record<string, never>;
    const secret = { host: "github-secret", product: "actions", secretNames: ["SEAL_TOKEN"] };
    const place = { ...rest, ...secret, confined: false, adopted: true } as never as Place;
    const { owner, repository, apiUrl, credentials } = rest;
    const of = { owner, repository, apiUrl, credentials };
    const written = { product: "actions", secretName: "SEAL_TOKEN", value: github.token };
    await made(githubSecretHandler, urnOf("GithubSecret"), { ...of, ...written });
    const label = { variableName: ownerVariableName, value: stranger };
    await made(githubVariableHandler, urnOf("GithubVariable"), { ...of, ...label });
    await told(fly(place));
    github.repository.variables.delete(ownerVariableName);
    await fly(place);
  });

  performs("on GitLab is had once the stranger's variable is deleted", async (told) => {
    const gitlab = await GitlabScene.create();
    gitlab.project.variables.length = 0;
    await madeVariables(gitlab, { label: stranger });
    await told(fly(gitlab.place()));
    const { variables } = gitlab.project;
    variables.splice(
      variables.findIndex(({ key }) => key === "SEAL_TOKEN"),
      1,
    );
    await fly(gitlab.place());
    await gitlab.close();
  });

  performs("in Azure DevOps is had once the stranger's group is deleted", async (told) => {
    const scene = await AzureDevopsScene.create();
    scene.group.description = describedFor(stranger);
    await told(fly(scene.place()));
    scene.azure.project("payments").groups.clear();
    await fly(scene.place());
    await scene.azure.stop();
  });

  performs("is had once the other store is taken out there", async (told) => {
    for (const label of [stranger, "acme/shop/dev/another"]) {
      const all = await madeEnvironment(github, { label });
      await told(fly(github.place()));
      for (const one of [...all].reverse()) {
        await one.handlerOf(newWorld()).delete(one.urn, one.outs);
      }
      await fly(github.place());
    }
  });
});

/** A group that has no other secret, with its variable as a store declares it. */
async function groupScene() {
  const scene = await GitlabScene.create();
  const { gitlab } = scene;
  const connection = { apiUrl: gitlab.url, credentials: gitlabCredentials };
  return {
    gitlab,
    close: () => scene.close(),
    place: (group: string) => scene.place({ group, confined: false, key: "group" }),
    at: (group: string): Wire => ({
      ...{ ...connection, group, key: "SEAL_TOKEN", environmentScope: "*" },
      ...{ protected: true, masked: true, hidden: false, raw: true },
    }),
  };
}

describe("A place whose name leads nowhere", () => {
  let github: GithubScene;
  beforeEach(async () => (github = await GithubScene.create()));
  afterEach(() => github.close());

  performs("goes on by its id, and is had under the name that it has now", async (told) => {
    const { gitlab, close, place, at } = await groupScene();
    const { outs } = await fly(place("acme"));
    const write = (world: World, group: string, value: string, olds?: Wire) => {
      const [handler, news] = [gitlabVariableHandler(world), { ...at(group), value }];
      return olds === undefined
        ? handler.create(urnOf("GitlabVariable"), news)
        : handler.update("id", urnOf("GitlabVariable"), olds, news);
    };
    const first = await write(newWorld(), "acme", "canarySealToken-a");
    gitlab.renameGroup("acme", "corp");
    const [variable] = gitlab.group("corp").variables;
    const update = async (group: string) => {
      const world = { ...newWorld(), lifeProofs: aliveProofs(fingerprint) };
      await preflightHandler(world).update("preflight", urn, outs, inputs([place(group)]));
      return world.log.lines;
    };
    await told(await update("acme"));
    const second = await write(newWorld(), "acme", "canarySealToken-b", first.outs);
    assert.equal(variable?.value, "canarySealToken-b", "it is written where it is");
    assert.doesNotMatch((await update("corp")).join(), /is called/);
    await write(newWorld(), "corp", "canarySealToken-c", second.outs);
    assert.equal(variable?.value, "canarySealToken-c");
    await close();
  });

  performs("is another by the next update, when it was made anew while one ran", async (told) => {
    const [one] = (await madeEnvironment(github)).slice(2);
    const { handlerOf, id, outs, inputs: before } = one!;
    const news = { ...before, value: "another" };
    await madeAnew();
    await told(handlerOf(newWorld()).update(id, one!.urn, outs, news));
    const world = { ...newWorld(), lifeProofs: aliveProofs(fingerprint) };
    const next = handlerOf(world);
    assert.deepEqual((await next.diff(one!.urn, outs, news)).replaces?.length, 1);
    await preflightHandler(world).create(urn, inputs([github.place({ adopted: true })]));
    const again = await next.create(one!.urn, news);
    assert.notEqual(again.outs.holderId, outs.holderId);
    await next.delete(one!.urn, outs);

    async function madeAnew() {
      const before = github.repository.environments;
      const remade = github.github.remakeRepository("web-shop");
      for (const [name, environment] of before) {
        remade.environments.set(name, { ...environment, variables: new Map() });
      }
    }
  });

  performs("is written by the next update, when it was renamed while one ran", async (told) => {
    const [, , one] = await madeEnvironment(github);
    const { handlerOf, id, outs, inputs: before } = one!;
    const news = { ...before, value: "another" };
    const at = { method: "PATCH", path: /variables/, times: 1 };
    github.github.inject({ ...at, answer: 307, body: { message: "Moved Permanently" } });
    await told(handlerOf(newWorld()).update(id, one!.urn, outs, news));
    await handlerOf(newWorld()).update(id, one!.urn, outs, news);
    const { variables } = github.repository.environments.get("seal-production")!;
    assert.equal(variables.get(ownerVariableName)?.value, "another");
  });
});

describe("What is in a repository or an organization that is locked", () => {
  let github: GithubScene;
  beforeEach(async () => (github = await GithubScene.create()));
  afterEach(() => github.close());

  const secretOf = (of: object) => {
    const { owner, apiUrl, credentials } = github.place() as never as Record<string, string>;
    const secret = { product: "actions", secretName: "A", value: "x" };
    return made(githubSecretHandler, urn, { owner, apiUrl, credentials, ...secret, ...of });
  };
  const deletion = ({ outs }: { outs: Wire }) => githubSecretHandler(newWorld()).delete(urn, outs);

  performs("is deleted once GitHub's support enabled the repository", async (told) => {
    const secret = await secretOf({ repository: "web-shop" });
    github.repository.disabled = true;
    await told(deletion(secret));
    github.repository.disabled = false;
    await deletion(secret);
    assert.ok(!github.repository.secrets.has("A"));
  });

  performs("is deleted once the organization is unarchived", async (told) => {
    const secret = await secretOf({ visibility: "all" });
    const owner = github.github.owners.get("acme")!;
    owner.archivedAt = "2026-11-01T00:00:00Z";
    // docs.github.com, "Archiving an organization": it is read-only.
    const when = () => owner.archivedAt !== undefined;
    github.github.inject({ method: "DELETE", path: /secrets\/A/, answer: 403, when });
    await told(deletion(secret));
    owner.archivedAt = undefined;
    await deletion(secret);
    assert.equal((await githubSecretHandler(newWorld()).read(secret.id, urn, secret.outs)).id, "");
  });

  performs("is written once the repository is unarchived", async (told) => {
    const write = () => secretOf({ repository: "web-shop" });
    const body = { message: "Repository was archived so is read-only." };
    const unarchive = github.github.inject({
      method: "PUT",
      path: /secrets\/A/,
      answer: 403,
      body,
    });
    await told(write());
    unarchive();
    await write();
  });
});
