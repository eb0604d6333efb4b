import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/root";
import { lockFile, manifest } from "./support/manifest";
import { run } from "./support/npm";

/* Where the code that we build on comes from; does not prove that it means well. */

const entries = Object.entries(lockFile.packages).filter(([path]) => path !== "");
/** The local SDKs, which npm links: code of this repository. */
const isLocal = (path: string) =>
  path.startsWith("sdks/") || lockFile.packages[path]?.link === true;

describe("the lock file", () => {
  it("names no registry, so that everybody installs from their own", () => {
    const hosted = entries.filter(([, { resolved }]) => (resolved ?? "").includes(":"));
    assert.deepEqual(hosted, []);
  });

  it("links nothing but the local SDKs", () => {
    for (const [path, { link, resolved }] of entries) {
      if (link) assert.match(resolved ?? "", /^sdks\/\w+$/, path);
    }
  });

  it("has a SHA-512 of everything that a registry gives", () => {
    const fromRegistry = entries.filter(([path]) => !isLocal(path));
    assert.ok(fromRegistry.length > 100, "the lock file was read");
    const loose = fromRegistry.filter(
      ([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ""),
    );
    assert.deepEqual(loose, []);
  });

  it("is kept so by npm, whatever the person has set", () => {
    assert.match(
      readFileSync(join(root, ".npmrc"), "utf8"),
      /^omit-lockfile-registry-resolved=true$/m,
    );
  });

  it("lists every package that runs a script when it is installed, and whether it may", () => {
    const withScripts = entries.filter(([, { hasInstallScript }]) => hasInstallScript);
    const names = withScripts.map(([path]) => path.replace(/^.*node_modules\//, "")).sort();
    assert.deepEqual(names, Object.keys(manifest.allowScripts).sort());
    const allowed = names.filter((name) => manifest.allowScripts[name]);
    assert.deepEqual(allowed, ["node"], "it brings the Node.js that the tests run on");
  });
});

describe("the manifest", () => {
  it("has no script that runs where the package is installed", () => {
    // npm runs these of a package, or of a git dependency: docs.npmjs.com, "scripts".
    const hooks = [
      "preinstall",
      "install",
      "postinstall",
      "preprepare",
      "prepare",
      "postprepare",
      "dependencies",
      "prepublish",
    ];
    assert.deepEqual(
      Object.keys(manifest.scripts).filter((name) => hooks.includes(name)),
      [],
    );
  });

  it("is published with provenance, to the registry that npm is set to", () => {
    assert.deepEqual(manifest.publishConfig, { access: "public", provenance: true });
  });

  it("cannot be published before it says where its repository is", async () => {
    const { code, stderr } = await run("node", ["toolchain/publishable.mjs"], root);
    assert.equal(manifest.scripts.prepublishOnly, "node toolchain/publishable.mjs");
    if (manifest.repository) assert.equal(code, 0, stderr);
    else assert.match(stderr, /^package\.json: repository\.url must be the https address/);
  });
});

describe("npm audit", () => {
  /** Advisories that do not concern us, by their address, and why. */
  const explained: Readonly<Record<string, string>> = {};

  it("knows nothing against what people install with the package", async function () {
    const { stdout } = await run("npm", ["audit", "--json", "--omit=dev"], root);
    const report = JSON.parse(stdout) as Report;
    if (!report.vulnerabilities) {
      this.test!.title += ` (not asked: the registry that npm is set to has no audit: ${report.statusCode ?? "no answer"})`;
      return this.skip();
    }
    const advisories = Object.values(report.vulnerabilities)
      .flatMap(({ via }) => via)
      .filter((via) => typeof via === "object");
    assert.deepEqual(
      advisories.filter(({ url }) => explained[url] === undefined),
      [],
    );
  });
});

interface Report {
  /** Of a registry that did not answer with a report. */
  readonly statusCode?: number;
  readonly vulnerabilities?: Readonly<
    Record<
      string,
      { readonly via: readonly (string | { readonly url: string; readonly title: string })[] }
    >
  >;
}
