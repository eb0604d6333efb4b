import { githubProduction, gitlabVariable } from "../examples";
import { violation, type Finding } from "../finding";
import { typeOf, type Resource } from "../resource";
import { defineRule } from "../rule";
import type { Scene } from "../scene";
import { recognition } from "../tokens";
import { tokenIn } from "../wording";

export const storeInBinding = defineRule({
  name: "seal-store-in-binding",
  title: "A binding declares every store of its token",
  description:
    "A store that holds the token of a binding is one of the binding's, and with `bindingRequired` every store of a production token is.",
  why: "A store beside the binding is not written in order, not confirmed, and not waited for: a rotation revokes the old token while that store may still hold it.",
  severity: "medium",
  level: "mandatory",
  remediation:
    "Add the store to `stores` of the TokenBinding, and remove the resource; the binding can adopt what exists.",
  settings: ["bindingRequired", ...recognition],
  example: {
    bad: { settings: { bindingRequired: true }, resources: { token: gitlabVariable({}) } },
    good: githubProduction,
  },

  resource(resource, scene, settings) {
    return scene.tokenEntries(settings, resource).flatMap((found): Finding[] => {
      const own = bindingOf(resource, scene);
      const origin = found.token?.isDeclared ? found.token.origin : undefined;
      const binding = origin && bindingOf(origin, scene);
      if (binding && binding !== own) {
        return [
          violation(
            resource,
            `it holds ${tokenIn(found)} of the binding "${nameOf(binding)}", and is none of its stores`,
          ),
        ];
      }
      if (own || !settings.bindingRequired || found.type !== "production") return [];
      return [violation(resource, `it holds ${tokenIn(found)}, and no binding declares it`)];
    });
  },
});

/** The URN of the binding that a resource is a part of. */
function bindingOf(resource: Resource, scene: Scene): string | undefined {
  for (let above: Resource | undefined = resource; above?.parent; above = scene.get(above.parent)) {
    if (typeOf({ type: typeInUrn(above.parent) }) === "seal:TokenBinding") return above.parent;
  }
  return undefined;
}

function typeInUrn(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}
