import assert from "node:assert/strict";
import { githubPlaces } from "../../../src/provider/github/place";
import { githubSecretPlaces } from "../../../src/provider/github/secret-place";
import { stamp, type Environment } from "../../support/github-state";
import { GithubScene } from "./github-scene";

/* What the plugin finds out of a GitHub environment, against the loopback GitHub. */

let scene: GithubScene;
let environment: Environment;

const look = () => ({ ...scene.world, urn: "urn", ending: [] });
const exposures = (change: object = {}) => githubPlaces.exposures(scene.place(change), look());
const occupied = (change: object = {}) => githubPlaces.occupied(scene.place(change), look());

beforeEach(async () => {
  scene = await GithubScene.create();
  scene.repository.secrets.clear();
  environment = {
    name: "seal-production",
    canAdminsBypass: false,
    branchPolicy: { protected_branches: false, custom_branch_policies: true },
    policies: [{ id: 1, name: "main", type: "branch" }],
    secrets: new Map(),
    variables: new Map(),
  };
  scene.repository.environments.set(environment.name, environment);
});
afterEach(() => scene.close());

describe("the live look at a GitHub environment", () => {
  it("finds nothing where it lets in the branch alone", async () => {
    assert.deepEqual(await exposures(), []);
    scene.github.repositories.get("web-shop")!.secrets.set("OTHER", stamped());
    assert.deepEqual(await exposures(), []);
  });

  const widened: [string, () => void, RegExp][] = [
    [
      "no policy at all",
      () => (environment.branchPolicy = null),
      /^every branch may enter the environment: it has no deployment branch policy; `pulumi up --refresh`/,
    ],
    [
      "protected branches only",
      () =>
        (environment.branchPolicy = { protected_branches: true, custom_branch_policies: false }),
      /^every protected branch may enter the environment, not main alone; /,
    ],
    [
      "a pattern more",
      () => environment.policies.push({ id: 2, name: "release/*", type: "branch" }),
      /^branches that match "release\/\*" may enter the environment; delete this branch policy at Settings > Environments > seal-production$/,
    ],
    [
      "tags, even such as are called like the branch",
      () => environment.policies.push({ id: 2, name: "main", type: "tag" }),
      /^tags that match "main" may enter the environment; delete this tag policy/,
    ],
  ];
  for (const [what, widen, text] of widened) {
    it(`finds ${what}`, async () => {
      widen();
      const found = await exposures();
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0]!, text);
    });
  }

  it("concludes nothing where the environment is gone, or is not shown", async () => {
    scene.repository.environments.clear();
    await assert.rejects(exposures(), /not there any more; `pulumi up --refresh` makes it anew/);
    scene.github.inject({ path: /environments/, answer: 403 });
    await assert.rejects(exposures(), /with 403: .*Environments: write/);
  });
});

describe("the live look for copies of a secret outside its environment", () => {
  const products = [
    ["dependabot", /^updates of any branch would read SEAL_TOKEN from a Dependabot secret of /],
    ["codespaces", /^everybody's codespaces would read SEAL_TOKEN from a Codespaces secret of /],
    ["agents", /^agents on any branch would read SEAL_TOKEN from an agents secret of /],
  ] as const;
  const visibilities = [
    { visibility: "all" },
    { visibility: "private" },
    { visibility: "selected", here: true },
  ] as const;
  const reach = ({
    visibility,
    here,
  }: {
    visibility: "selected" | "all" | "private";
    here?: true;
  }) => ({
    visibility,
    selected_repository_ids: here ? [scene.repository.id] : [],
  });
  const copies: [string, string, () => void, RegExp][] = [
    [
      "actions of the repository",
      "repository",
      () => stamp(scene.repository.secrets, "SEAL_TOKEN", "canary"),
      /^every branch would read SEAL_TOKEN from a repository secret of acme\/web-shop; delete it there, or accept it with `accept: \["repository"\]`$/,
    ],
    ...visibilities.map((one): [string, string, () => void, RegExp] => [
      `actions of the organization (${one.visibility})`,
      "organization",
      () => scene.github.organization.write("actions", "SEAL_TOKEN", "canary", reach(one)),
      /^every branch would read SEAL_TOKEN from an organization secret of acme, which reaches web-shop;/,
    ]),
    ...products.flatMap(([product, text]): [string, string, () => void, RegExp][] => [
      [
        `${product} of the repository`,
        product,
        () => stamp(scene.repository.secretsOf[product], "SEAL_TOKEN", "canary"),
        text,
      ],
      ...visibilities.map((one): [string, string, () => void, RegExp] => [
        `${product} of the organization (${one.visibility})`,
        product,
        () => scene.github.organization.write(product, "SEAL_TOKEN", "canary", reach(one)),
        text,
      ]),
    ]),
  ];
  for (const [what, scope, make, text] of copies) {
    it(`finds one in ${what}, unless that is accepted by name`, async () => {
      make();
      const found = await exposures();
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0]!, text);
      assert.deepEqual(await exposures({ accept: [scope] }), []);
    });
  }

  for (const product of ["actions", "dependabot", "codespaces", "agents"] as const) {
    it(`passes over one in ${product} of the organization that other repositories read`, async () => {
      const { id } = scene.addRepository("checkout");
      const others = { visibility: "selected" as const, selected_repository_ids: [id] };
      scene.github.organization.write(product, "SEAL_TOKEN", "canary", others);
      assert.deepEqual(await exposures(), []);
    });

    it(`concludes nothing where secrets in ${product} are not shown`, async () => {
      scene.github.inject({ path: new RegExp(`/${product}/`), answer: 403 });
      await assert.rejects(exposures(), /with 403: whether there is a copy is not known; give /);
    });
  }
});

