import assert from "node:assert/strict";
import { githubBranchPolicyHandler } from "../../src/provider/github/branch-policy";
import { githubEnvironmentHandler } from "../../src/provider/github/environment-handler";
import { githubPlaces } from "../../src/provider/github/place";
import { githubSecretHandler } from "../../src/provider/github/secret";
import { githubVariableHandler } from "../../src/provider/github/variable";
import { preflightHandler } from "../../src/provider/preflight";
import { confinedEnvironment } from "../support/github-environments";
import { githubCredentials } from "../support/github-server";
import { stamp, type Environment } from "../support/github-state";
import { GithubScene, urn } from "../unit/provider/github-scene";
import { aliveProofs } from "../unit/provider/world";
import { demandPermissions } from "./github-demands";
import { mendEach, rightEach } from "./lacking";
import { performer } from "./performer";
import { forgets } from "./updates";

const performs = performer(__filename);

describe("A place on GitHub", () => {
  let scene: GithubScene;
  let environment: Environment;
  beforeEach(async () => {
    scene = await GithubScene.create();
    forgets(scene.world);
    scene.repository.secrets.clear();
    environment = confinedEnvironment();
    environment.policies.push({ id: 1, name: "main", type: "branch" });
    scene.repository.environments.set(environment.name, environment);
  });
  afterEach(() => scene.close());

  const look = () => ({ ...scene.world, urn, ending: [] });
  const exposures = (change: object = {}) => githubPlaces.exposures(scene.place(change), look());
  const occupied = () => githubPlaces.occupied(scene.place(), look());
  const connection = () => ({
    owner: "acme",
    apiUrl: scene.github.url,
    credentials: githubCredentials,
  });

  performs("that others may enter is confined again by hand", async (told) => {
    const custom = { protected_branches: false, custom_branch_policies: true };
    const confine = () => (environment.branchPolicy = custom);
    await rightEach(
      exposures,
      [
        [() => (environment.branchPolicy = null), confine],
        [
          () =>
            (environment.branchPolicy = {
              ...custom,
              protected_branches: true,
              custom_branch_policies: false,
            }),
          confine,
        ],
        [
          () => environment.policies.push({ id: 2, name: "release/*", type: "branch" }),
          () => environment.policies.pop(),
        ],
        [
          () => environment.policies.push({ id: 2, name: "main", type: "tag" }),
          () => environment.policies.pop(),
        ],
      ],
      told,
    );
  });

  const scopes = ["repository", "organization", "dependabot", "codespaces", "agents"] as const;
  performs("whose token is elsewhere, too, has that deleted, or accepted", async (told) => {
    for (const scope of scopes) {
      const product = scope === "repository" || scope === "organization" ? "actions" : scope;
      const own = scene.repository.secretsOf[product];
      const inherited = scene.github.organization.secrets[product];
      const inRepository = [() => stamp(own, "SEAL_TOKEN", "x"), () => own.delete("SEAL_TOKEN")];
      const inOrganization = [
        () => scene.github.organization.write(product, "SEAL_TOKEN", "x"),
        () => inherited.delete("SEAL_TOKEN"),
      ];
      const copies = [
        ...(scope === "organization" ? [] : [inRepository]),
        ...(scope === "repository" ? [] : [inOrganization]),
      ];
      for (const [copy, remove] of copies) {
        copy!();
        await told(await exposures());
        assert.deepEqual(await exposures({ accept: [scope] }), []);
        remove!();
        assert.deepEqual(await exposures(), []);
      }
    }
  });

  performs("whose copies may not be looked at has that allowed, or them accepted", async (told) => {
    const permissions = demandPermissions(scene.github);
    const lists: Record<(typeof scopes)[number], RegExp> = {
      repository: /web-shop\/actions\/secrets/,
      organization: /organization-secrets/,
      dependabot: /orgs\/acme\/dependabot/,
      codespaces: /orgs\/acme\/codespaces/,
      agents: /orgs\/acme\/agents/,
    };
    for (const scope of scopes) {
      const others = scopes.filter((one) => one !== scope);
      permissions.revoke();
      permissions.grant("Actions: read");
      const hide =
        scope === "agents" ? scene.github.inject({ path: lists[scope], answer: 403 }) : undefined;
      const message = await told(exposures({ accept: others }));
      assert.deepEqual(await exposures({ accept: scopes }), []);
      hide?.();
      permissions.grant(message);
      assert.deepEqual(await exposures({ accept: others }), []);
      // Of the repository's own, 404 says that there is none.
      if (scope === "repository") continue;
      const give = scene.github.inject({ path: lists[scope], answer: 404 });
      await told(exposures({ accept: others }));
      give();
      assert.deepEqual(await exposures({ accept: others }), []);
    }
  });

  performs("that is locked is unlocked", async (told) => {
    const { repository } = scene;
    await mendEach(
      occupied,
      [
        [() => (repository.archived = true), () => (repository.archived = false)],
        [() => (repository.disabled = true), () => (repository.disabled = false)],
      ],
      told,
    );
  });

  performs("whose plan has no environments gets another plan, or is public", async (told) => {
    const { repository, github } = scene;
    repository.environments.clear();
    const visible = repository as { private: boolean };
    await mendEach(
      occupied,
      [
        [() => (github.plan = "free"), () => (github.plan = "team")],
        [() => (github.plan = "free"), () => (visible.private = false)],
      ],
      told,
    );
  });

  performs("whose plan protects no environments lets administrators bypass them", async (told) => {
    scene.repository.protects = false;
    const inputs = { ...connection(), repository: "web-shop", environment: "other" };
    const handler = githubEnvironmentHandler(scene.world);
    await told(handler.create(urn, { ...inputs, adminsBypass: false }));
    await handler.create(urn, { ...inputs, adminsBypass: true });
  });

  performs(
    "of which GitHub takes no such secret or variable takes it under another plan or name",
    async (told) => {
      const { github, world } = scene;
      const secret = {
        ...connection(),
        product: "dependabot",
        secretName: "SEAL_TOKEN",
        value: "x",
      };
      const variable = { ...connection(), variableName: "SEAL_PROJECT", value: "x" };
      for (const of of [{ repository: "web-shop" }, { visibility: "all" }]) {
        const write = () => githubSecretHandler(world).create(urn, { ...secret, ...of });
        const change = github.inject({ method: "PUT", path: /dependabot\/secrets/, answer: 422 });
        await told(write());
        change();
        await write();
      }
      github.inject({
        method: "POST",
        path: /variables/,
        answer: 422,
        when: () => variable.value === "x",
      });
      const write = () =>
        githubVariableHandler(world).create(urn, { ...variable, repository: "web-shop" });
      await told(write());
      variable.value = "shop";
      await write();
    },
  );

  performs("that is there already is adopted, or deleted", async (told) => {
    const world = { ...scene.world, lifeProofs: aliveProofs(scene.fingerprint) };
    const { token, fingerprint } = scene;
    const fly = (change: object = {}) =>
      preflightHandler(world).create(urn, { token, fingerprint, places: [scene.place(change)] });
    await told(fly());
    await fly({ adopted: true });
    scene.repository.environments.clear();
    await told(fly({ adopted: true }));
    await fly();

    const { environment: _environment, ...rest } = scene.place() as never as Record<
      string,
      unknown
    >;
    const place = {
      ...rest,
      host: "github-secret",
      product: "actions",
      secretNames: ["SEAL_TOKEN"],
      confined: false,
    };
    const store = (change: object = {}) =>
      preflightHandler(world).create(urn, {
        token,
        fingerprint,
        places: [{ ...place, ...change }],
      });
    stamp(scene.repository.secrets, "SEAL_TOKEN", "x");
    await told(store());
    await store({ adopted: true });
    scene.repository.secrets.clear();
    await store();
  });

  performs(
    "that is adopted and was deleted is made again by hand, or by the stack",
    async (told) => {
      const { environments } = scene.repository;
      environments.clear();
      await told(exposures({ adopted: true }));
      environments.set(environment.name, environment);
      assert.deepEqual(await exposures({ adopted: true }), []);
      environments.clear();
      assert.equal(await occupied(), false, "then the preflight lets it be made");
    },
  );

  performs("that is deleted while it is in the state is made anew by a refresh", async (told) => {
    const { world, repository } = scene;
    const inputs = { ...connection(), repository: "web-shop", environment: "seal-production" };
    const things = [
      [githubBranchPolicyHandler(world), { ...inputs, branch: "main" }],
      [githubVariableHandler(world), { ...inputs, variableName: "SEAL_PROJECT", value: "x" }],
      [
        githubSecretHandler(world),
        { ...inputs, product: "actions", secretName: "SEAL_TOKEN", value: "x" },
      ],
    ] as const;
    const environments = githubEnvironmentHandler(world);
    const made = await environments.create(urn, inputs);
    for (const [handler, news] of things) {
      repository.environments.clear();
      await told(handler.create(urn, news));
      const { id } = await environments.read(made.id, urn, made.outs);
      assert.equal(id, "", "a refresh sees that it is gone");
      await environments.create(urn, inputs);
      await handler.create(urn, news);
    }
  });

  performs("with variables that are there already has them adopted, or deleted", async (told) => {
    const world = { ...scene.world, lifeProofs: aliveProofs(scene.fingerprint) };
    const { token, fingerprint } = scene;
    const variables = ["SEAL_PROJECT"];
    const fly = (change: object = {}) =>
      preflightHandler(world).create(urn, {
        token,
        fingerprint,
        places: [scene.place({ adopted: true, variables, ...change })],
      });
    stamp(environment.variables, "SEAL_PROJECT", "x");
    await told(fly());
    // What is adopted is not asked about.
    await fly({ variables: [] });
    environment.variables.clear();
    await fly();
  });
});
