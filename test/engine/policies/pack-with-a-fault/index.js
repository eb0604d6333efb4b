require("tsx/cjs");
const { PolicyPack } = require("@pulumi/policy");
const { rules, sealPolicies } = require("../../../../src/policies/index.ts");

const faulty = {
  ...rules[0],
  name: "seal-faulty",
  settings: [],
  resource: ({ props }) => {
    throw new Error(`no rule for ${JSON.stringify(props)}`);
  },
};

new PolicyPack("with-a-fault", { policies: sealPolicies([faulty, ...rules]) });
