import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { examples } from "./support/azure-devops-resources";
import { PluginProcess } from "./support/plugin-process";
import { clone, pluginPaths } from "./support/programs";

interface Property {
  readonly type: string;
  readonly secret?: boolean;
  readonly replaceOnChanges?: boolean;
}
type Shape = Record<string, Property>;

/** What the published plugin has. */
const { resources, types } = JSON.parse(
  readFileSync(join(clone, "sdks", "schemas", "azuredevops.json"), "utf8"),
) as { resources: Record<string, { inputs: Shape }>; types: Record<string, Shape> };

const executable = join(
  process.env.PULUMI_SEAL_PLUGINS ?? "",
  pluginPaths.find((path) => path.includes("azuredevops")) ?? "",
);

describe("the Azure DevOps plugin", () => {
  const requests: { url: string; authorization: string | undefined }[] = [];
  // Where its clients are: without areas of their own all are at the organization's address.
  const server = createServer((request, response) => {
    requests.push({ url: request.url!, authorization: request.headers.authorization });
    response.setHeader("content-type", "application/json");
    const value = request.method === "OPTIONS" ? [locationOfAreas] : [];
    response.end(JSON.stringify({ count: value.length, value }));
  });
  let plugin: PluginProcess;

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    plugin = await PluginProcess.start(executable, {
      AZDO_ORG_SERVICE_URL: `http://127.0.0.1:${port}/acme`,
      AZDO_PERSONAL_ACCESS_TOKEN: "canaryCredentials",
    });
    await plugin.configure();
  });
  after(() => {
    plugin.stop();
    server.closeAllConnections();
    server.close();
  });

  it("takes organization and credentials from its environment variables", () => {
    const basic = Buffer.from("_:canaryCredentials").toString("base64");
    assert.deepEqual(requests[0], { url: "/acme/_apis", authorization: `Basic ${basic}` });
  });

  it("is tried with every resource of its schema", () => {
    assert.deepEqual(Object.keys(examples).sort(), Object.keys(resources).sort());
  });

  for (const [type, { inputs: shape }] of Object.entries(resources)) {
    const { inputs, changes, before = {} } = examples[type]!;

    it(`marks of ${type} the secrets that the published plugin does`, async () => {
      const previewed = await plugin.preview(type, inputs);
      assert.deepEqual(secretsIn(previewed), secretsOf(shape));
    });

    it(`is tried with every input of ${type}`, () => {
      assert.deepEqual(Object.keys(changes).sort(), Object.keys(shape).sort());
    });

    for (const [name, { replaceOnChanges = false }] of Object.entries(shape)) {
      const verb = replaceOnChanges ? "replaces" : "updates in place";
      it(`${verb} ${type} when ${name} changes`, async () => {
        const olds = before[name] ?? inputs;
        const news = { ...olds, [name]: changes[name]! };
        const replaces = await plugin.replaces(type, olds, news);
        assert.deepEqual(replaces, replaceOnChanges ? [name] : []);
      });
    }
  }
});

/** Azure DevOps REST, resource location "ResourceAreas" of area "Location". */
const locationOfAreas = {
  id: "e81700f7-3be2-46de-8624-2eb35882fcaa",
  area: "Location",
  resourceName: "ResourceAreas",
  routeTemplate: "_apis/{resource}/{areaId}",
  resourceVersion: 1,
  minVersion: "1.0",
  maxVersion: "7.2",
  releasedVersion: "7.1",
};

/** What the upstream provider hands on and keeps nowhere: the password of an import. */
const writeOnly = "password";

/** Names of the properties that are in the engine's envelope of a secret, at any depth. */
function secretsIn(value: unknown, name = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  if ("4dabf18193072939515e22adb298388d" in value) return [name];
  return Object.entries(value)
    .flatMap(([key, item]) => secretsIn(item, Array.isArray(value) ? name : key))
    .sort();
}

function secretsOf(shape: Shape): string[] {
  return Object.entries(shape)
    .flatMap(([name, { type, secret }]) => {
      const nested = types[type.replace("[]", "")];
      if (secret) return name === writeOnly ? [] : [name];
      return nested ? secretsOf(nested) : [];
    })
    .sort();
}
