import assert from "node:assert/strict";
import { inspect } from "node:util";
import { challengeOf } from "../../../src/model/proof";
import { confirmationHandler } from "../../../src/provider/confirmation";
import { Fault } from "../../../src/provider/fault";
import { isSecret, type Wire } from "../../../src/provider/wire";
import { githubCredentials } from "../../support/github-server";
import { GithubScene, urn } from "./github-scene";
import { newWorld, rejectionOf, secretOnWire } from "./world";

/* A confirmation against loopback servers; does not prove what its run read, nor when it is asked. */

describe("a confirmation", () => {
  let scene: GithubScene;

  beforeEach(async () => (scene = await GithubScene.create()));
  afterEach(() => scene.close());

  const held = (store: string, change: object = {}) => ({
    store,
    generation: "c0ffee00",
    fingerprint: scene.fingerprint,
    ...change,
  });

  function inputs(change: object = {}): Wire {
    return {
      generation: "c0ffee00",
      fingerprint: scene.fingerprint,
      written: [held("GitHub environment web-shop/seal-production")],
      runs: [scene.run({ credentials: secretOnWire(githubCredentials) })],
      timeoutSeconds: 60,
      pollSeconds: 10,
      drain: false,
      places: [],
      unwatched: [],
      ...change,
    };
  }

  const create = (change: object = {}) =>
    confirmationHandler(scene.world).create(urn, inputs(change));

  async function faultOf(change: object): Promise<string> {
    const fault = await rejectionOf(create(change));
    assert.ok(fault instanceof Fault, inspect(fault));
    assert.ok(!inspect(fault, { depth: 9 }).includes(githubCredentials));
    return fault.message;
  }

  it("gives the page of its run and the instant, with its inputs as they came", async () => {
    const { id, outs } = await create();
    const page = `${scene.github.url}/acme/web-shop/actions/runs/${scene.repository.runs[0]!.id}`;
    const confirmedAt = scene.world.clock.now().toISOString();
    assert.equal(id, "confirmation");
    assert.deepEqual(outs, { ...inputs(), urls: [page], outcome: "confirmed", confirmedAt });
    assert.ok(isSecret((outs as Wire).runs), "the credentials stay in their envelope");
  });

  it("starts all runs at once, waits for every one, and gives every page", async () => {
    scene.addRepository("checkout");
    const { outs } = await create({ runs: [scene.run(), scene.run({ repository: "checkout" })] });
    const said = scene.world.log.lines.map((line) => /Started|succeeded/.exec(line)?.[0] ?? "");
    assert.deepEqual(
      said.filter((word) => word !== ""),
      ["Started", "Started", "succeeded", "succeeded"],
    );
    assert.deepEqual(
      (outs.urls as string[]).map((url) => url.split("/").at(-4)),
      ["web-shop", "checkout"],
    );
  });

  it("hands each run a nonce of its own, and a digest of the token's fingerprint", async () => {
    scene.addRepository("checkout");
    let made = 0;
    const newNonce = () => `c0ffee${(made += 1)}`;
    const runs = [scene.run(), scene.run({ repository: "checkout" })];
    await confirmationHandler({ ...scene.world, newNonce }).create(urn, inputs({ runs }));
    const handed = ["web-shop", "checkout"].map((name) => scene.github.repository(name).runs[0]);
    const nonces = handed.map((run) => run?.inputs.seal_nonce ?? "");
    assert.deepEqual([...nonces].sort(), ["c0ffee1", "c0ffee2"]);
    handed.forEach((run, index) => {
      const { digest } = challengeOf(nonces[index] ?? "", scene.fingerprint);
      assert.equal(run?.inputs.seal_digest, digest);
    });
  });

  it("hands a run nothing for which a green one is enough", async () => {
    Object.assign(scene.repository.workflows.get("seal.yml")!, { inputs: [], confirmation: null });
    const { outs } = await create({ runs: [scene.run({ proof: "success" })] });
    assert.equal(outs.outcome, "confirmed");
    assert.deepEqual(scene.repository.runs[0]?.inputs, {});
  });

  it("confirms nothing without a run, and says so", async () => {
    const { outs } = await create({ runs: [] });
    assert.deepEqual([outs.urls, outs.outcome], [[], "written"]);
    assert.deepEqual(scene.world.log.lines, [
      "info: No CI run is declared: the stores are recorded as written, and no run confirmed that CI can use the token",
    ]);
  });

  it("says of stores without a run that CI confirmed the canary before them", async () => {
    const canaryUrls = ["https://run/1"];
    const { outs } = await create({ runs: [], canaryUrls });
    assert.deepEqual([outs.urls, outs.outcome], [[], "written"]);
    assert.deepEqual(scene.world.log.lines, [
      "info: No CI run is declared for the stores beside the canary: they are recorded as written, and CI confirmed the token with the canary alone",
    ]);
  });

  it("waits for the older runs of its stores when it drains, and for none that came later", async () => {
    const older = scene.github.startForeignRun("web-shop", "main");
    scene.world.log.listener = (line) => {
      if (line.includes("Started")) scene.github.startForeignRun("web-shop", "main");
      if (line.includes("Waiting for 1 older run")) older.status = "completed";
    };
    await create({ drain: true, places: [scene.place()] });
    assert.match(scene.world.log.text, /succeeded on main.*\ninfo: Waiting for 1 older run/);
  });

  it("looks at no store when it does not drain", async () => {
    scene.github.startForeignRun("web-shop", "main");
    await create({ places: [scene.place()] });
    assert.equal(scene.asked(/\/actions\/runs\?/), 0);
  });

  it("says of which stores no run can be looked for, when it drains", async () => {
    await create({ unwatched: ["a vault"] });
    assert.ok(!scene.world.log.text.includes("a vault"));
    await create({ drain: true, unwatched: ["a vault"] });
    assert.match(scene.world.log.text, /^warning: a vault: .*not waited for; see that they end/m);
  });

  describe("of a store that is behind", () => {
    for (const [what, behind] of [
      ["its generation", { generation: "older" }],
      ["its token", { fingerprint: "older" }],
    ] as const) {
      it(`rejects by ${what} before any run is started, naming that store alone`, async () => {
        const written = [held("first"), held("second", behind), held("third", behind)];
        assert.equal(
          await faultOf({ written }),
          "Not every store holds generation c0ffee00 yet: second, third; run a full `pulumi up`, without `--target` and `--exclude`, and without `ignoreChanges` of a transformation",
        );
        assert.deepEqual(scene.github.requests, []);
      });
    }
  });

  describe("that fails", () => {
    const mustNot = /left as it is and must not be revoked; /;
    const nothing = /^Nothing is to be revoked; /;
    for (const [what, change, said] of [
      ["the token before it must not be revoked", { tokenBefore: true, drain: true }, mustNot],
      [
        "the same, though no older runs are waited for",
        { tokenBefore: true, drain: false },
        mustNot,
      ],
      ["nothing is to be revoked, when there was none before it", { tokenBefore: false }, nothing],
      ["the first where only older runs tell of one", { drain: true }, mustNot],
      ["nothing is to be revoked, when nothing tells of one", { drain: false }, nothing],
    ] as const) {
      it(`rejects with the cause, and says that ${what}`, async () => {
        scene.repository.workflows.get("seal.yml")!.broken = true;
        const [head, cause, advice, ...others] = (await faultOf(change)).split("\n");
        assert.equal(
          head,
          `The new token (fingerprint ${scene.fingerprint}) is in place but not confirmed:`,
        );
        assert.match(
          cause ?? "",
          /^ {2}- the run http:\S+ ended with "failure"; read its log there$/,
        );
        assert.match(advice ?? "", said);
        assert.match(advice ?? "", /put right what failed, then run `pulumi up` again\.$/);
        assert.deepEqual(others, []);
      });
    }

    it("rejects with the causes of all runs that failed, after the others ended", async () => {
      scene.repository.workflows.get("seal.yml")!.broken = true;
      const checkout = scene.addRepository("checkout");
      const runs = ["web-shop", "nowhere", "checkout"].map((repository) =>
        scene.run({ repository }),
      );
      const message = await faultOf({ runs });
      assert.match(message, /\n {2}- the run \S+web-shop\S+ ended with "failure"/);
      assert.match(message, /\n {2}- GitHub answered GET \/repos\/acme\/nowhere with 404/);
      assert.doesNotMatch(message, /checkout/);
      assert.equal(checkout.runs[0]?.conclusion, "success");
    });

    it("rejects a run that takes longer than its timeout", async () => {
      scene.meanwhile({ looks: Infinity });
      assert.match(await faultOf({ timeoutSeconds: 25 }), /did not end within the timeout/);
      assert.deepEqual(scene.world.clock.sleeps, [10_000, 10_000, 10_000]);
    });

    it("rejects older runs that do not end, when it drains, after its own run succeeded", async () => {
      scene.github.startForeignRun("web-shop", "main");
      const message = await faultOf({ drain: true, places: [scene.place()] });
      assert.match(message, /older runs that may hold the token before did not end/);
      assert.match(message, /must not be revoked/);
      assert.match(scene.world.log.text, /succeeded on main/);
    });

    it("rejects before a run is started when it cannot tell which are older", async () => {
      scene.github.inject({ method: "GET", path: /actions\/runs\?/, answer: 403 });
      const message = await faultOf({ drain: true, places: [scene.place()] });
      assert.match(message, /GET \/repos\/acme\/web-shop\/actions\/runs with 403/);
      assert.deepEqual(scene.repository.runs, []);
    });

    it("rejects an unexpected error without its text, which may hold a secret", async () => {
      scene.world.log.listener = () => {
        throw new Error(`canary ${githubCredentials}`);
      };
      const message = await faultOf({});
      assert.match(message, /\n {2}- an unexpected error; nothing more may be said of it\n/);
      assert.doesNotMatch(message, /canary/);
    });
  });

  it("stays as it is when it is read, takes over what is not acted on, and leaves nothing behind", async () => {
    const { id, outs } = await create();
    scene.github.requests.length = 0;
    const handler = confirmationHandler(newWorld());
    assert.deepEqual(await handler.read(id, urn, outs), { id, props: outs });
    const updated = await handler.update(id, urn, outs, inputs({ pollSeconds: 5 }));
    assert.deepEqual(updated.outs, { ...outs, pollSeconds: 5 });
    await handler.delete(urn, updated.outs);
    assert.deepEqual(scene.github.requests, []);
  });
});
