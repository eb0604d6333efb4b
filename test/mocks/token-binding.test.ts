import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { fingerprintOf } from "../../src/model/token";
import { githubToken, record, store, token, tokenAnswers, type Recording } from "./recorder";

/* What the component declares. Mocks do not prove replacement, encryption, or the plugin's checks. */

const secret = (value: unknown) => ({
  [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig,
  value,
});
const isSecret = (value: unknown) => pulumi.runtime.isRpcSecret(value);
const place = "github-web-shop-seal-production";
const confinedBy = ["confinement", "preflight", `${place}-environment`, `${place}-policy`];
const at = { repository: "web-shop", environment: "seal-production" };
/** Says which binding of which stack it is. */
const owner = "acme/shop/dev/production#c0ffee00";
const own = { owner: "acme", ...at, credentials: secret(githubToken) };

describe("a token binding", () => {
  let recording: Recording;

  before(async () => (recording = await record()));

  const placed = {
    host: "github",
    owner: "acme",
    ...at,
    branch: "main",
    secretName: "SEAL_TOKEN",
    variables: ["SEAL_PROJECT", "SEAL_TOKEN_GENERATION"],
    adopted: false,
    accept: [],
    credentials: secret(githubToken),
    store: "GitHub environment web-shop/seal-production",
    path: "stores[0]",
    key: place,
    confined: true,
    label: owner,
  };

  const run = {
    host: "github",
    owner: "acme",
    repository: "web-shop",
    workflow: "seal.yml",
    branch: "main",
    credentials: secret(githubToken),
  };

  /** Each child: its type, what comes before it, and all of its inputs. */
  const children: [string, string, string[], object][] = [
    [
      "Token",
      "seal:index:Token",
      [],
      {
        type: "production",
        token: secret(token),
        fingerprint: "938563a83be0",
        tokenName: "ci-a",
        expiry: "never",
        rotation: { every: "90 days" },
        project: "web-shop",
      },
    ],
    ["generation", "seal:index:Generation", ["Token"], { fingerprint: "938563a83be0" }],
    ["owner", "random:index/randomId:RandomId", ["Token"], { byteLength: 4 }],
    [
      "preflight",
      "seal:index:Preflight",
      ["Token", "owner"],
      {
        token: secret(token),
        fingerprint: "938563a83be0",
        owner,
        places: [placed],
        runs: [{ ...run, path: "stores[0].confirm" }],
      },
    ],
    [
      `${place}-environment`,
      "seal:index:GithubEnvironment",
      ["owner", "preflight"],
      { ...own, label: owner, adminsBypass: false },
    ],
    [
      `${place}-policy`,
      "seal:index:GithubBranchPolicy",
      ["owner", "preflight", `${place}-environment`],
      { ...own, label: owner, branch: "main" },
    ],
    [
      "confinement",
      "seal:index:Confinement",
      ["owner", "preflight", `${place}-environment`, `${place}-policy`],
      { token: secret(token), places: [placed] },
    ],
    [
      `${place}-owner`,
      "seal:index:GithubVariable",
      ["owner", ...confinedBy],
      { ...own, label: owner, variableName: "SEAL_BINDING", value: owner },
    ],
    [
      `${place}-secret`,
      "seal:index:GithubSecret",
      ["owner", ...confinedBy, `${place}-owner`],
      { product: "actions", ...own, label: owner, secretName: "SEAL_TOKEN", value: secret(token) },
    ],
    [
      `${place}-project`,
      "seal:index:GithubVariable",
      ["Token", "owner", ...confinedBy],
      { ...own, label: owner, variableName: "SEAL_PROJECT", value: "web-shop" },
    ],
    [
      `${place}-generation`,
      "seal:index:GithubVariable",
      ["generation", "owner", ...confinedBy, `${place}-project`, `${place}-secret`],
      { ...own, label: owner, variableName: "SEAL_TOKEN_GENERATION", value: "c0ffee00" },
    ],
    [
      "holding",
      "seal:index:Holding",
      ["Token", "confinement", "generation", "owner", "preflight", `${place}-secret`],
      {
        token: secret(token),
        generation: "c0ffee00",
        fingerprint: "938563a83be0",
        written: [
          {
            key: place,
            store: "GitHub environment web-shop/seal-production",
            fingerprint: fingerprintOf(token),
            stamp: "2026-11-23T09:00:00.000Z",
          },
        ],
        places: [placed],
      },
    ],
    [
      "confirmation",
      "seal:index:Confirmation",
      ["Token", "generation", "holding", "owner", `${place}-generation`, `${place}-secret`],
      {
        generation: "c0ffee00",
        fingerprint: "938563a83be0",
        written: [
          {
            key: place,
            store: "GitHub environment web-shop/seal-production",
            generation: "c0ffee00",
            fingerprint: fingerprintOf(token),
          },
        ],
        runs: [run],
        drain: true,
        places: [placed],
        unwatched: [],
        tokenBefore: true,
      },
    ],
    [
      "retirement",
      "seal:index:Retirement",
      ["Token", "confirmation"],
      {
        token: secret(token),
        confirmed: "938563a83be0",
        superseded: secret([{ sealed: "canarySealed", fingerprint: "ba9876543210" }]),
        confirmationUrls: ["https://run/1"],
        authorizationUrl: "https://authorization.sealsecurity.io",
      },
    ],
  ];
  for (const [label, type, after, inputs] of children) {
    it(`declares ${label} with exactly its inputs, after what it hangs on`, () => {
      const [child, ...others] = recording.declared.filter((d) => d.label === label);
      assert.deepEqual(others, []);
      const { problems: _problems, ...found } = child!.inputs;
      assert.equal(child!.type, type);
      assert.equal(child!.parent, "TokenBinding");
      assert.deepEqual(child!.after, [...after].sort());
      assert.deepEqual(found, inputs);
    });
  }

  it("declares nothing else", () => {
    const labels = recording.declared.map(({ label }) => label);
    assert.deepEqual(labels.sort(), ["TokenBinding", ...children.map(([label]) => label)].sort());
    assert.deepEqual(recording.problems, []);
  });

  it("has the token asked about under the projects that stores report, and CI looked at", async () => {
    const repositories = ["b", "c", "d", "e"].map((repository, index) =>
      store({ repository, sealProject: ["shop", "web-shop", "checkout", "shop"][index]! }),
    );
    const { declared } = await record({ stores: [store({ confirm: undefined }), ...repositories] });
    const inputsOf = (label: string) => declared.find((d) => d.label === label)?.inputs ?? {};
    assert.deepEqual(inputsOf("Token").projects, ["checkout", "shop"]);
    const runs = inputsOf("preflight").runs as { path: string; repository: string }[];
    assert.deepEqual(
      runs.map(({ path, repository }) => `${path} ${repository}`),
      ["stores[1].confirm b", "stores[2].confirm c", "stores[3].confirm d", "stores[4].confirm e"],
    );
  });

  for (const [what, change] of [
    ["no CI is run", { confirmation: { enabled: false } }],
    ["a token leaked, which every store needs to be rid of", { leaked: "ci-0" }],
  ] as const) {
    it(`does not have CI looked at when ${what}`, async () => {
      const { declared } = await record(change);
      assert.deepEqual(declared.find(({ label }) => label === "preflight")?.inputs.runs, []);
    });
  }

  it("is stored with inputs that hold no token, because the inputs of a component are shown", () => {
    const [binding] = recording.declared;
    assert.deepEqual(binding?.inputs, {
      type: "production",
      expiry: "never",
      rotation: { every: "90 days" },
      tokenName: "ci-a",
      project: "web-shop",
    });
  });

  it("registers exactly the public outputs, and nothing secret among them", async () => {
    const dated = await record({ expiry: "one-year", createdOn: "2026-11-23" });
    assert.deepEqual(dated.outputs, {
      tokenName: "ci-a",
      fingerprint: "938563a83be0",
      generation: "c0ffee00",
      scheduleState: "fresh",
      dueSoonOn: "2998-02-07",
      dueOn: "2998-02-21",
      overdueOn: "2998-02-28",
      expiresOn: "2998-11-23",
      stores: ["GitHub environment web-shop/seal-production"],
      confirmation: "confirmed",
      confirmationUrls: ["https://run/1"],
    });
    const { expiresOn: _expiresOn, ...others } = dated.outputs;
    assert.deepEqual(recording.outputs, others, "absent, because it never expires");
  });

  for (const [state, begun] of [
    ["fresh", []],
    ["due-soon", ["dueSoonOn"]],
    ["due", ["dueSoonOn", "dueOn"]],
    ["overdue", ["dueSoonOn", "dueOn", "overdueOn"]],
    ["expired", ["dueSoonOn", "dueOn", "overdueOn", "expiresOn"]],
  ] as const) {
    it(`says by today's date that its token is ${state}`, async () => {
      for (const date of begun) tokenAnswers.set(date, "2001-01-01");
      const { outputs } = await record();
      tokenAnswers.clear();
      assert.equal(outputs.scheduleState, state);
    });
  }

  it("passes the whole rotation on, and shows it among its own inputs for policies", async () => {
    const rotation = {
      percentageOfLife: 80,
      notice: "30 days",
      grace: "0 days",
      weekdays: ["tuesday", "wednesday"],
      spreadDays: 20,
      enforce: true,
    };
    const { declared } = await record({ expiry: "one-year", createdOn: "2026-11-23", rotation });
    const inputsOf = (label: string) => declared.find((d) => d.label === label)!.inputs;
    assert.deepEqual(inputsOf("Token").rotation, rotation);
    assert.deepEqual(inputsOf("TokenBinding").rotation, rotation);
  });

  it("names the configuration key that holds the token, in clear, and none for another token", async () => {
    const held = { "shop:other": "a", "shop:sealToken": token };
    for (const [configuration, key] of [
      [held, "shop:sealToken"],
      [{ ...held, "shop:sealToken": "another" }, undefined],
    ] as const) {
      const { declared } = await record({}, configuration);
      const { inputs } = declared.find(({ label }) => label === "Token")!;
      assert.equal(inputs.configKey, key);
    }
  });

  it("passes no token and no credentials in clear", () => {
    const clear = JSON.stringify(recording, (_key, value: unknown) =>
      isSecret(value) ? "secret" : value,
    );
    assert.doesNotMatch(clear, /canary/);
  });

  it("passes on what is asked of its checks and of its confirmation", async () => {
    const { declared } = await record({
      authorizationUrl: "https://seal.example",
      checkTimeoutSeconds: 5,
      confirmation: { timeoutMinutes: 2, pollSeconds: 0.5 },
    });
    const inputsOf = (label: string) => declared.find((d) => d.label === label)!.inputs;
    assert.equal(inputsOf("Token").authorizationUrl, "https://seal.example");
    assert.equal(inputsOf("Token").checkTimeoutSeconds, 5);
    assert.equal(inputsOf("confirmation").timeoutSeconds, 120);
    assert.equal(inputsOf("confirmation").pollSeconds, 0.5);
  });

  it("declares no run when there is no CI to run, and finds nothing wrong with that", async () => {
    for (const confirm of [{ workflow: "seal.yml" }, undefined]) {
      const change = { confirmation: { enabled: false }, stores: [store({ confirm })] };
      const { declared, problems } = await record(change);
      const confirmation = declared.find(({ label }) => label === "confirmation");
      const { runs, drain, places } = confirmation?.inputs ?? {};
      assert.deepEqual({ runs, drain, places }, { runs: [], drain: false, places: [] });
      assert.deepEqual(problems, []);
    }
  });

  for (const [what, confirmation, expected] of [
    ["waits for no older runs when that is said", { drain: false }, false],
    [
      "waits for them where there is no run to start, when that is said",
      { enabled: false, drain: true },
      true,
    ],
  ] as const) {
    it(what, async () => {
      const { declared, problems } = await record({ confirmation });
      const { drain, places, tokenBefore } = declared.find(
        ({ label }) => label === "confirmation",
      )!.inputs;
      assert.deepEqual({ drain, places }, { drain: expected, places: expected ? [placed] : [] });
      assert.equal(tokenBefore, true);
      assert.deepEqual(problems, []);
    });
  }

  it("writes one token to many stores, each with its own project, branch and names", async () => {
    const stores = [
      store(),
      store({ repository: "checkout", sealProject: "checkout-api", branch: "release" }),
      store({ repository: pulumi.output("late"), key: "late", confirm: undefined }),
    ];
    const { declared, problems } = await record({ stores });
    const inputsOf = (label: string) => declared.find((d) => d.label === label)!.inputs;
    assert.deepEqual(problems, []);
    assert.equal(inputsOf("github-checkout-seal-production-project").value, "checkout-api");
    assert.equal(inputsOf("github-checkout-seal-production-policy").branch, "release");
    assert.equal(inputsOf("late-seal-production-secret").repository, "late");
    const { written, runs } = inputsOf("confirmation") as Record<string, { branch: string }[]>;
    assert.equal(written?.length, 3);
    assert.deepEqual(
      runs?.map(({ branch }) => branch),
      ["main", "release"],
    );
  });

  describe("with a canary", () => {
    const stores = [store(), store({ repository: "checkout" })];
    const [first, later] = ["github-web-shop-seal-production", "github-checkout-seal-production"];
    const read = async (change: object = {}) => {
      const { declared, problems } = await record({ stores, canary: [stores[0]], ...change });
      assert.deepEqual(problems, []);
      return (label: string) => declared.find((d) => d.label === label);
    };

    it("fills the other stores only after a run confirmed it", async () => {
      const find = await read();
      assert.ok(!find(`${first}-secret`)?.after.includes("canary"));
      // Also what confines them: some stores hold the secret before they can be confined.
      for (const role of ["environment", "policy", "secret", "project", "generation"]) {
        assert.ok(find(`${later}-${role}`)?.after.includes("canary"), role);
      }
      const proofs = ["canary-confinement", "confinement"].map(
        (label) => find(label)?.inputs.places,
      );
      assert.deepEqual(
        proofs.map((places) => (places as { path: string }[]).map(({ path }) => path)),
        [["stores[0]"], ["stores[1]"]],
      );
      const runsOf = (label: string) => find(label)?.inputs.runs as { repository: string }[];
      assert.deepEqual(
        ["canary", "confirmation"].map((label) => runsOf(label).map((run) => run.repository)),
        [["web-shop"], ["checkout"]],
      );
      const written = ["canary", "confirmation"].map(
        (label) => (find(label)?.inputs.written as object[]).length,
      );
      assert.deepEqual(written, [1, 2]);
      const before = ["canary", "confirmation"].map((label) => find(label)?.inputs.canaryUrls);
      assert.deepEqual(before, [undefined, ["https://run/1"]]);
    });

    it("waits for none of it when a token leaked, and for older runs only of others that live", async () => {
      for (const [superseded, lives] of [
        [[], false],
        [[{ sealed: "canarySealed", fingerprint: "ba9876543210" }], true],
      ] as const) {
        tokenAnswers.set("superseded", pulumi.secret(superseded));
        const find = await read({ leaked: "ci-z" }).finally(() => tokenAnswers.clear());
        assert.equal(find("canary"), undefined);
        const { runs, drain, tokenBefore } = find("confirmation")!.inputs;
        assert.equal((runs as object[]).length, 2);
        assert.deepEqual({ drain, tokenBefore }, { drain: lives, tokenBefore: lives });
        assert.equal(find("Token")?.inputs.leaked, "ci-z");
      }
    });
  });

  it("passes on what is asked of its retirement", async () => {
    const { declared } = await record({ retirement: { whenAlive: "remind", waitMinutes: 5 } });
    const { inputs } = declared.find(({ label }) => label === "retirement")!;
    assert.deepEqual([inputs.whenAlive, inputs.waitSeconds], ["remind", 300]);
  });

  it("gives each binding's resources names of its own, so that two may share a stack", () => {
    for (const { name } of recording.declared) assert.match(name, /^production(-|$)/);
  });
});
