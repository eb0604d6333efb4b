import type { Resource } from "../resource";
import { at, elements, isAbsent, notYetKnown, type Path, type Value } from "../value";
import type { Entry } from "./entry";

const inGroup = {
  host: "Azure DevOps",
  reach: "variable group",
  readers: "pipelines that may use the group read it, as its checks let them",
} as const;

export function azureDevopsEntries(resource: Resource, name: string): Entry[] {
  const { props } = resource;
  switch (name) {
    case "VariableGroup":
      return listed(resource, { ...inGroup, kind: "Azure DevOps variable of a group" });
    case "VariableGroupVariable":
      return [variable(resource, [], { ...inGroup, kind: "Azure DevOps variable of a group" })];
    case "BuildDefinition":
      return listed(
        { ...resource, props },
        {
          host: "Azure DevOps",
          kind: "Azure DevOps pipeline variable",
          reach: "every branch",
          readers: "runs of the pipeline read it on every branch",
        },
      );
    default:
      return [];
  }
}

/** `seal:index:AzureDevopsVariableGroup`: a group as the Azure DevOps provider makes it, with one `value` for both. */
export function ownAzureDevopsEntries(resource: Resource, name: string): Entry[] {
  if (name !== "AzureDevopsVariableGroup") return [];
  const kind = { ...inGroup, kind: "Azure DevOps variable of a group" };
  return listed(resource, kind).map((entry, index) => {
    const path = ["variables", index, "isSecret"];
    return { ...entry, isSecret: at(resource.props, ...path) ?? false, secretPath: path };
  });
}

type Kind = Pick<Entry, "host" | "kind" | "reach" | "readers">;

function listed(resource: Resource, kind: Kind): Entry[] {
  const list = elements(resource.props.variables);
  return list.map((_, index) => variable(resource, ["variables", index], kind));
}

function variable(resource: Resource, path: Path, kind: Kind): Entry {
  const { props } = resource;
  const values = ["secretValue", "value"]
    .map((property) => ({ path: [...path, property], value: at(props, ...path, property) }))
    .filter(({ value }) => !isAbsent(value));
  return {
    ...kind,
    resource,
    name: at(props, ...path, "name"),
    namePath: [...path, "name"],
    values,
    isSecret: isKeptSecret(resource, path),
    secretPath: [...path, isAbsent(at(props, ...path, "value")) ? "isSecret" : "value"],
  };
}

/**
 * A group's variable is secret by `isSecret` and `secretValue`, one that stands alone by
 * `secretValue`; what comes from a key vault always is (the provider's documentation, 1.16).
 */
function isKeptSecret({ props }: Resource, path: Path): Value {
  if (!isAbsent(props.keyVault)) return true;
  const [value, secretValue, flag] = ["value", "secretValue", "isSecret"].map((property) =>
    at(props, ...path, property),
  );
  // The provider writes an absent text back as an empty one.
  if (!isAbsent(value) && value !== "") return value === notYetKnown ? notYetKnown : false;
  if (path.length > 0) return flag ?? false;
  return !isAbsent(secretValue);
}
