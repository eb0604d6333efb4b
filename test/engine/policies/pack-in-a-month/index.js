require("tsx/cjs");
const { PolicyPack } = require("@pulumi/policy");
const { retirementDone, sealPolicies } = require("../../../../src/policies/index.ts");

const day = 24 * 60 * 60 * 1000;

new PolicyPack("in-a-month", {
  policies: sealPolicies([retirementDone], { now: () => new Date(Date.now() + 30 * day) }),
});
