import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import {
  canary,
  declare,
  declareAny,
  judge,
  otherCanary,
  summary,
  unknown,
  type Declared,
  type Judgement,
} from "../../support/judge";

/* A production token's value outside of stores, all rules at work. */

const rule = "production-value-only-in-stores";
const base64 = (text: string) => Buffer.from(text).toString("base64");

const production = declareAny("seal:index:Token", "token", {
  type: "production",
  token: canary,
  tokenName: "ci-a",
  expiry: "never",
  rotation: { every: "90 days" },
  project: "web-shop",
});
const confirmation = declareAny(
  "seal:index:Confirmation",
  "confirmation",
  { fingerprint: unknown, runs: [{}] },
  { from: { fingerprint: [production] } },
);
const held = [production, confirmation];

const command = (props: object) =>
  declareAny("command:local:Command", "leak", { create: "npm ci", ...props });
const file = (content: string) =>
  declare(github.RepositoryFile, "leak", { repository: "web-shop", file: ".npmrc", content });

describe("a production token's value", () => {
  const cases: [string, Declared[], string[], Judgement?][] = [
    [
      "is not looked for where the stack holds none",
      [command({ environment: { SEAL_TOKEN: canary } })],
      [],
    ],
    [
      "is not what a state file has in place of every secret",
      [
        { ...production, props: { ...production.props, token: "[secret]" } },
        confirmation,
        command({ environment: { DATABASE_PASSWORD: "[secret]" } }),
      ],
      [],
    ],
    [
      "may be in the resources that look after it",
      [
        ...held,
        declareAny("seal:index:Retirement", "retirement", { token: canary, superseded: [] }),
      ],
      [],
    ],
    [
      "may be in a stack reference, which reads it from its own stack",
      [
        ...held,
        declareAny(
          "pulumi:pulumi:StackReference",
          "shared",
          { name: "acme/seal/main" },
          { outputs: { outputs: { sealToken: canary } } },
        ),
      ],
      [],
    ],
    [
      "may be in a secret manager that is listed",
      [
        ...held,
        declareAny("aws:secretsmanager/secretVersion:SecretVersion", "manager", {
          secretId: "1",
          secretString: canary,
        }),
      ],
      [],
      {
        config: {
          "seal-production-value-only-in-stores": { allowedTypes: ["aws:secretsmanager/*"] },
        },
      },
    ],
    [
      "may be in a stack output that is listed",
      held,
      [],
      {
        stackOutputs: { sealToken: canary },
        config: { "seal-production-value-only-in-stores": { sharedOutputs: ["sealToken"] } },
      },
    ],
    [
      "is not a development token's",
      [
        declareAny("seal:index:Token", "development", {
          ...production.props,
          type: "development",
          token: otherCanary,
        }),
        command({ environment: { SEAL_TOKEN: otherCanary } }),
      ],
      [],
    ],
    [
      "is found in a command's environment",
      [...held, command({ environment: { NPM_TOKEN: canary } })],
      [`leak: ${rule}`],
    ],
    [
      "is found in a command",
      [...held, command({ create: `echo ${canary} | docker login` })],
      [`leak: ${rule}`],
    ],
    [
      "is found in a tag",
      [...held, declareAny("aws:s3/bucket:Bucket", "leak", { tags: { owner: "ci", t: canary } })],
      [`leak: ${rule}`],
    ],
    [
      "is found as the name of a tag",
      [...held, declareAny("aws:s3/bucket:Bucket", "leak", { tags: { [canary]: "x" } })],
      [`leak: ${rule}`],
    ],
    [
      "is found deep inside",
      [
        ...held,
        declareAny("kubernetes:core/v1:Pod", "leak", {
          spec: {
            containers: [
              {
                env: [
                  { name: "A", value: "b" },
                  { name: "T", value: canary },
                ],
              },
            ],
          },
        }),
      ],
      [`leak: ${rule}`],
    ],
    [
      "is found in a Docker configuration of Kubernetes",
      [
        ...held,
        declareAny("kubernetes:core/v1:Secret", "leak", {
          data: {
            ".dockerconfigjson": base64(
              JSON.stringify({ auths: { r: { auth: base64(`web:${canary}`) } } }),
            ),
          },
        }),
      ],
      [`leak: ${rule}`],
    ],
    [
      "is found in a committed npmrc",
      [...held, file(`//npm.sealsecurity.io/:_password=${base64(canary)}`)],
      [`leak: ${rule}`],
    ],
    [
      "is found in a committed Maven configuration",
      [...held, file(`<password>${canary}</password>`)],
      [`leak: ${rule}`],
    ],
    [
      "is found in random keepers",
      [...held, declare(random.RandomId, "leak", { byteLength: 4, keepers: { token: canary } })],
      [`leak: ${rule}`],
    ],
    [
      "is found in the description of a store",
      [
        ...held,
        declareAny("gitlab:index/projectVariable:ProjectVariable", "leak", {
          project: "acme/web-shop",
          key: "OTHER",
          value: "x",
          description: `was ${canary}`,
        }),
      ],
      [`leak: ${rule}`],
    ],
    [
      "is found in the configuration of a provider",
      [
        ...held,
        declareAny("pulumi:providers:docker", "leak", {
          registryAuth: JSON.stringify([{ password: canary }]),
        }),
      ],
      [`leak: ${rule}`],
    ],
    [
      "is found in a component's inputs",
      [...held, declareAny("acme:ci:Pipeline", "leak", { token: canary })],
      [`leak: ${rule}`],
    ],
    [
      "is found in a component's outputs",
      [
        ...held,
        declareAny("acme:ci:Pipeline", "leak", {}, { outputs: { url: `https://x:${canary}@y` } }),
      ],
      [`leak: ${rule}`],
    ],
    [
      "is found in the code of a dynamic provider",
      [
        ...held,
        declareAny("pulumi-nodejs:dynamic:Resource", "leak", {
          __provider: `exports.x = () => "${canary}"`,
        }),
      ],
      [`leak: ${rule}`],
    ],
    [
      "is found in an output that only the provider computes",
      [
        ...held,
        declareAny(
          "command:local:Command",
          "leak",
          { create: "env" },
          { outputs: { stdout: `SEAL_TOKEN=${canary}\n` } },
        ),
      ],
      [`leak: ${rule}`],
    ],
    [
      "is found in a secret manager that nobody listed",
      [
        ...held,
        declareAny("aws:secretsmanager/secretVersion:SecretVersion", "leak", {
          secretString: canary,
        }),
      ],
      [`leak: ${rule}`],
    ],
    [
      "is found in a stack output",
      held,
      [`web-dev: ${rule}`],
      { stackOutputs: { sealToken: canary } },
    ],
    [
      "is found in a stack output in Base64",
      held,
      [`web-dev: ${rule}`],
      { stackOutputs: { auth: { basic: base64(`u:${canary}`) } } },
    ],
    [
      "is found before the token is declared",
      [command({ environment: { NPM_TOKEN: canary } }), ...held],
      [`leak: ${rule}`],
    ],
    [
      "is found where a store's name tells the token",
      [
        declareAny("gitlab:index/projectVariable:ProjectVariable", "variable", {
          project: "acme/web-shop",
          key: "SEAL_TOKEN",
          value: canary,
          protected: true,
          masked: true,
        }),
        command({ environment: { NPM_TOKEN: canary } }),
      ],
      [`leak: ${rule}`],
    ],
    [
      "is found in each place of a resource",
      [...held, command({ environment: { A: canary, B: base64(canary) }, create: canary })],
      [`leak: ${rule}`, `leak: ${rule}`, `leak: ${rule}`],
    ],
    [
      "is found in the tokenName of the token itself",
      [{ ...production, props: { ...production.props, tokenName: canary } }, confirmation],
      [`token: ${rule}`],
    ],
    [
      "is said to be not yet known when it is",
      [{ ...production, props: { ...production.props, token: unknown } }, confirmation],
      [`token? ${rule}`],
    ],
    [
      "is passed over where a preview does not know the other value",
      [...held, command({ environment: { A: unknown }, stdin: unknown })],
      [],
    ],
  ];
  for (const [what, resources, expected, options] of cases) {
    it(what, async () => assert.deepEqual(summary(await judge(resources, options)), expected));
  }

  it("is found in an asset's text, before anything is written", async () => {
    const leak = declareAny("aws:s3/bucketObject:BucketObject", "leak", {
      source: new pulumi.asset.StringAsset(`TOKEN=${canary}`),
    });
    const archive = declareAny("aws:lambda/function:Function", "function", {
      code: new pulumi.asset.AssetArchive({ "a.env": new pulumi.asset.StringAsset(canary) }),
      other: new pulumi.asset.FileArchive("./folder"),
    });
    const told = await judge([...held, leak, archive], { resourcesOnly: true });
    assert.deepEqual(summary(told), [`function: ${rule}`, `leak: ${rule}`]);
  });

  describe("in files that assets name", () => {
    const folder = mkdtempSync(join(tmpdir(), "pulumi-seal-assets-"));
    after(() => rmSync(folder, { recursive: true }));
    const written = (name: string, text: string) => {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const { FileArchive, FileAsset, AssetArchive, RemoteAsset } = pulumi.asset;
    const object = (source: unknown) =>
      declareAny("aws:s3/bucketObject:BucketObject", "leak", { source });
    const says = async (source: unknown) => {
      const told = await judge([...held, object(source)], { resourcesOnly: true });
      return told.map(({ resource, message }) => `${resource}: ${/`[^`]+`/.exec(message)?.[0]}`);
    };

    it("is found in a file, before anything is written", async () => {
      const npmrc = written("npmrc", `//npm.sealsecurity.io/:_password=${base64(canary)}`);
      assert.deepEqual(await says(new FileAsset(npmrc)), ["leak: `source.content`"]);
    });

    it("is found in a folder, and told by the file's name", async () => {
      written("code/src/main.js", "console.log(1)");
      written("code/src/.npmrc", `//npm.sealsecurity.io/:_authToken=${canary}`);
      assert.deepEqual(await says(new FileArchive(join(folder, "code"))), [
        'leak: `source.content.src[".npmrc"]`',
      ]);
    });

    it("is found in a file of an archive that the program puts together", async () => {
      const file = new FileAsset(written("app.env", `SEAL_TOKEN=${canary}`));
      assert.deepEqual(await says(new AssetArchive({ env: file })), [
        "leak: `source.assets.env.content`",
      ]);
    });

    it("is not in other files, in none, nor in what is elsewhere", async () => {
      const harmless = new FileAsset(written("harmless", "registry=https://npm.sealsecurity.io"));
      assert.deepEqual(await says(harmless), []);
      assert.deepEqual(await says(new FileAsset(join(folder, "missing"))), []);
      assert.deepEqual(await says(new RemoteAsset("https://files.example/npmrc")), []);
    });

    it("is not shown where it is the name of a file", async () => {
      written(`named/${canary}`, "x");
      assert.deepEqual(await says(new FileArchive(join(folder, "named"))), [
        "leak: `source.content.…`",
      ]);
    });
  });

  it("is told by path, encoding and fingerprint", async () => {
    const [told] = await judge([
      ...held,
      command({ environment: { NPM_AUTH: base64(`u:${canary}`) } }),
    ]);
    assert.match(
      told!.message,
      /`environment\.NPM_AUTH` holds a production token \(fingerprint [0-9a-f]{12}\) in Base64\n/i,
    );
  });

  it("is withheld where it is a part of a path", async () => {
    const tags = { [`x-${canary}`]: "y" };
    const [told] = await judge([...held, declareAny("aws:s3/bucket:Bucket", "leak", { tags })]);
    assert.match(told!.message, /`tags\.…` holds/);
  });

  it("is reported once, although the engine asks twice", async () => {
    const told = await judge([...held, command({ environment: { A: canary } })]);
    assert.deepEqual(
      told.map(({ when }) => when),
      ["resource"],
    );
  });
});
