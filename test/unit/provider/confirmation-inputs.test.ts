import assert from "node:assert/strict";
import { confirmationHandler } from "../../../src/provider/confirmation";
import type { Wire } from "../../../src/provider/wire";
import { githubCredentials } from "../../support/github-server";
import { GithubScene } from "./github-scene";
import { made, type Made } from "./made";
import { newWorld, rejectionOf, secretOnWire, unknownOnWire, urnOf } from "./world";

/* What a confirmation says of its inputs and their changes; does not prove what the engine does then. */

const urn = urnOf("Confirmation", "production-confirmation");
const run = {
  host: "github",
  owner: "acme",
  repository: "web-shop",
  workflow: "seal.yml",
  branch: "main",
  apiUrl: "https://ghe.example",
  credentials: secretOnWire("canaryCredentials"),
};
const usual: Wire = {
  generation: "c0ffee00",
  fingerprint: "0123456789ab",
  written: [{ key: "first", store: "first", generation: "c0ffee00", fingerprint: "0123456789ab" }],
  runs: [run],
};
const handler = () => confirmationHandler(newWorld());

describe("a confirmation's inputs", () => {
  const reasonsOf = (change: object) => {
    const { failures = [] } = handler().check(urn, {}, { ...usual, ...change });
    assert.ok(failures.every(({ property }) => property === ""));
    return failures.map(({ reason }) => reason);
  };

  for (const [what, change] of [
    ["as a binding declares them", {}],
    ["without runs", { runs: [] }],
    ["with the proof by name", { runs: [{ ...run, proof: "token" }] }],
    ["with a green run that is enough", { runs: [{ ...run, proof: "success" }] }],
    ["without a proof", { runs: [{ ...run, proof: null }] }],
    ["without an address", { runs: [{ ...run, apiUrl: null }] }],
    ["at the lower bounds", { timeoutSeconds: 1, pollSeconds: 0.01 }],
    ["at the upper bounds", { timeoutSeconds: 86_400, pollSeconds: 600 }],
  ] as const) {
    it(`are right ${what}`, () => assert.deepEqual(reasonsOf(change), []));
  }

  for (const defaults of [
    {},
    { timeoutSeconds: null, pollSeconds: null, drain: null, places: null, unwatched: null },
  ]) {
    it(`have defaults for what is ${"drain" in defaults ? "null" : "absent"}`, () => {
      const checked = handler().check(urn, {}, { ...usual, ...defaults });
      assert.deepEqual(checked.inputs, {
        ...usual,
        timeoutSeconds: 1800,
        pollSeconds: 10,
        drain: false,
        places: [],
        unwatched: [],
      });
    });
  }

  for (const sentinel of Object.values(unknownOnWire)) {
    it(`are not judged where they are not known yet (${sentinel.slice(0, 8)})`, () => {
      const partly = [
        sentinel,
        { ...run, host: sentinel },
        { ...run, owner: sentinel, proof: sentinel },
      ];
      assert.deepEqual(reasonsOf({ runs: sentinel }), []);
      assert.deepEqual(reasonsOf({ runs: partly }), []);
      assert.deepEqual(reasonsOf({ timeoutSeconds: sentinel, pollSeconds: sentinel }), []);
    });
  }

  const refused: [string, object, RegExp[]][] = [
    ["no time", { timeoutSeconds: 0 }, [/^timeoutSeconds: must be .* 1 to 86400, received 0$/]],
    ["more than a day", { timeoutSeconds: 86_401 }, [/^timeoutSeconds: /]],
    ["time in words", { timeoutSeconds: "soon" }, [/^timeoutSeconds: .*received "soon"$/]],
    ["no number", { timeoutSeconds: NaN }, [/^timeoutSeconds: .*received NaN$/]],
    [
      "a pause that floods the server",
      { pollSeconds: 0.001 },
      [/^pollSeconds: must be .* 0\.01 to 600/],
    ],
    [
      "another CI product",
      { runs: [{ host: "other" }] },
      [/^runs\[0\]\.host: must be one of github, gitlab, azure-devops, received "other"$/],
    ],
    [
      "another proof",
      { runs: [run, { ...run, proof: "green" }] },
      [/^runs\[1\]\.proof: must be "token" or "success", received "green"; "token" wants the job/],
    ],
    ["a run that is null", { runs: [null] }, [/^runs\[0\]\.host: .*received nothing$/]],
    ["a run that is a text", { runs: ["seal.yml"] }, [/^runs\[0\]\.host: .*received nothing$/]],
    [
      "several at once, each with its path",
      { runs: [run, { ...run, owner: "", apiUrl: "http://ghe.example" }], pollSeconds: 601 },
      [
        /^pollSeconds: /,
        /^runs\[1\]\.owner: must be given$/,
        /^runs\[1\]\.apiUrl: must be an https/,
      ],
    ],
  ];
  for (const [what, change, reasons] of refused) {
    it(`rejects ${what}`, () => {
      const found = reasonsOf(change);
      assert.equal(found.length, reasons.length, found.join("\n"));
      reasons.forEach((reason, index) => assert.match(found[index] ?? "", reason));
      assert.doesNotMatch(found.join(), /canary/);
    });
  }
});

