import assert from "node:assert/strict";
import { azureDevopsPlaces } from "../../../src/provider/azure-devops/place";
import type { AzureDevopsPlace } from "../../../src/provider/azure-devops/place";
import { Fault } from "../../../src/provider/fault";
import { placeHostOf } from "../../../src/provider/hosts";
import type { Look } from "../../../src/provider/place";
import { azureCredentials } from "../../support/azure-devops-server";
import { AzureDevopsScene } from "./azure-devops-scene";
import { newWorld, rejectionOf, urnOf } from "./world";

/* What the live look sees of a variable group; the server does what the product is known to do. */

describe("the live look at a variable group", () => {
  let scene: AzureDevopsScene;
  let azure: AzureDevopsScene["azure"];
  let group: AzureDevopsScene["group"];
  let check: AzureDevopsScene["check"];

  beforeEach(async () => {
    scene = await AzureDevopsScene.create();
    ({ azure, group, check } = scene);
  });
  afterEach(() => azure.stop());

  const look = (change: Partial<Look> = {}): Look => ({
    ...newWorld(),
    ending: [],
    urn: urnOf("Confinement", "production-confinement"),
    ...change,
  });
  const exposures = (change: Partial<AzureDevopsPlace> = {}, at: Partial<Look> = {}) =>
    azureDevopsPlaces.exposures(scene.place(change), look(at));

  it("finds nothing where only main of the declared pipelines reads it", async () => {
    assert.deepEqual(await exposures(), []);
  });

  it("is closed while no pipeline may use it, and only then", async () => {
    const closed = () => azureDevopsPlaces.closed!(scene.place(), look());
    assert.equal(await closed(), false);
    group.authorized.clear();
    assert.equal(await closed(), true);
    group.openToAll = true;
    assert.equal(await closed(), false);
    azure.project("payments").groups.clear();
    assert.equal(await closed(), false, "nothing is known of one that is gone");
  });

  const drifts: [string, () => unknown, RegExp][] = [
    [
      "no check",
      () => azure.project("payments").checks.clear(),
      /^no branch-control check is on it, so runs on every branch read it; put the check for refs\/heads\/main back at Pipelines > Library > seal-production/,
    ],
    [
      "a check of another kind alone",
      () => (check.settings.definitionRef.id = "d3b2c4a6-0000-0000-0000-000000000000"),
      /^no branch-control check is on it/,
    ],
    [
      "a check that is switched off",
      () => (check.disabled = true),
      /^its branch-control check "main only" is switched off/,
    ],
    [
      "a check for every branch",
      () => (check.settings.inputs.allowedBranches = "*"),
      /lets every branch through/,
    ],
    ["a check without a list", () => (check.settings.inputs = {}), /lets every branch through/],
    [
      "a check with a gap in its list",
      () => (check.settings.inputs.allowedBranches = "refs/heads/main,"),
      /lets every branch through/,
    ],
    [
      "a widened check",
      () => (check.settings.inputs.allowedBranches = "refs/heads/main, refs/heads/release/*"),
      /"main only" lets refs\/heads\/release\/\* through as well/,
    ],
    [
      "a check for another branch",
      () => (check.settings.inputs.allowedBranches = "refs/heads/trunk"),
      /lets refs\/heads\/trunk through as well/,
    ],
    [
      "open access",
      () => (group.openToAll = true),
      /^every pipeline of the project may use it \("open access"\); `pulumi up --refresh` closes it/,
    ],
    [
      "open access that only the older view of permissions shows",
      () =>
        azure.inject({
          path: /authorizedresources/,
          answer: 200,
          body: { count: 1, value: [{ type: "variablegroup", id: "7", authorized: true }] },
        }),
      /^every pipeline of the project may use it/,
    ],
    [
      "open access that only the newer view of permissions shows",
      () => {
        group.openToAll = true;
        azure.inject({ path: /authorizedresources/, answer: 200, body: { count: 0, value: [] } });
      },
      /^every pipeline of the project may use it/,
    ],
    [
      "a pipeline that is not declared",
      () => void group.authorized.add(43),
      /^pipeline 43 may use it, though it is not declared; name it in `pipelines`, or remove it at/,
    ],
    [
      "another project that shares it",
      () => void group.sharedWith.add("another"),
      /^it is shared with other projects \(2 in all\)/,
    ],
    [
      "a secret that is none any more",
      () => (group.variables.get("SEAL_TOKEN")!.isSecret = false),
      /^its variable SEAL_TOKEN is not secret/,
    ],
    [
      "a classic pipeline that links it",
      () => {
        // On the second page of the list.
        for (const id of [44, 45]) {
          azure.addPipeline("payments", { id, classic: true, group: "another" });
        }
        azure.addPipeline("payments", { id: 46, name: "old", classic: true });
      },
      /^pipeline 46 \("old"\) is a classic pipeline that links it/,
    ],
    [
      "a declared pipeline with a variable of that name",
      () =>
        azure.addPipeline("payments", {
          id: 42,
          name: "web",
          variables: new Map([["seal_token", { value: "x", isSecret: true }]]),
        }),
      /^pipeline 42 \("web"\) has a variable SEAL_TOKEN of its own, which its runs on every branch read/,
    ],
  ];
  for (const [what, drift, expected] of drifts) {
    it(`finds ${what}`, async () => {
      drift();
      const found = await exposures();
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0]!, expected);
    });
  }

  it("takes one check that stops other branches for enough, because a run has to pass all", async () => {
    const wide = { ...check, id: 9, settings: { ...check.settings, inputs: {} } };
    azure.project("payments").checks.set(9, wide);
    assert.deepEqual(await exposures(), []);
  });

  it("wants a development token to be secret, and nothing else", async () => {
    scene.group.openToAll = true;
    azure.project("payments").checks.clear();
    assert.deepEqual(await exposures({ confined: false }), []);
    scene.group.variables.get("SEAL_TOKEN")!.isSecret = false;
    const [text, ...others] = await exposures({ confined: false });
    assert.match(text ?? "", /^its variable SEAL_TOKEN is not secret/);
    assert.deepEqual(others, []);
  });

  it("wants the branch verified as protected where that is declared", async () => {
    const [found] = await exposures({ protectedOnly: true });
    assert.match(found!, /does not verify that refs\/heads\/main is protected/);
    check.settings.inputs.ensureProtectionOfBranch = "True";
    assert.deepEqual(await exposures({ protectedOnly: true }), []);
    check.settings.inputs.allowUnknownStatusBranch = "true";
    const [unknown] = await exposures({ protectedOnly: true });
    assert.match(unknown!, /when it cannot find out whether it is protected/);
  });

  it("lets pass a pipeline that this update takes away, and only that", async () => {
    for (const id of [43, 44]) group.authorized.add(id);
    const found = await exposures({}, { ending: ["43"] });
    assert.equal(found.length, 1);
    assert.match(found[0]!, /^pipeline 44 may use it/);
  });

  it("takes the project by its id, and from the environment what the program does not say", async () => {
    const { id } = azure.project("payments");
    const environment = {
      AZDO_ORG_SERVICE_URL: `${azure.organizationUrl}/`,
      AZDO_PERSONAL_ACCESS_TOKEN: azureCredentials,
    };
    const found = await exposures(
      { project: id, organizationUrl: undefined, credentials: undefined },
      { environment },
    );
    assert.deepEqual(found, []);
  });

  const silent: [string, () => unknown, RegExp][] = [
    [
      "its credentials are not accepted",
      () => exposures({ credentials: "canaryWrong".padEnd(52, "x") }),
      /^Azure DevOps answered GET _apis\/distributedtask with 401: its credentials are not accepted; set azuredevops:personalAccessToken/,
    ],
    [
      "a permission is missing",
      () => azure.inject({ path: /checks\/configurations/, answer: 403 }),
      /answered GET \/acme\/payments\/_apis\/pipelines\/checks\/configurations with 403: .* need Build: Read/,
    ],
    [
      "the page for people comes instead of an answer",
      () => azure.inject({ path: /pipelinepermissions\/variablegroup/i, answer: 203 }),
      /answered GET \/acme\/payments\/_apis\/pipelines\/pipelinePermissions\/variablegroup\/7 with 203: its credentials/,
    ],
    [
      "the server is down",
      () => azure.inject({ path: /authorizedresources/, answer: 503 }),
      /answered GET \/acme\/payments\/_apis\/build\/authorizedresources with 503$/,
    ],
    [
      "the connection breaks",
      () => azure.inject({ path: /definitions/, answer: "reset" }),
      /^Azure DevOps did not answer GET \/acme\/payments\/_apis\/build\/definitions\S* \(ECONNRESET\)$/,
    ],
    [
      "the answer says nothing",
      () => azure.inject({ path: /pipelinepermissions\/variablegroup/i, answer: 200 }),
      /did not say which pipelines may use it/,
    ],
    [
      "a list is none",
      () => azure.inject({ path: /checks\/configurations/i, answer: 200 }),
      /checks\/configurations with 200: what it says cannot be read/,
    ],
    ["the group is gone", () => azure.project("payments").groups.clear(), /not there any more/],
    [
      "there are no credentials",
      () => exposures({ credentials: "" }),
      /no credentials to look at it with; set azuredevops:personalAccessToken, or AZDO_/,
    ],
    [
      "the organization is not known",
      () => exposures({ organizationUrl: "" }),
      /organization is not known; set azuredevops:orgServiceUrl, or AZDO_ORG_SERVICE_URL/,
    ],
    [
      "the organization's address is in clear",
      () => exposures({ organizationUrl: "http://azure.example/acme" }),
      /address is not an https address/,
    ],
  ];
  for (const [what, cause, expected] of silent) {
    it(`concludes nothing when ${what}`, async () => {
      const caused = cause();
      const error = await rejectionOf(
        caused instanceof Promise ? (caused as Promise<unknown>) : exposures(),
      );
      assert.ok(error instanceof Fault);
      assert.match(error.message, expected);
      assert.doesNotMatch(error.message, /canary|injected/);
    });
  }

  it("asks again when a server stumbles", async () => {
    azure.inject({ path: /checks\/configurations/, answer: 503, times: 1 });
    azure.inject({ path: /authorizedresources/, answer: "reset", times: 1 });
    assert.deepEqual(await exposures(), []);
  });

  it("stops when the update is cancelled", async () => {
    const world = newWorld();
    azure.inject({ path: /checks\/configurations/, answer: 503, after: true });
    world.cancel();
    const error = await rejectionOf(exposures({}, { signal: world.signal }));
    assert.equal((error as Error).message, "cancelled while waiting for Azure DevOps");
  });

  describe("before anything is written", () => {
    const occupied = (change: Partial<AzureDevopsPlace> = {}) => {
      const place = scene.place(change);
      return placeHostOf(place).occupied(place, look());
    };

    it("sees whether the group is there, whatever case its name is in", async () => {
      assert.equal(await occupied(), true);
      assert.equal(await occupied({ group: "Seal-Production" }), true);
      assert.equal(await occupied({ group: "seal" }), false);
    });

    it("rejects a project that is not there", async () => {
      const error = await rejectionOf(occupied({ project: "nowhere" }));
      assert.equal(
        (error as Error).message,
        'stores[0].project: must be a project of the organization that its credentials reach, received "nowhere"',
      );
    });

    it("calls a project as people do, also where it is asked for by its id", async () => {
      const { id } = azure.project("payments");
      const show = azure.inject({ path: /variablegroups/, answer: 403 });
      for (const project of ["payments", "Payments", id]) {
        const fault = String(await rejectionOf(occupied({ project })));
        assert.match(
          fault,
          /GET \/acme\/payments\/_apis\/distributedtask\/variablegroups with 403/,
        );
      }
      show();
      const unfit = await rejectionOf(occupied({ project: id, pipelines: [41] }));
      assert.match(String(unfit), /must be pipelines of payments that run from a file/);
    });

    it("rejects pipelines that are not there, and those that no check stops", async () => {
      azure.addPipeline("payments", { id: 44, name: "old", classic: true, group: "other" });
      const error = await rejectionOf(occupied({ pipelines: [41, 42, 44] }));
      assert.equal(
        (error as Error).message,
        'stores[0].pipelines: must be pipelines of payments that run from a file; there is no pipeline 41, pipeline 44 ("old") is a classic pipeline, which no check stops',
      );
      const forDevelopment = { confined: false, group: "seal-development" };
      const unknown = await rejectionOf(occupied({ pipelines: [41, 44], ...forDevelopment }));
      assert.equal(
        (unknown as Error).message,
        "stores[0].pipelines: must be pipelines of payments; there is no pipeline 41",
      );
      assert.equal(await occupied({ pipelines: [44], ...forDevelopment }), false);
    });
  });
});

