const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { PolicyPack } = require("@pulumi/policy");

// Inside the package the rules are beside this folder; a copy that is published depends on them.
const beside = join(__dirname, "..", "dist", "policies", "index.js");
const { remedies, sealPolicies } = require(existsSync(beside) ? beside : "pulumi-seal/policies");

new PolicyPack("pulumi-seal", {
  displayName: "Seal Security tokens",
  description: "Nothing but main reads Seal production tokens",
  tags: ["seal", "secrets", "ci"],
  policies: sealPolicies(undefined, { isWholePack: true, remedies }),
});