describe("a confirmation compared with its state", () => {
  let scene: GithubScene;
  /** What was confirmed, by the run of a repository. */
  let one: Made;
  let run: ReturnType<GithubScene["run"]>;
  /** The run of another repository. */
  let second: object;

  const holds = (key: string) => {
    const { fingerprint } = scene;
    return { key, store: key, generation: "c0ffee00", fingerprint };
  };
  const checked = (change: object = {}): Wire => {
    const { fingerprint } = scene;
    const inputs = { ...usual, fingerprint, written: [holds("first")], runs: [run], ...change };
    return handler().check(urn, {}, inputs).inputs as Wire;
  };
  const confirmed = (change: object = {}) => made(confirmationHandler, urn, checked(change));

  before(async () => {
    scene = await GithubScene.create();
    scene.addRepository("checkout");
    run = scene.run({ credentials: secretOnWire(githubCredentials) });
    second = { ...run, repository: "checkout" };
    one = await confirmed();
  });
  after(() => scene.close());

  const table: [string, () => object, "stays" | "is confirmed anew"][] = [
    ["the same inputs", () => ({}), "stays"],
    ["another generation", () => ({ generation: "0ff1ce00" }), "is confirmed anew"],
    [
      "a generation that is not known yet",
      () => ({ generation: unknownOnWire.string }),
      "is confirmed anew",
    ],
    ["one run more", () => ({ runs: [run, second] }), "is confirmed anew"],
    ["no run", () => ({ runs: [] }), "is confirmed anew"],
    [
      "another workflow",
      () => ({ runs: [{ ...run, workflow: "other.yml" }] }),
      "is confirmed anew",
    ],
    ["the default proof by its name", () => ({ runs: [{ ...run, proof: "token" }] }), "stays"],
    ["another proof", () => ({ runs: [{ ...run, proof: "success" }] }), "is confirmed anew"],
    ["another branch", () => ({ runs: [{ ...run, branch: "release" }] }), "is confirmed anew"],
    ["another owner", () => ({ runs: [{ ...run, owner: "other" }] }), "is confirmed anew"],
    [
      "a repository that is not known yet",
      () => ({ runs: [{ ...run, repository: unknownOnWire.string }] }),
      "is confirmed anew",
    ],
    ["runs that are not known yet", () => ({ runs: unknownOnWire.array }), "is confirmed anew"],
    [
      "another token of the same generation",
      () => ({ fingerprint: "0f1e2d3c4b5a" }),
      "is confirmed anew",
    ],
    ["both", () => ({ generation: "0ff1ce00", runs: [] }), "is confirmed anew"],
    [
      "other credentials, because nothing new is to be confirmed",
      () => ({ runs: [{ ...run, credentials: secretOnWire("other") }] }),
      "stays",
    ],
    [
      "another address of the same server",
      () => ({ runs: [{ ...run, apiUrl: `${run.apiUrl}/api/v3` }] }),
      "stays",
    ],
    ["no credentials", () => ({ runs: [{ ...run, credentials: null }] }), "stays"],
    [
      "credentials that are not known yet",
      () => ({ runs: [{ ...run, credentials: unknownOnWire.string }] }),
      "stays",
    ],
    ["a run that is not known yet", () => ({ runs: [unknownOnWire.object] }), "is confirmed anew"],
    [
      "a host that is not known yet",
      () => ({ runs: [{ ...run, host: unknownOnWire.string }] }),
      "is confirmed anew",
    ],
    ["another timeout", () => ({ timeoutSeconds: 60 }), "stays"],
    ["another pause", () => ({ pollSeconds: 1 }), "stays"],
    ["older runs to wait for", () => ({ drain: true }), "stays"],
    ["a token before it", () => ({ tokenBefore: true }), "stays"],
    [
      "a store that is not known yet",
      () => ({ written: [unknownOnWire.object] }),
      "is confirmed anew",
    ],
  ];
  for (const [what, change, becomes] of table) {
    it(`${becomes} for ${what}`, async () => {
      const diff = await handler().diff(urn, one.outs, checked(change()));
      assert.deepEqual(diff, { changes: becomes !== "stays" });
    });
  }

  it("is confirmed anew in place, by another run", async () => {
    const news = checked({ generation: "0ff1ce00" });
    const { outs } = await handler().update(one.id, urn, one.outs, {
      ...news,
      written: [{ ...holds("first"), generation: "0ff1ce00" }],
    });
    assert.notDeepEqual(outs.urls, one.outs.urls);
    assert.equal(outs.generation, "0ff1ce00");
  });

  it("stays as it was where that fails", async () => {
    // What the store holds is behind.
    const news = checked({ generation: "0ff1ce00" });
    const failed = handler().update(one.id, urn, one.outs, news);
    assert.match(
      String(await rejectionOf(failed)),
      /Not every store holds generation 0ff1ce00 yet/,
    );
  });

  const both = () => ({ written: [holds("first"), holds("other")] });
  it("is confirmed anew for a store more, which nothing confirmed yet", async () => {
    const { outs } = await handler().update(one.id, urn, one.outs, checked(both()));
    assert.notDeepEqual(outs.urls, one.outs.urls);
  });

  it("forgets a store that is no more, so that it is confirmed when it comes back", async () => {
    const two = await confirmed(both());
    const less = checked();
    assert.deepEqual(await handler().diff(urn, two.outs, less), { changes: true });
    const { outs } = await handler().update(two.id, urn, two.outs, less);
    assert.deepEqual(outs.urls, two.outs.urls);
    const again = await handler().update(two.id, urn, outs, two.inputs);
    assert.notDeepEqual(again.outs.urls, two.outs.urls);
  });

  it("stays when its runs come in another order", async () => {
    const { outs } = await confirmed({ runs: [run, second] });
    const diff = await handler().diff(urn, outs, checked({ runs: [second, run] }));
    assert.equal(diff.changes, false);
  });
});
