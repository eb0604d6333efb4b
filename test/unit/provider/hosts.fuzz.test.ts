import assert from "node:assert/strict";
import fc from "fast-check";
import { challengeOf } from "../../../src/model/proof";
import type { CiRun } from "../../../src/provider/ci-run";
import { askAlive, proveDead } from "../../../src/provider/authorization";
import { follow } from "../../../src/provider/follow";
import { githubBranchPolicyHandler } from "../../../src/provider/github/branch-policy";
import { githubVariableHandler } from "../../../src/provider/github/variable";
import type { Handler } from "../../../src/provider/handler";
import { placeHostOf, runHostOf } from "../../../src/provider/hosts";
import type { Place } from "../../../src/provider/place";
import { GitlabServer, gitlabCredentials } from "../../support/gitlab-server";
import { confinedEnvironment } from "../../support/github-environments";
import { githubCredentials } from "../../support/github-server";
import { azureCredentials } from "../../support/azure-devops-server";
import { SealServer } from "../../support/seal-server";
import { AzureDevopsScene } from "./azure-devops-scene";
import { DistortingProxy, type Distortion } from "./distorting-proxy";
import { assertClear, fuzzed, settled } from "./fuzz";
import { GithubScene } from "./github-scene";
import { made } from "./made";
import { endPausesAtOnce, newWorld, urnOf, waitingOf } from "./world";

/* Hosts that answer wrongly, on purpose or not; does not prove that an answer of the right form is true. */

const json = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1e300, "", "x", [], {}, [null], [[]], [{}]),
  fc.jsonValue({ maxDepth: 3 }),
);
const distortion: fc.Arbitrary<Distortion> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      of: fc.option(fc.nat(2), { nil: undefined }),
      values: fc.array(fc.record({ at: fc.nat(200), to: json }), { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      of: fc.option(fc.nat(2), { nil: undefined }),
      status: fc.option(
        fc.constantFrom(
          200,
          201,
          203,
          204,
          301,
          302,
          400,
          401,
          403,
          404,
          409,
          410,
          422,
          429,
          451,
          500,
          503,
        ),
        { nil: undefined },
      ),
      contentType: fc.constantFrom(
        undefined,
        "text/html",
        "application/json",
        "application/json; charset=utf-16",
        "?",
      ),
      body: fc.oneof(
        fc.constant(undefined),
        json.map((value) => JSON.stringify(value)),
        fc.string(),
        fc.constantFrom("<html><body>Sign in</body></html>", "{", "[", '{"data":', "\u0000"),
        fc.constant(`["${"x".repeat(2_000_000)}"]`),
        fc.constant(`${"[".repeat(20_000)}${"]".repeat(20_000)}`),
      ),
      cutTo: fc.option(fc.nat(300), { nil: undefined }),
    }),
  },
);

const runs = { ...fuzzed, numRuns: Math.ceil(fuzzed.numRuns / 3) };

/** Nothing of what the host was given may come back, whatever it says. */
function assertSafe(secret: string, texts: readonly string[]): void {
  for (const text of texts) {
    assertClear(text);
    assert.ok(!text.includes(secret), text);
  }
}

const usual = { store: "a store", path: "stores[0]", key: "k", adopted: false, confined: true };

