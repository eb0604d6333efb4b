const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { PolicyPack } = require("@pulumi/policy");

// Inside the package the rules are beside this folder; a copy that is published depends on them.
const manifest = join(__dirname, "..", "package.json");
const isInside =
  existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === "pulumi-seal";
const { remedies, sealPolicies } = require(
  isInside ? join(__dirname, "..", "dist", "policies", "index.js") : "pulumi-seal/policies",
);

new PolicyPack("pulumi-seal", {
  displayName: "Seal Security tokens",
  description: "Nothing but main reads Seal production tokens",
  tags: ["seal", "secrets", "ci"],
  policies: sealPolicies(undefined, { isWholePack: true, remedies }),
});
