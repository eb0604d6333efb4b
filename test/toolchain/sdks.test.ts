import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { clone } from "./support/programs";

interface Schema {
  readonly version: string;
  readonly config: Record<string, unknown>;
  readonly resources: Record<string, unknown>;
}

type Sdk = Record<string, { __pulumiType?: string }> & { readonly config: object };

const load = createRequire(__filename);
const schemas = join(clone, "sdks", "schemas");

/** The envelope in which the engine gets a secret. */
const secret = (value: string): object => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

for (const name of readdirSync(schemas).map((file) => basename(file, ".json"))) {
  describe(`the local SDK @pulumi/${name}`, () => {
    const schema = load(join(schemas, `${name}.json`)) as Schema;
    const sdk = load(`@pulumi/${name}`) as Sdk;

    it("has the resources of its schema, under their tokens, and no other", () => {
      const tokens = Object.keys(sdk)
        .map((key) => sdk[key]?.__pulumiType)
        .filter((token) => token?.includes(":"));
      assert.deepEqual(tokens.sort(), Object.keys(schema.resources).sort());
    });

    it("has the configuration of its schema", () => {
      assert.deepEqual(Object.keys(sdk.config).sort(), Object.keys(schema.config).sort());
    });

    it("has the version of its schema, by which the engine picks the plugin", () => {
      const manifest = load(`@pulumi/${name}/package.json`) as Record<string, unknown>;
      assert.equal(manifest.version, schema.version);
      assert.deepEqual(manifest.pulumi, { resource: true, name, version: schema.version });
    });

    it("installs without scripts, and is not to be published", () => {
      const manifest = load(`@pulumi/${name}/package.json`) as Record<string, unknown>;
      assert.equal(manifest.private, true);
      assert.equal(manifest.scripts, undefined);
    });

    it("is an optional peer in a range that holds its version", () => {
      const manifest = JSON.parse(readFileSync(join(clone, "package.json"), "utf8")) as {
        peerDependencies: Record<string, string>;
        peerDependenciesMeta: Record<string, { optional?: boolean }>;
      };
      const range = manifest.peerDependencies[`@pulumi/${name}`];
      assert.ok(range, "a peer");
      const [, from, before] = /^>=(\d+)\.\d+\.\d+ <(\d+)$/.exec(range) ?? [];
      const major = Number.parseInt(schema.version);
      assert.ok(Number(from) <= major && major < Number(before), `${range}: ${schema.version}`);
      assert.equal(manifest.peerDependenciesMeta[`@pulumi/${name}`]?.optional, true);
    });
  });
}

describe("a program with the local SDKs", () => {
  const run = (program: string, ...options: string[]): unknown =>
    JSON.parse(
      execFileSync(process.execPath, [...options, join(__dirname, "programs", program)], {
        encoding: "utf8",
      }),
    );

  it("in TypeScript declares their resources, and marks the secrets that the schema names", () => {
    assert.deepEqual(run("sdks.ts", "--import", "tsx"), {
      "gitlab:index/projectVariable:ProjectVariable": {
        project: "acme/checkout",
        key: "SEAL_TOKEN",
        value: "canaryValue",
      },
      "azuredevops:index/variableGroup:VariableGroup": {
        projectId: "payments",
        variables: [{ name: "SEAL_PROJECT", value: "checkout" }],
      },
      "azuredevops:index/variableGroupVariable:VariableGroupVariable": {
        projectId: "payments",
        variableGroupId: "group-id",
        name: "SEAL_TOKEN",
        secretValue: secret("canaryValue"),
      },
    });
  });

  it("in JavaScript does so without a compiler", () => {
    assert.deepEqual(run("sdks.cjs"), {
      "gitlab:index/groupVariable:GroupVariable": {
        group: "acme",
        key: "SEAL_TOKEN",
        value: "canaryValue",
      },
      "pulumi:providers:azuredevops": { personalAccessToken: secret("canaryCredentials") },
    });
  });
});
