// What the demo and the tests run besides Node.js: names, versions, and how each is built.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The engine that is downloaded or built; one on PATH may be newer. */
export const engineVersion = "3.220.0";
/** Oldest engine on PATH that works, and the first that is not known to. */
export const engineRange = { from: "3.220.0", before: "4.0.0" };

/** `about` is the time of a build from empty caches on 2 cores, for people who wait. */
export const enginePrograms = [
  {
    name: "pulumi",
    module: "engine",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    // Without it `pulumi version` is empty.
    define: `github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${engineVersion}`,
    about: "3 min",
  },
  {
    name: "pulumi-language-nodejs",
    // The last line in which the Node.js language host is part of the sdk module.
    module: "language-nodejs",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    about: "30 s",
  },
];

/**
 * For programs in YAML. Its module and folder are its own: a new version builds nothing else again.
 * It is put beside a built engine, which looks for it there; official engines bring theirs.
 */
export const yamlProgram = {
  name: "pulumi-language-yaml",
  module: "language-yaml",
  package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
  about: "1 min",
};

/** Scripts of ours that a built engine looks for beside itself. */
export const scripts = ["pulumi-analyzer-policy", "pulumi-resource-pulumi-nodejs"];

/** Versions are those of the npm packages @pulumi/<plugin> that the lock file installs. */
export const plugins = [
  {
    plugin: "github",
    version: "6.15.0",
    name: "pulumi-resource-github",
    module: "plugins",
    package: "./cmd/pulumi-resource-github",
    about: "3 min",
  },
  {
    plugin: "azuredevops",
    version: "3.16.1",
    name: "pulumi-resource-azuredevops",
    module: "plugins",
    package: "./cmd/pulumi-resource-azuredevops",
    about: "20 s",
  },
  {
    plugin: "random",
    version: "4.21.2",
    name: "pulumi-resource-random",
    module: "plugins",
    package: "./cmd/pulumi-resource-random",
    about: "20 s",
  },
];

/** Makes the local SDKs; built only by `npm run sdks`. */
export const sdkGenerator = {
  name: "sdk-generator",
  module: "sdks",
  package: ".",
  about: "2 min",
};

export const moduleFolder = (module) => join(root, "toolchain", module);
export const scriptPath = (name) => join(root, "toolchain", "beside", name);
export const executable = (name) => (process.platform === "win32" ? `${name}.exe` : name);