describe("a host that answers anything", () => {
  endPausesAtOnce();
  let close: () => Promise<unknown> = async () => undefined;
  let proxy: DistortingProxy;
  const through = async (target: string, ...others: { stop(): Promise<void> }[]) => {
    proxy = await new DistortingProxy(target).start();
    close = () => Promise.all([proxy, ...others].map((server) => server.stop()));
    return proxy.url;
  };
  afterEach(() => close());

  const looked = (place: () => Place, secret: string) =>
    fc.assert(
      fc.asyncProperty(distortion, async (now) => {
        proxy.distortion = now;
        proxy.requests = 0;
        const world = newWorld();
        const look = { ...world, urn: urnOf("Confinement"), ending: [] };
        const host = placeHostOf(place());
        for (const answer of [
          await settled(host.exposures(place(), look)),
          await settled(host.occupied(place(), look)),
          await settled(host.foreign?.(place(), look) ?? Promise.resolve([])),
        ]) {
          if (answer instanceof Error) assertSafe(secret, [answer.message]);
          else if (Array.isArray(answer)) assertSafe(secret, answer);
          else assert.equal(typeof answer, "boolean");
        }
        const stamp = await settled(host.secret?.stamp(place(), look) ?? Promise.resolve(""));
        if (stamp instanceof Error) assertSafe(secret, [stamp.message]);
        assertSafe(secret, world.log.lines);
        assert.ok(proxy.requests < 500, "it asks for good");
      }),
      runs,
    );

  it("on GitHub, about an environment", async () => {
    const scene = await GithubScene.create();
    const apiUrl = await through(scene.github.url, scene.github, scene.seal);
    const place = {
      ...usual,
      host: "github",
      owner: "acme",
      repository: "web-shop",
      environment: "seal-production",
      branch: "main",
      secretName: "SEAL_TOKEN",
      apiUrl,
      credentials: githubCredentials,
    };
    await looked(() => place, githubCredentials);
  });

  it("on GitHub, about what the plugin itself writes", async () => {
    const scene = await GithubScene.create();
    const apiUrl = await through(scene.github.url, scene.github, scene.seal);
    const at = { owner: "acme", repository: "web-shop", environment: "seal-production" };
    scene.repository.environments.set(at.environment, confinedEnvironment(at.environment));
    const given = { ...at, apiUrl, credentials: githubCredentials };
    const reach = { repository: undefined, environment: undefined, visibility: "selected" };
    const variable = { ...given, variableName: "SEAL_PROJECT", value: "web-shop" };
    const resources = await Promise.all([
      made(githubVariableHandler, "urn", variable),
      made(githubVariableHandler, "urn", { ...variable, ...reach, repositories: ["web-shop"] }),
      made(githubBranchPolicyHandler, "urn", { ...given, branch: "main" }),
    ]);
    await fc.assert(
      fc.asyncProperty(distortion, fc.constantFrom(...resources), async (now, one) => {
        proxy.distortion = now;
        proxy.requests = 0;
        const world = newWorld();
        const { handlerOf, id, inputs, outs } = one;
        const news = { ...inputs, branch: "trunk", value: "other" };
        for (const act of [
          (handler: Handler) => handler.create("urn", inputs),
          (handler: Handler) => handler.update(id, "urn", outs, news),
          (handler: Handler) => handler.read(id, "urn", outs),
          (handler: Handler) => handler.delete("urn", outs),
        ]) {
          // Each is of an update of its own.
          const of = { ...newWorld(), log: world.log };
          const answer = await settled<unknown>(act(handlerOf(of) as Handler));
          if (answer instanceof Error) assertSafe(githubCredentials, [answer.message]);
        }
        assertSafe(githubCredentials, world.log.lines);
        assert.ok(proxy.requests < 500, "it asks for good");
      }),
      runs,
    );
  });

  it("on GitLab, about variables", async () => {
    const gitlab = await GitlabServer.create("http://127.0.0.1:9/");
    gitlab.addGroup("acme");
    gitlab.addProject("acme/checkout");
    const apiUrl = `${await through(gitlab.url, gitlab)}/api/v4/`;
    const place = {
      ...usual,
      host: "gitlab",
      environmentScope: "*",
      branch: "main",
      secretName: "SEAL_TOKEN",
      apiUrl,
      credentials: gitlabCredentials,
    };
    await looked(() => ({ ...place, project: "acme/checkout" }), gitlabCredentials);
    await looked(() => ({ ...place, group: "acme" }), gitlabCredentials);
  });

  it("on Azure DevOps, about a variable group", async () => {
    const scene = await AzureDevopsScene.create();
    const url = await through(scene.azure.url, scene.azure);
    await looked(() => scene.place({ organizationUrl: `${url}/acme` }), azureCredentials);
  });

  it("on GitHub, about a run", async () => {
    const scene = await GithubScene.create();
    const apiUrl = await through(scene.github.url, scene.github, scene.seal);
    await fc.assert(
      fc.asyncProperty(distortion, async (now) => {
        proxy.distortion = now;
        proxy.requests = 0;
        const world = newWorld();
        const run: CiRun = scene.run({ apiUrl });
        const waiting = waitingOf(world);
        const challenge = challengeOf(world.newNonce(), scene.fingerprint);
        const client = runHostOf(run).connect(run, waiting);
        const end = await settled(follow(client, "main", waiting, challenge));
        if (end instanceof Error) assertSafe(githubCredentials, [end.message]);
        assertSafe(githubCredentials, world.log.lines);
        assert.ok(proxy.requests < 500, "it asks for good");
      }),
      runs,
    );
  });

  it("as the authorization server, of which only a refusal beside an acceptance proves death", async () => {
    const seal = await new SealServer().start();
    const url = await through(seal.url, seal);
    const inUse = seal.issue("in use");
    const old = {
      value: seal.issue("old"),
      fingerprint: "0123456789ab",
      tokenName: "old",
      project: "p",
    };
    await fc.assert(
      fc.asyncProperty(distortion, async (now) => {
        proxy.distortion = now;
        proxy.requests = 0;
        const { signal } = newWorld();
        const patience = { seconds: 0, signal };
        const verdict = await askAlive(url, old, patience);
        const { status = 200 } =
          now.of === undefined || now.of === "/".charCodeAt(0) % 3 ? now : {};
        assert.equal(verdict.kind === "dead", [401, 403].includes(status));
        assert.equal(verdict.kind === "alive", status >= 200 && status < 300);
        if (verdict.kind === "not known") assertSafe(old.value, [verdict.why]);
        const { dead } = await proveDead(url, [old], { value: inUse }, patience);
        assert.deepEqual(dead, [], "the old one lives");
      }),
      runs,
    );
  });
});
