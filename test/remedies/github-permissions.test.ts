import assert from "node:assert/strict";
import { githubBranchPolicyHandler } from "../../src/provider/github/branch-policy";
import { githubEnvironmentHandler } from "../../src/provider/github/environment-handler";
import { dispatchObstacles } from "../../src/provider/github/obstacles";
import { githubPlaces } from "../../src/provider/github/place";
import { githubSecretPlaces } from "../../src/provider/github/secret-place";
import { githubSecretHandler } from "../../src/provider/github/secret";
import { githubSecretUnfinished, githubUnfinished } from "../../src/provider/github/unfinished";
import { githubVariableHandler } from "../../src/provider/github/variable";
import type { Handler } from "../../src/provider/handler";
import { confinedEnvironment } from "../support/github-environments";
import { githubCredentials } from "../support/github-server";
import { GithubScene, urn } from "../unit/provider/github-scene";
import { endPausesAtOnce } from "../unit/provider/world";
import { demandPermissions } from "./github-demands";
import { giveEach, mendEach } from "./lacking";
import { performer } from "./performer";
import { forgets } from "./updates";

const performs = performer(__filename);

describe("GitHub's credentials", () => {
  let scene: GithubScene;
  endPausesAtOnce();
  beforeEach(async () => {
    scene = await GithubScene.create();
    forgets(scene.world);
    scene.repository.environments.set("seal-production", confinedEnvironment());
  });
  afterEach(() => scene.close());

  const look = () => ({ ...scene.world, urn, ending: [] });
  const connection = (credentials: string | undefined = githubCredentials) => ({
    owner: "acme",
    apiUrl: scene.github.url,
    ...(credentials && { credentials }),
  });
  const repository = { repository: "web-shop" };
  const environment = { ...repository, environment: "seal-production" };
  const organization = { visibility: "selected", repositories: ["web-shop"] };
  const create = (of: (world: typeof scene.world) => Handler, inputs: object) => () =>
    of(scene.world).create(urn, { ...connection(), ...inputs });
  const secret = (of: object, product = "actions") =>
    create(githubSecretHandler, { ...of, product, secretName: "SEAL_TOKEN", value: scene.token });
  const variable = (of: object) =>
    create(githubVariableHandler, { ...of, variableName: "SEAL_PROJECT", value: "shop" });
  const writtenEnvironment = create(githubEnvironmentHandler, {
    ...environment,
    adminsBypass: false,
  });
  const policy = create(githubBranchPolicyHandler, { ...environment, branch: "main" });
  const start = () => scene.confirm();
  const developmentPlace = (of: object) => {
    const {
      environment: _environment,
      repository: _repository,
      ...place
    } = scene.place() as never as Record<string, string>;
    return {
      ...place,
      product: "actions",
      secretNames: ["SEAL_TOKEN"],
      confined: false,
      ...of,
    } as never;
  };
  const obstacles = () => dispatchObstacles(scene.run(), look());

  performs("that lack a permission are given the one that is named", async (told) => {
    const products = ["actions", "dependabot", "codespaces"] as const;
    const permissions = demandPermissions(scene.github);
    const asks: (() => Promise<unknown>)[] = [
      writtenEnvironment,
      policy,
      ...products.flatMap((product) => [
        secret(repository, product),
        secret(organization, product),
      ]),
      variable(repository),
      variable(environment),
      variable(organization),
      () => githubPlaces.occupied(scene.place(), look()),
      () => githubPlaces.secret!.rewrite(scene.place(), look(), scene.token),
      () => githubUnfinished(scene.place(), look()),
      obstacles,
      start,
    ];
    for (const ask of asks) {
      permissions.revoke();
      permissions.grant(await told(ask()));
      await ask();
    }
  });

  performs(
    "that may not read a workflow are given the permission, and then it is judged",
    async (told) => {
      const permissions = demandPermissions(scene.github);
      permissions.grant("Actions: write");
      scene.repository.workflows.get("seal.yml")!.dispatchable = false;
      assert.deepEqual(await obstacles(), []);
      permissions.grant(await told(scene.world.log.lines));
      assert.equal((await obstacles()).length, 1);
    },
  );

  performs("that do not reach what is named are let there", async (told) => {
    await giveEach(
      scene.github,
      404,
      [
        { path: /environments\/seal-production$/, ask: writtenEnvironment },
        { path: /branch-policies/, ask: policy },
        { path: /./, ask: secret(repository) },
        { path: /./, ask: secret({ visibility: "all" }) },
        { path: /actions\/secrets/, ask: secret(repository) },
        { path: /actions\/secrets/, ask: secret({ visibility: "all" }) },
        { path: /variables/, ask: variable(environment) },
        { path: /variables/, ask: variable(repository) },
        { path: /actions\/variables/, ask: variable({ visibility: "all" }) },
        { path: /repos\/acme\/web-shop$/, ask: secret(organization) },
        { path: /./, ask: () => githubPlaces.occupied(scene.place(), look()) },
        { path: /web-shop$/, ask: () => githubPlaces.exposures(scene.place(), look()) },
        { path: /./, ask: () => githubUnfinished(scene.place(), look()) },
        {
          path: /./,
          ask: () => githubSecretUnfinished(developmentPlace({ visibility: "all" }), look()),
        },
        { path: /web-shop$/, ask: obstacles },
        { path: /dispatches/, ask: start },
      ],
      told,
    );
  });

  performs("that may not read the repository are let do so", async (told) => {
    await giveEach(scene.github, 403, [{ path: /web-shop$/, ask: secret(repository) }], told);
  });

  performs("that may read what is to be deleted, and not write it, are let do so", async (told) => {
    const rows: [(world: typeof scene.world) => Handler, object, RegExp][] = [
      [
        githubSecretHandler,
        { ...repository, product: "actions", secretName: "SEAL_TOKEN", value: "x" },
        /secrets\/SEAL_TOKEN/,
      ],
      [
        githubVariableHandler,
        { ...repository, variableName: "SEAL_PROJECT", value: "x" },
        /variables\/SEAL_PROJECT/,
      ],
      [githubBranchPolicyHandler, { ...environment, branch: "main" }, /branch-policies\//],
      [githubEnvironmentHandler, { ...environment, adminsBypass: false }, /seal-production$/],
    ];
    for (const [of, inputs, path] of rows) {
      const { outs } = await of(scene.world).create(urn, { ...connection(), ...inputs });
      const give = scene.github.inject({ method: "DELETE", path, answer: 404 });
      await told(of(scene.world).delete(urn, outs));
      give();
      await of(scene.world).delete(urn, outs);
    }
  });

  performs("that are missing are set", async (told) => {
    const inputs = { ...environment, ...connection(""), branch: "main" };
    const write = () => githubBranchPolicyHandler(scene.world).create(urn, inputs);
    await told(write());
    scene.world.environment.GITHUB_TOKEN = githubCredentials;
    await write();
  });

  performs("that are not accepted are set anew", async (told) => {
    const write = (credentials: string) => {
      const inputs = { ...environment, ...connection(credentials), branch: "main" };
      return githubBranchPolicyHandler(scene.world).create(urn, inputs);
    };
    await told(write("expired"));
    await write(githubCredentials);
  });

  performs("that used up their rate limit can go on later", async (told) => {
    const limit = (path: RegExp, ask: () => unknown) => ({
      path,
      ask,
      body: { message: "API rate limit exceeded for user ID 1." },
    });
    await giveEach(scene.github, 403, [limit(/./, policy)], told);
    await giveEach(scene.github, 429, [limit(/./, obstacles)], told);
  });

  performs("that are kept out of a repository are let in", async (told) => {
    for (const message of [
      "Repository access blocked",
      "Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.",
    ]) {
      for (const [path, ask] of [
        [/./, policy],
        [/secrets/, secret(repository)],
      ] as const) {
        const letIn = scene.github.inject({ path, answer: 403, body: { message } });
        const text = await told(ask());
        assert.doesNotMatch(text, /Metadata|single sign-on|permission/);
        letIn();
        forgets(scene.world);
        await ask();
      }
    }
  });

  performs(
    "of somebody who may only read the repository get the role that is named",
    async (told) => {
      const { repository: seen } = scene;
      const places: (() => Promise<unknown>)[] = [
        () => githubPlaces.occupied(scene.place(), look()),
        () => githubSecretPlaces.occupied(developmentPlace(repository), look()),
      ];
      for (const look of places) {
        await mendEach(look, [[() => (seen.role = "read"), () => (seen.role = "admin")]], told);
      }
    },
  );
});

describe("A proxy before GitHub", () => {
  let scene: GithubScene;
  endPausesAtOnce();
  beforeEach(async () => {
    scene = await GithubScene.create();
    forgets(scene.world);
  });
  afterEach(() => scene.close());

  performs("that answers with what is not GitHub's is taken away", async (told) => {
    const { world, github } = scene;
    const of = {
      owner: "acme",
      repository: "web-shop",
      apiUrl: github.url,
      credentials: githubCredentials,
    };
    const environment = { ...of, environment: "seal-production" };
    const variable = { ...of, variableName: "SEAL_PROJECT", value: "shop" };
    const environments = githubEnvironmentHandler(world);
    const variables = githubVariableHandler(world);
    const rows: { path: RegExp; method: string; body?: object; ask: () => unknown }[] = [
      {
        path: /environments/,
        method: "PUT",
        ask: () => environments.create(urn, { ...environment, adminsBypass: false }),
      },
      {
        path: /branch-policies/,
        method: "GET",
        body: [1],
        ask: () => githubBranchPolicyHandler(world).create(urn, { ...environment, branch: "main" }),
      },
      { path: /variables/, method: "POST", ask: () => variables.create(urn, variable) },
      { path: /variables/, method: "GET", ask: () => variables.read("", urn, variable) },
      {
        path: /environments/,
        method: "DELETE",
        ask: async () => {
          await environments.create(urn, { ...environment, adminsBypass: false });
          await githubEnvironmentHandler(world).delete(urn, environment);
        },
      },
      { path: /web-shop$/, method: "GET", ask: () => variables.read("", urn, variable) },
    ];
    await giveEach(github, 200, rows, told);
  });
});