describe("the live look for copies in an organization that may not be shown", () => {
  const hide = (product: string) =>
    scene.github.inject({ path: new RegExp(`/orgs/acme/${product}/`), answer: 404 });

  for (const [product, permission] of [
    ["dependabot", "Dependabot secrets: read"],
    ["codespaces", "Codespaces secrets: read"],
    ["agents", "Agents secrets: read"],
  ] as const) {
    it(`concludes nothing where GitHub answers as if it had no secrets in ${product}`, async () => {
      hide(product);
      await assert.rejects(exposures(), {
        name: "Fault",
        message: `GitHub answered GET /orgs/acme/${product}/secrets with 404: whether there is a copy is not known; give its credentials ${permission} (organization and repository), or accept it with \`accept: ["${product}"]\``,
      });
      assert.deepEqual(await exposures({ accept: [product] }), []);
    });

    it(`asks no organization for secrets in ${product} where a person owns the repository`, async () => {
      scene.repository.ownerType = "User";
      scene.github.inject({ path: /\/orgs\/|organization-secrets/, answer: 404 });
      assert.deepEqual(await exposures(), []);
      stamp(scene.repository.secretsOf[product], "SEAL_TOKEN", "canary");
      assert.equal((await exposures()).length, 1);
    });

    it(`finds one in ${product} behind a hundred others`, async () => {
      for (let i = 0; i < 100; i += 1) {
        scene.github.organization.write(product, `OTHER_${i}`, "canary");
      }
      assert.deepEqual(await exposures(), []);
      scene.github.organization.write(product, "SEAL_TOKEN", "canary");
      assert.equal((await exposures()).length, 1);
    });

    it(`concludes nothing from a list in ${product} that cannot be read`, async () => {
      for (const body of [
        {},
        { total_count: 1, secrets: [{}] },
        { total_count: 0, secrets: null },
      ]) {
        const end = scene.github.inject({
          path: new RegExp(`/orgs/acme/${product}/secrets`),
          answer: 200,
          body,
        });
        await assert.rejects(exposures(), { name: "Fault" });
        end();
      }
    });
  }

  it("concludes nothing where the organization's secrets of Actions are not shown", async () => {
    scene.github.inject({ path: /organization-secrets/, answer: 404 });
    await assert.rejects(
      exposures(),
      /with 404: whether there is a copy is not known; give its cred/,
    );
  });

  it("takes an owner for an organization, unless GitHub says that it is a person", async () => {
    hide("agents");
    const body = { id: scene.repository.id, name: "web-shop", owner: { login: "acme" } };
    scene.github.inject({ path: /repos\/acme\/web-shop$/, answer: 200, body });
    await assert.rejects(exposures(), /\/orgs\/acme\/agents\/secrets with 404: /);
  });

  it("knows that a free organization has no secrets in Codespaces of its own", async () => {
    scene.github.plan = "free";
    hide("codespaces");
    assert.deepEqual(await exposures(), []);
    hide("agents");
    await assert.rejects(exposures(), /\/orgs\/acme\/agents\/secrets with 404: /);
  });

  it("knows that GitHub Enterprise Server has neither Codespaces nor agents", async () => {
    scene.github.isEnterpriseServer = true;
    for (const product of ["codespaces", "agents"]) hide(product);
    assert.deepEqual(await exposures(), []);
    hide("dependabot");
    await assert.rejects(exposures(), /\/orgs\/acme\/dependabot\/secrets with 404: /);
  });
});

