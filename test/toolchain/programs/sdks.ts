// Declares resources of the local SDKs, typed, and prints what reaches the engine.
import * as azuredevops from "@pulumi/azuredevops";
import * as gitlab from "@pulumi/gitlab";
import * as pulumi from "@pulumi/pulumi";

const declared: Record<string, unknown> = {};

void pulumi.runtime.setMocks({
  newResource({ type, name, inputs }) {
    declared[type] = inputs as unknown;
    return { id: `${name}-id`, state: inputs as Record<string, unknown> };
  },
  call: ({ inputs }) => inputs as Record<string, unknown>,
});

/** Never called: the compiler alone has to object. */
export function wrong(): void {
  // @ts-expect-error: a value is required
  new gitlab.ProjectVariable("wrong", { project: "acme/checkout", key: "SEAL_TOKEN" });
  // @ts-expect-error: there is no such argument
  new azuredevops.CheckBranchControl("wrong", { branches: "refs/heads/main" });
}

const variable = new gitlab.ProjectVariable("variable", {
  project: "acme/checkout",
  key: "SEAL_TOKEN",
  value: "canaryValue",
});
const variables: azuredevops.types.input.VariableGroupVariable[] = [
  { name: "SEAL_PROJECT", value: "checkout" },
];
const group = new azuredevops.VariableGroup("group", { projectId: "payments", variables });
new azuredevops.VariableGroupVariable("one", {
  projectId: "payments",
  variableGroupId: group.id,
  // An output that is always there is not optional.
  name: variable.key satisfies pulumi.Output<string>,
  secretValue: "canaryValue",
});

process.on("exit", () => process.stdout.write(JSON.stringify(declared)));
