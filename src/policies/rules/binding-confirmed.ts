import { token } from "../examples";
import { advice, formatPath, undecided, violation, type Finding } from "../finding";
import { areSame, type Resource } from "../resource";
import { defineRule } from "../rule";
import type { Scene } from "../scene";
import { at, elements, notYetKnown } from "../value";

/** Hosts whose stores can have a CI run: those of the input `runs` of seal:index:Confirmation. */
export const confirmingHosts: readonly string[] = ["azure-devops", "github", "gitlab"];

const confirmation = (runs: readonly object[]) => ({
  type: "seal:index:Confirmation",
  properties: {
    generation: "1",
    fingerprint: "${token.fingerprint}",
    written: [],
    runs,
  },
});

const production = token({ type: "production", tokenName: "ci-production-2026-11" });

export const bindingConfirmed = defineRule({
  name: "seal-binding-confirmed",
  title: "A CI run confirms a production token",
  description:
    "Every production token has a confirmation with at least one CI run, where a host of its stores can run one.",
  why: "Without a CI run nobody knows that builds work with the new token before the old one is revoked, and then all of them may fail at once.",
  severity: "medium",
  level: "mandatory",
  remediation:
    "Give a store of the binding `confirm`. Where there is no CI to run, except the resource with that reason and an end date.",
  settings: [],
  example: {
    bad: { resources: { token: production, confirmation: confirmation([]) } },
    good: {
      resources: {
        token: production,
        confirmation: confirmation([
          {
            host: "github",
            owner: "acme",
            repository: "web-shop",
            workflow: "seal.yml",
            branch: "main",
          },
        ]),
      },
    },
  },

  stack(scene) {
    const confirmations = scene.ofType("seal:Confirmation");
    return scene
      .ofType("seal:Token")
      .filter(({ props }) => props.type === "production")
      .flatMap((held): Finding[] => {
        const own = confirmations.filter((candidate) => confirms(candidate, held));
        if (own.length === 0) {
          return [violation(held, "it is a production token that no confirmation belongs to")];
        }
        const runs = own.map(({ props }) => props.runs);
        if (runs.some((list) => elements(list).length > 0)) return [];
        const unknown = own.find(({ props }) => props.runs === notYetKnown);
        if (unknown) return [undecided(unknown, ["runs"], "whether a CI run confirms the token")];
        const says = `${formatPath(["runs"])} is empty: no CI run confirms the token`;
        return own.map((empty) =>
          canConfirm(empty, scene)
            ? violation(empty, says)
            : advice(empty, `${says}, and no host of its stores can run one yet`),
        );
      });
  },
});

/** A binding's resources have the same parent; alone, they share the fingerprint. */
function confirms(confirmation: Resource, held: Resource): boolean {
  const [resource, property] = [confirmation, "fingerprint"];
  return (
    areSiblings(confirmation, held) ||
    areSame({ resource, property }, { resource: held, property }) === "yes"
  );
}

/** Whether a CI run could be declared, by the hosts of the binding's stores; unless all are known, yes. */
function canConfirm(confirmation: Resource, scene: Scene): boolean {
  const looks = scene.ofType("seal:Preflight").filter((look) => areSiblings(look, confirmation));
  const places = looks.flatMap(({ props }) => elements(props.places));
  const hosts = places.map((place) => at(place, "host"));
  return (
    hosts.length === 0 ||
    hosts.some((host) => typeof host !== "string" || confirmingHosts.includes(host))
  );
}

function areSiblings(a: Resource, b: Resource): boolean {
  const { parent } = a;
  return parent !== undefined && parent === b.parent && parent.includes("seal:index:TokenBinding");
}
