import { githubProduction, sealToken } from "../examples";
import { entriesOf } from "../entries";
import { formatPath, violation, undecided } from "../finding";
import { matchesAny } from "../pattern";
import { typeOf, type Resource } from "../resource";
import { defineRule } from "../rule";
import { findTokens } from "../search";
import { recognition } from "../tokens";
import { notYetKnown, type Path, type Props } from "../value";

export const productionValueOnlyInStores = defineRule({
  name: "seal-production-value-only-in-stores",
  title: "A production token's value is nowhere but in stores",
  description:
    "No property of a resource and no stack output holds a production token's value, but the stores that CI reads.",
  why: "Whatever holds the value is one more place to read it from: another provider's resource, a tag, a file, a command's environment. It is found in clear, in Base64 at any alignment and broken into lines, in hexadecimal, and behind the escapes of JSON, XML, shells and addresses, so also in Docker and npm configuration.",
  severity: "critical",
  level: "mandatory",
  remediation:
    "Remove the token from the property, and let CI read it from its store. List a secret manager that CI pulls from in `allowedTypes`, and a secret stack output that hands the token to other stacks in `sharedOutputs`. If the value was ever stored in clear, treat the token as leaked.",
  settings: ["allowedTypes", "sharedOutputs", ...recognition],
  example: {
    bad: {
      resources: {
        ...githubProduction.resources,
        npmrc: {
          type: "github:index/repositoryFile:RepositoryFile",
          properties: {
            repository: "web-shop",
            file: ".npmrc",
            content: `//npm.sealsecurity.io/:_password=${sealToken}`,
          },
        },
      },
    },
    good: githubProduction,
  },

  resource(resource, scene, settings) {
    const tokens = scene.tokens(settings);
    if (typeOf(resource) === "seal:Token" && resource.props.token === notYetKnown) {
      return [undecided(resource, ["token"], "what is searched for in other resources")];
    }
    if (matchesAny(settings.allowedTypes, resource.type)) return [];
    const allowed = (props: Props) => allowedPlaces({ ...resource, props }, settings.sharedOutputs);
    return findTokens(resource, tokens, "production", allowed).map(({ path, token, encoding }) => {
      const shown = formatPath(path, (text) => tokens.holding(text) !== undefined);
      const where = typeOf(resource) === "pulumi:Stack" ? `the stack output ${shown}` : shown;
      return violation(
        resource,
        `${where} holds a production token (fingerprint ${token.fingerprint}) ${encoding}`,
      );
    });
  },
});

/** Where a token belongs: in the resources that look after it, and in what CI reads. */
function allowedPlaces(resource: Resource, sharedOutputs: readonly string[]) {
  const type = typeOf(resource);
  if (type === "pulumi:StackReference") return () => true;
  const stores = entriesOf(resource).flatMap(({ values }) => values.map(({ path }) => path));
  return (path: Path): boolean => {
    const [root] = path;
    if (type === "pulumi:Stack") return matchesAny(sharedOutputs, String(root));
    if (type.startsWith("seal:") && root === "token") return true;
    return stores.some((store) => store.join() === path.join());
  };
}
