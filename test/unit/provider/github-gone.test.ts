import assert from "node:assert/strict";
import { githubEnvironmentHandler } from "../../../src/provider/github/environment-handler";
import { githubSecretHandler } from "../../../src/provider/github/secret";
import { githubVariableHandler } from "../../../src/provider/github/variable";
import type { Wire } from "../../../src/provider/wire";
import { githubCredentials, GithubServer } from "../../support/github-server";
import { endPausesAtOnce, newWorld, rejectionOf, secretOnWire, urnOf } from "./world";

/* What is in a repository or an organization that is archived, deleted or moved out of reach. */

const urn = urnOf("GithubSecret", "production-github-web-shop-actions-secret");

describe("what the plugin wrote to GitHub", () => {
  let github: GithubServer;
  endPausesAtOnce();

  before(async () => (github = await GithubServer.create("http://127.0.0.1:9")));
  after(() => github.stop());
  beforeEach(() => {
    github.repositories.clear();
    github.owners.clear();
    github.addOwner("acme", 1);
    github.addRepository("web-shop");
    Object.assign(github, { login: "robin", scopes: "repo", orgRole: "admin" });
    github.requests.length = 0;
  });

  const given = (change: object): Wire => ({
    owner: "acme",
    apiUrl: github.url,
    credentials: secretOnWire(githubCredentials),
    ...change,
  });
  const repository = "web-shop";
  const kinds = [
    [
      "a secret",
      githubSecretHandler,
      { repository, product: "actions", secretName: "A", value: "x" },
    ],
    ["a variable", githubVariableHandler, { repository, variableName: "A", value: "x" }],
    [
      "an environment",
      githubEnvironmentHandler,
      { repository, environment: "seal-production", adminsBypass: true },
    ],
  ] as const;

  for (const [kind, handlerIn, inputs] of kinds) {
    /** Each operation is of an update of its own. */
    const handler = (world = newWorld()) => handlerIn(world);
    const made = () => handler().create(urn, given(inputs));

    it(`is ${kind} that is gone with its repository, when all repositories are shown`, async () => {
      const { outs, id } = await made();
      github.deleteRepository("web-shop");
      assert.equal((await handler().read(id, urn, outs)).id, "");
      const world = newWorld();
      await handler(world).delete(urn, outs);
      await handler(world).delete(urn, outs);
      assert.equal(world.log.lines.length, 1, world.log.text);
      assert.match(world.log.text, /acme\/web-shop is gone, .* transferred to an owner/);
    });

    it(`is ${kind} of the account itself that is gone with its repository`, async () => {
      const { outs } = await made();
      github.deleteRepository("web-shop");
      Object.assign(github, { login: "acme", orgRole: undefined });
      await handler().delete(urn, outs);
    });

    for (const [what, doubt] of [
      ["its token names no scopes", () => (github.scopes = undefined)],
      ["its token reaches public repositories only", () => (github.scopes = "public_repo")],
      ["it belongs to a member", () => (github.orgRole = "member")],
      ["it belongs to nobody there", () => (github.orgRole = undefined)],
    ] as const) {
      it(`is ${kind} that stays when the repository is not shown, and ${what}`, async () => {
        const { outs, id } = await made();
        github.deleteRepository("web-shop");
        doubt();
        for (const act of [
          handler().delete(urn, outs),
          handler().read(id, urn, outs),
        ] as Promise<unknown>[]) {
          assert.equal(
            String(await rejectionOf(act)),
            `Fault: the repository acme/web-shop was deleted, or moved out of reach of these credentials; give them access to it, or where it is deleted for good, forget it: pulumi state delete '${urn}'`,
          );
        }
      });
    }

    it(`is ${kind} that stays when its owner is gone, too, which is told`, async () => {
      const { outs } = await made();
      github.deleteOwner("acme");
      const fault = String(await rejectionOf(handler().delete(urn, outs)));
      assert.match(fault, /of these credentials, and its owner acme as well; give them access/);
    });

    it(`is ${kind} that is read, and not deleted, while its repository is archived`, async () => {
      const { outs, id } = await made();
      github.archive("web-shop");
      assert.equal((await handler().read(id, urn, outs)).id, id);
      assert.equal(
        String(await rejectionOf(handler().delete(urn, outs))),
        `Fault: the repository acme/web-shop is archived, and so read-only: unarchive it at Settings, run this again, and archive it again; or where it may stay as it is, forget it: pulumi state delete '${urn}'`,
      );
      github.unarchive("web-shop");
      await handler().delete(urn, outs);
    });

    it(`is ${kind} that is deleted when it was gone before its repository was archived`, async () => {
      const { outs } = await made();
      await handler().delete(urn, outs);
      github.archive("web-shop");
      await handler().delete(urn, outs);
    });

    it(`is ${kind} that is not written while its repository is archived or disabled`, async () => {
      github.archive("web-shop");
      assert.equal(
        String(await rejectionOf(made())),
        "Fault: the repository acme/web-shop is archived, and so read-only; unarchive it at Settings",
      );
      github.unarchive("web-shop");
      github.repository("web-shop").disabled = true;
      assert.equal(
        String(await rejectionOf(made())),
        "Fault: GitHub disabled the repository acme/web-shop; ask its support",
      );
    });
  }

  it("is gone with its organization, because all organizations are shown", async () => {
    const secret = given({ product: "actions", secretName: "A", value: "x", visibility: "all" });
    const { outs, id } = await githubSecretHandler(newWorld()).create(urn, secret);
    github.addOwner("other", 2);
    github.deleteOwner("acme");
    assert.equal((await githubSecretHandler(newWorld()).read(id, urn, outs)).id, "");
    await githubSecretHandler(newWorld()).delete(urn, outs);
    github.inject({ path: /\/organizations/, answer: 404, times: 1 });
    const fault = await rejectionOf(githubSecretHandler(newWorld()).delete(urn, outs));
    assert.match(String(fault), /GET \/organizations with 404/);
  });

  it("is not deleted from an organization that is archived and refuses it, which is told", async () => {
    const secret = given({ product: "actions", secretName: "A", value: "x", visibility: "all" });
    const { outs } = await githubSecretHandler(newWorld()).create(urn, secret);
    github.owners.get("acme")!.archivedAt = "2026-11-01T00:00:00Z";
    github.inject({ method: "DELETE", path: /secrets\/A/, answer: 403, times: 1 });
    const fault = await rejectionOf(githubSecretHandler(newWorld()).delete(urn, outs));
    assert.match(String(fault), /^Fault: the organization acme is archived: unarchive it at its/);
  });
});
