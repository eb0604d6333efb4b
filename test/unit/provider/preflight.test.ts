import assert from "node:assert/strict";
import { Fault } from "../../../src/provider/fault";
import type { AskingHandler } from "../../../src/provider/handler";
import { preflightHandler } from "../../../src/provider/preflight";
import type { Wire } from "../../../src/provider/wire";
import { AzureDevopsScene } from "./azure-devops-scene";
import { azureCredentials } from "../../support/azure-devops-server";
import { GithubScene } from "./github-scene";
import { GitlabScene } from "./gitlab-scene";
import { madeEnvironment, madeVariables } from "./made";
import {
  aliveProofs,
  newWorld,
  ownerLabel,
  rejectionOf,
  unknownOnWire,
  urnOf,
  type World,
} from "./world";

/* What the preflight resource says; that nothing was written by then is in the engine tests. */

const urn = urnOf("Preflight", "production-preflight");

describe("a preflight", () => {
  let github: GithubScene;
  let preflight: AskingHandler;
  let world: World;

  beforeEach(async () => {
    github = await GithubScene.create();
    nextUpdate();
  });
  afterEach(() => github.close());

  /** What an update found out does not outlast it. */
  function nextUpdate(): void {
    world = { ...newWorld(), lifeProofs: aliveProofs("0123456789ab") };
    preflight = preflightHandler(world);
  }
  const diff = (outs: Wire, news: Wire) => {
    nextUpdate();
    return preflight.diff(urn, outs, news);
  };
  const placeId = () =>
    `${new URL(github.github.url).host} repositories/${github.repository.id}/environments/seal-production`;
  const inputs = (change: object = {}) => ({
    fingerprint: "0123456789ab",
    owner: ownerLabel,
    places: [github.place()],
    runs: [github.run({ path: "stores[0].confirm" })],
    ...change,
  });
  async function faultOf(promise: Promise<unknown>): Promise<string> {
    const error = await rejectionOf(promise);
    assert.ok(error instanceof Fault, String(error));
    return error.message;
  }

  it("passes, and keeps what it was asked, when stores and CI are ready", async () => {
    const { outs } = await preflight.create(urn, inputs());
    assert.deepEqual(outs.runs, inputs().runs);
    assert.deepEqual(outs.owners, [ownerLabel]);
    assert.deepEqual(outs.placeIds, { "github-web-shop-seal-production": placeId() });
  });

  it("passes without runs, as a state of a version before has it", async () => {
    await preflight.create(urn, inputs({ runs: undefined }));
    assert.ok(!github.github.requests.some(({ path }) => path.includes("/workflows/")));
  });

  it("rejects with all that stands in the way, each with its path", async () => {
    const gitlab = await GitlabScene.create();
    const azure = await AzureDevopsScene.create();
    gitlab.project.builds = false;
    azure.azure.project("payments").pipelines.get(42)!.queueStatus = "disabled";
    github.repository.workflows.get("seal.yml")!.dispatchable = false;
    const runs = [
      github.run({ path: "stores[0].confirm" }),
      gitlab.run({ path: "stores[1].confirm" }),
      {
        host: "azure-devops",
        project: "payments",
        pipeline: 42,
        branch: "main",
        organizationUrl: azure.azure.organizationUrl,
        credentials: azureCredentials,
        path: "stores[2].confirm",
      },
      github.run({ repository: "nothing" }),
    ];
    const message = await faultOf(preflight.create(urn, inputs({ runs })));
    const [first, ...lines] = message.split("\n");
    assert.equal(first, "Nothing was written to any store:");
    assert.equal(lines.length, 4, message);
    assert.match(lines[0] ?? "", /^ {2}- stores\[0\]\.confirm: .* no workflow_dispatch trigger/);
    assert.match(lines[1] ?? "", /^ {2}- stores\[1\]\.confirm: CI\/CD is switched off/);
    assert.match(lines[2] ?? "", /^ {2}- stores\[2\]\.confirm: pipeline 42 .* is disabled/);
    assert.match(lines[3] ?? "", /^ {2}- github: GitHub answered GET .* with 404/);
    await Promise.all([gitlab.close(), azure.azure.stop()]);
  });

  it("rejects an environment that is there already, and says that GitHub may have made it", async () => {
    github.repository.environments.set("seal-production", {
      name: "seal-production",
      canAdminsBypass: true,
      branchPolicy: null,
      policies: [],
      secrets: new Map(),
      variables: new Map(),
    });
    const lines = (await faultOf(preflight.create(urn, inputs()))).split("\n");
    assert.deepEqual(lines.slice(1), [
      "  - stores[0]: must not be there already, but GitHub environment web-shop/seal-production is; if somebody made the environment on purpose, `adopt` it; else delete it, because GitHub makes one without rules when a job names one that is not there",
    ]);
  });

  it("rejects a host's answer that cannot be read, without an unexpected error", async () => {
    github.github.inject({ path: /\/contents\//, answer: 200, body: [] });
    // A folder's list is no file: nothing is known, and nothing refused.
    await preflight.create(urn, inputs());
    github.github.inject({ path: /workflows\/seal\.yml$/, answer: 200, body: [] });
    assert.match(await faultOf(preflight.create(urn, inputs())), /stores\[0\]\.confirm: /);
  });

  it("rejects a token that this update did not prove alive, beside what else stands in the way", async () => {
    github.repository.workflows.get("seal.yml")!.dispatchable = false;
    const prove = () => Promise.reject(new Fault("token: must be alive"));
    world.lifeProofs.set("0123456789ab", { isAlive: false, prove });
    const dead = (await faultOf(preflight.create(urn, inputs()))).split("\n");
    assert.equal(dead[1], "  - token: must be alive");
    assert.match(dead[2] ?? "", /^ {2}- stores\[0\]\.confirm: /);
    world.lifeProofs.clear();
    const left = await faultOf(preflight.create(urn, inputs()));
    assert.match(left, /- token: must be checked in this update, but was left out; .*--target/);
  });

  describe("of which an update was interrupted before it wrote", () => {
    const fingerprint = "0123456789ab";
    /** The next update, which does not know whether the token is alive. */
    const doubtfulUpdate = () => {
      nextUpdate();
      world.lifeProofs.set(fingerprint, {
        isAlive: false,
        prove: () => Promise.reject(new Fault("token: must be alive")),
      });
    };

    it("is flown again while it is not known that the token is alive, and refuses", async () => {
      const { outs } = await preflight.create(urn, inputs());
      assert.deepEqual(outs.unwritten, { [placeId()]: "" });
      assert.deepEqual(await diff(outs, inputs()), { changes: false });
      doubtfulUpdate();
      assert.deepEqual(await preflight.diff(urn, outs, inputs()), { changes: true });
      assert.match(
        await faultOf(preflight.update("preflight", urn, outs, inputs())),
        /^Nothing was written to any store:\n {2}- token: must be alive$/,
      );
    });

    it("is not when it was written, and asks for nothing when a store goes", async () => {
      const { outs } = await preflight.create(urn, inputs());
      await madeEnvironment(github);
      doubtfulUpdate();
      assert.deepEqual(await preflight.diff(urn, outs, inputs()), { changes: false });
      const without = await preflight.update("preflight", urn, outs, inputs({ runs: [] }));
      assert.deepEqual(without.outs.unwritten, {});
      await preflight.update("preflight", urn, outs, inputs({ places: [] }));
    });

    it("is not when the token is left out, or a host does not answer", async () => {
      const { outs } = await preflight.create(urn, inputs());
      nextUpdate();
      world.lifeProofs.clear();
      assert.deepEqual(await preflight.diff(urn, outs, inputs()), { changes: false });
      doubtfulUpdate();
      github.github.inject({ path: /./, answer: 403 });
      assert.deepEqual(await preflight.diff(urn, outs, inputs()), { changes: false });
    });

    it("is told by GitLab's value whether it was written", async () => {
      const gitlab = await GitlabScene.create();
      gitlab.project.variables.length = 0;
      const news = { ...inputs({ places: [gitlab.place()], runs: [] }) };
      const { outs } = await preflight.create(urn, news);
      await madeVariables(gitlab);
      doubtfulUpdate();
      assert.deepEqual(await preflight.diff(urn, outs, news), { changes: false });
      await gitlab.close();
    });
  });

  it("is flown again, without a change, for a write that an earlier update refused", async () => {
    const { outs } = await preflight.create(urn, inputs());
    assert.equal(world.flights.size, 0);
    await diff(outs, inputs());
    const again = world.flights.get("0123456789ab")!;
    await again();
    github.repository.workflows.get("seal.yml")!.dispatchable = false;
    await assert.rejects(again(), /Nothing was written to any store:/);
  });

  it("is flown again when the token, a store or a run changes, and else is not", async () => {
    const { outs } = await preflight.create(urn, inputs());
    assert.deepEqual(await diff(outs, inputs()), { changes: false });
    for (const change of [
      { recover: true },
      { owner: "acme/shop/dev/renamed" },
      { fingerprint: "ba9876543210" },
      { places: [] },
      { runs: [] },
      { runs: unknownOnWire.array },
    ]) {
      assert.deepEqual(await diff(outs, inputs(change)), { changes: true });
    }
  });

  it("rejects a run that is none before anything is asked", async () => {
    const { failures } = await preflight.check(urn, {}, inputs({ runs: [{ host: "jenkins" }] }));
    assert.match(failures?.[0]?.reason ?? "", /^runs\[0\]\.host: must be one of github/);
    const { failures: none } = await preflight.check(
      urn,
      {},
      inputs({ runs: unknownOnWire.array }),
    );
    assert.deepEqual(none, []);
  });
});
