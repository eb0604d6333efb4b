import { githubProduction, sealToken } from "../examples";
import { entriesOf } from "../entries";
import { githubHelpers } from "../entries/github";
import { formatPath, violation } from "../finding";
import { typeOf } from "../resource";
import { defineRule } from "../rule";
import { recognition } from "../tokens";
import { isAbsent } from "../value";

const hosts = ["github", "gitlab", "azuredevops"];
const nameProperties = ["secretName", "variableName", "key", "name"];
const valueProperty = /value|secret|token|password|content|data|encrypted|cipher/i;

export const storeIsKnown = defineRule({
  name: "seal-store-is-known",
  title: "These rules know the stores that hold production tokens",
  description:
    "Nothing under a production token's name is in a resource of GitHub, GitLab or Azure DevOps whose type these rules do not know.",
  why: "A newer provider may bring a new kind of secret. Who can read it is not known to these rules, so that nothing shows that only main can.",
  severity: "high",
  level: "mandatory",
  remediation:
    "Use a store that these rules know, update pulumi-seal, or except the resource with a reason and an end date once you know who can read it.",
  settings: recognition,
  example: {
    bad: {
      resources: {
        secret: {
          type: "github:index/actionsRunnerSecret:ActionsRunnerSecret",
          properties: { runnerGroup: "linux", secretName: "SEAL_TOKEN", value: sealToken },
        },
      },
    },
    good: githubProduction,
  },

  resource(resource, scene, settings) {
    const [host = "", name = ""] = typeOf(resource).split(":");
    if (!hosts.includes(host) || githubHelpers.includes(name)) return [];
    if (entriesOf(resource).length > 0 || name.startsWith("VariableGroup")) return [];
    const property = nameProperties.find((candidate) => !isAbsent(resource.props[candidate]));
    const hasValue = Object.entries(resource.props).some(
      ([key, value]) =>
        valueProperty.test(key) && !nameProperties.includes(key) && !isAbsent(value),
    );
    if (property === undefined || !hasValue) return [];
    const type = scene.tokens(settings).typeByName({ name: resource.props[property] });
    if (type !== "production") return [];
    return [
      violation(
        resource,
        `${formatPath([property])} is a production token's name, and these rules do not know who can read a resource of this type`,
      ),
    ];
  },
});