describe("a GitHub environment before anything is written", () => {
  it("is known to be there or not", async () => {
    assert.equal(await occupied(), true);
    assert.equal(await occupied({ environment: "release" }), false);
  });

  it("rejects a repository that is not there, and one that is not shown", async () => {
    await assert.rejects(
      occupied({ repository: "nowhere" }),
      /GET \/repos\/acme\/nowhere with 404: no such `repository`, or its credentials/,
    );
    scene.github.inject({ path: /repos\/acme\/web-shop$/, answer: 403 });
    await assert.rejects(occupied(), /GET \/repos\/acme\/web-shop with 403: .*Metadata: read/);
  });

  it("rejects a plan without environments, where one has to be made, and asks for it only then", async () => {
    scene.github.plan = "free";
    assert.equal(await occupied(), true);
    assert.equal(scene.asked(/\/orgs\/acme$/), 0);
    await assert.rejects(
      occupied({ environment: "release" }),
      /the plan of acme \(GitHub Free\) has no environments for private repositories, and web-shop is one/,
    );
    assert.equal(scene.asked(/\/orgs\/acme$/), 1);
    scene.github.inject({ path: /\/orgs\/acme$/, answer: 403 });
    assert.equal(await occupied({ environment: "release" }), false, "a plan that is not shown");
  });
});

describe("what a new store on GitHub would write over beside its secret", () => {
  const variables = ["SEAL_PROJECT", "SEAL_TOKEN_GENERATION"];
  const ofRepository = { host: "github-secret", product: "actions", secretNames: ["SEAL_TOKEN"] };
  const places = {
    "an environment": () => ({
      foreign: (change: object = {}) =>
        githubPlaces.foreign!(scene.place({ variables, ...change }), look()),
      held: environment.variables,
    }),
    "a repository": () => ({
      foreign: (change: object = {}) =>
        githubSecretPlaces.foreign!(
          scene.place({ ...ofRepository, environment: undefined, variables, ...change }),
          look(),
        ),
      held: scene.repository.variables,
    }),
    "an organization": () => ({
      foreign: (change: object = {}) => {
        const above = { environment: undefined, repository: undefined, variables };
        return githubSecretPlaces.foreign!(
          scene.place({ ...ofRepository, ...above, ...change }),
          look(),
        );
      },
      held: scene.github.organization.variables as Map<string, ReturnType<typeof stamped>>,
    }),
  };
  for (const [where, of] of Object.entries(places)) {
    it(`is a variable of ${where} that it has no leave to`, async () => {
      const { foreign, held } = of();
      held.set("OTHER", stamped());
      assert.deepEqual(await foreign(), []);
      held.set("SEAL_PROJECT", stamped());
      assert.deepEqual(await foreign(), ["the variable SEAL_PROJECT"]);
      held.set("SEAL_TOKEN_GENERATION", stamped());
      const generation = ["the variable SEAL_TOKEN_GENERATION"];
      assert.deepEqual(await foreign({ variables: variables.slice(1) }), generation);
      assert.deepEqual(await foreign(), ["the variable SEAL_PROJECT", ...generation]);
      scene.github.requests.length = 0;
      assert.deepEqual(await foreign({ variables: undefined }), []);
      assert.equal(scene.asked(/variables/), 0);
    });

    it(`is not known where variables of ${where} are not shown`, async () => {
      const { foreign } = of();
      scene.github.inject({ path: /variables/, answer: 404 });
      await assert.rejects(foreign(), /variables with 404: .*they need `(Vari|Env)\w+: write`/);
      scene.github.faults.length = 0;
      scene.github.inject({ path: /variables/, answer: 403 });
      await assert.rejects(foreign(), /with 403: its credentials lack a permission/);
    });
  }

  it("is nothing where the environment has to be made", async () => {
    const place = scene.place({ environment: "release", variables });
    assert.deepEqual(await githubPlaces.foreign!(place, look()), []);
  });
});

function stamped() {
  return { value: "canary", createdAt: "2026-11-23T09:00:00Z", updatedAt: "2026-11-23T09:00:00Z" };
}