describe("the place of a variable group", () => {
  const problems = (change: object) =>
    azureDevopsPlaces
      .problems("places[0]", {
        project: "payments",
        group: "seal-production",
        branch: "main",
        secretName: "SEAL_TOKEN",
        pipelines: [42],
        ...change,
      } as never)
      .map(({ path }) => path);

  const unknown = Symbol("unknown");
  const cases: [string, object, string[]][] = [
    ["nothing in what is right", {}, []],
    ["nothing in what is not known yet", { project: unknown, pipelines: unknown }, []],
    ["nothing in pipelines of which one is not known yet", { pipelines: [42, unknown] }, []],
    [
      "what is missing",
      { project: "", group: undefined },
      ["places[0].project", "places[0].group"],
    ],
    ["an address in clear", { organizationUrl: "http://x" }, ["places[0].organizationUrl"]],
    ["no list of pipelines", { pipelines: undefined }, ["places[0].pipelines"]],
    ["what is no id of a pipeline", { pipelines: [0] }, ["places[0].pipelines"]],
  ];
  for (const [what, change, paths] of cases) {
    it(`finds ${what}`, () => assert.deepEqual(problems(change), paths));
  }
});

describe("the secret of a variable group", () => {
  let scene: AzureDevopsScene;
  let azure: AzureDevopsScene["azure"];
  let group: AzureDevopsScene["group"];

  beforeEach(async () => {
    scene = await AzureDevopsScene.create();
    ({ azure, group } = scene);
    group.description = "A Seal token";
    group.variables.set("SEAL_PROJECT", { value: "web-shop", isSecret: false });
    group.variables.set("OTHER", { value: "canaryOther", isSecret: true });
  });
  afterEach(() => azure.stop());

  const look = () => ({ ...newWorld(), urn: urnOf("Holding", "production-holding") });
  const stamp = () => azureDevopsPlaces.secret!.stamp(scene.place(), look());
  const rewrite = (token: string) =>
    azureDevopsPlaces.secret!.rewrite(scene.place(), look(), token);

  it("has another stamp after it was written, and the same after permissions and checks were", async () => {
    const before = await stamp();
    assert.equal(before, group.modifiedOn);
    group.authorized.add(43);
    azure.project("payments").checks.clear();
    assert.equal(await stamp(), before);
    azure.changeByHand("payments", "seal-production", "SEAL_TOKEN", { value: "other" });
    assert.notEqual(await stamp(), before);
  });

  it("is known as gone with the variable, and with the group", async () => {
    group.variables.delete("SEAL_TOKEN");
    assert.equal(await stamp(), undefined);
    azure.project("payments").groups.clear();
    assert.equal(await stamp(), undefined);
  });

  it("is not known where the project cannot be reached", async () => {
    azure.projects.clear();
    assert.match(String(await rejectionOf(stamp())), /with 404/);
  });

  for (const [what, change] of [
    ["", () => undefined],
    [", also one that is gone", () => group.variables.delete("SEAL_TOKEN")],
    [
      ", also under other letters and in clear",
      () => {
        group.variables.delete("SEAL_TOKEN");
        group.variables.set("seal_token", { value: "x", isSecret: false });
      },
    ],
  ] as const) {
    it(`is written again with all else that is in the group, in one request${what}`, async () => {
      change();
      const before = await stamp();
      azure.requests.length = 0;
      await rewrite("canarySealToken-again");
      const writes = azure.requests.filter(({ method }) => !["GET", "OPTIONS"].includes(method));
      assert.deepEqual(
        writes.map(({ method, path }) => `${method} ${path}`),
        ["PUT /acme/_apis/distributedtask/variablegroups/7"],
      );
      assert.deepEqual(Object.fromEntries(group.variables), {
        SEAL_TOKEN: { value: "canarySealToken-again", isSecret: true },
        SEAL_PROJECT: { value: "web-shop", isSecret: false },
        OTHER: { value: "canaryOther", isSecret: true },
      });
      assert.deepEqual([group.name, group.description], ["seal-production", "A Seal token"]);
      assert.notEqual(await stamp(), before);
    });
  }

  it("is not written into another group when its own is gone", async () => {
    azure.project("payments").groups.clear();
    assert.match(String(await rejectionOf(rewrite("canary"))), /not there any more/);
  });
});
