// As sdks.ts, for people who write JavaScript.
const pulumi = require("@pulumi/pulumi");
const declared = {};
pulumi.runtime.setMocks({
  newResource: ({ type, inputs }) => ((declared[type] = inputs), { id: "id", state: inputs }),
  call: ({ inputs }) => inputs,
});
const azuredevops = require("@pulumi/azuredevops");
const gitlab = require("@pulumi/gitlab");

new gitlab.GroupVariable("variable", { group: "acme", key: "SEAL_TOKEN", value: "canaryValue" });
new azuredevops.Provider("provider", { personalAccessToken: "canaryCredentials" });

process.on("exit", () => process.stdout.write(JSON.stringify(declared)));
