import { gitlabProduction, gitlabVariable } from "../examples";
import { entriesOf } from "../entries";
import { formatPath, violation, type Finding } from "../finding";
import { isSecretAt, typeOf, type Resource } from "../resource";
import { defineRule } from "../rule";
import type { Scene } from "../scene";
import { recognition, type Recognition } from "../tokens";
import type { Path, Value } from "../value";

export const tokenFromSecret = defineRule({
  name: "seal-token-from-secret",
  title: "A token comes from a secret",
  description:
    "A Seal token comes from secret configuration, and the program marks it as a secret wherever it is stored.",
  why: "A value that is not marked is in clear in the stack's configuration file, in its state, and in previews. Providers do not mark every property themselves: GitLab's variables are in clear unless the program marks them.",
  severity: "critical",
  level: "mandatory",
  remediation:
    "Set it with `pulumi config set --secret`, read it with `config.requireSecret`, or wrap it in `pulumi.secret`. Treat a token that was in clear as leaked: make a new one and revoke this one.",
  settings: recognition,
  example: {
    bad: { resources: { token: gitlabVariable({ value: "${sealTokenInClear}" }) } },
    good: gitlabProduction,
  },

  resource(resource, scene, settings) {
    const tokens = scene.tokens(settings);
    return tokenValues(resource, scene, settings).flatMap(({ path, value }): Finding[] => {
      const held = typeof value === "string" ? tokens.holding(value)?.token : undefined;
      const named = held ? ` (fingerprint ${held.fingerprint})` : "";
      const key =
        held &&
        [...(scene.plainConfiguration ?? [])].find(([, text]) => held.finder.find(text))?.[0];
      if (key !== undefined) {
        return [
          violation(
            resource,
            `${formatPath(path)} holds a Seal token${named} that is in clear in the stack's configuration, under ${formatPath([key.replace(":", ".")])}`,
          ),
        ];
      }
      if (isSecretAt(resource, path) !== false) return [];
      return [
        violation(
          resource,
          `${formatPath(path)} holds a Seal token${named} that is not marked as a secret: it is in clear in the stack's state`,
        ),
      ];
    });
  },
});

/** Where a resource holds a token by its nature; what it holds by mistake is another rule's. */
function tokenValues(
  resource: Resource,
  scene: Scene,
  settings: Recognition,
): { path: Path; value: Value }[] {
  if (typeOf(resource) === "seal:Token") return [{ path: ["token"], value: resource.props.token }];
  if (entriesOf(resource).length === 0) return [];
  return scene
    .tokenEntries(settings, resource)
    .flatMap(({ entry }) => entry.values)
    .filter(({ value }) => value !== "");
}
