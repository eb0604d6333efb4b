import { gitlabProduction, gitlabVariable } from "../examples";
import { formatPath, undecided, violation, type Finding } from "../finding";
import { areSame, typeOf, type Resource } from "../resource";
import { defineRule } from "../rule";
import { recognition } from "../tokens";
import { at, elements, isAbsent, notYetKnown, textOf, type Path, type Value } from "../value";
import { oneOf } from "../wording";

export const gitlabOnlyMainProtected = defineRule({
  name: "seal-gitlab-only-main-protected",
  title: "Main is the only protected ref beside a production token",
  description:
    "Where a GitLab project or group has a production token, this stack protects main branches only, and no tags, and the binding accepts no others.",
  why: "Protected variables go to pipelines on every protected branch and every protected tag, not just main (GitLab Docs, CI/CD variables). This rule sees the refs that this stack protects or accepts; the binding checks the live list.",
  severity: "critical",
  level: "mandatory",
  remediation:
    "Protect main only, literally, in projects and groups whose pipelines read the token, and leave `branch` and `accept` of the store out; give the token its own project or group where others must stay protected.",
  settings: ["mainBranches", ...recognition],
  example: {
    bad: {
      resources: {
        token: gitlabVariable({}),
        protection: {
          type: "gitlab:index/branchProtection:BranchProtection",
          properties: { project: "acme/web-shop", branch: "release/*" },
        },
      },
    },
    good: {
      resources: {
        ...gitlabProduction.resources,
        protection: {
          type: "gitlab:index/branchProtection:BranchProtection",
          properties: { project: "acme/web-shop", branch: "main" },
        },
      },
    },
  },

  resource(resource, _scene, { mainBranches }) {
    if (typeOf(resource) !== "seal:Confinement") return [];
    return elements(resource.props.places).flatMap((place, index) => {
      if (at(place, "host") !== "gitlab" || at(place, "confined") === false) return [];
      return acceptedBy(place, ["places", index], mainBranches).map(({ path, kind }) =>
        kind === "not yet known"
          ? undecided(resource, path, "which refs read the production token")
          : violation(
              resource,
              `${formatPath(path)} of a store for a production token names more than ${oneOf(mainBranches)}: pipelines on it read the token`,
            ),
      );
    });
  },

  stack(scene, settings) {
    const variables = scene
      .tokenEntries(settings)
      .filter(({ entry, type }) => entry.reach === "protected refs" && type === "production")
      .map(({ entry }) => entry.resource)
      .filter(({ props }) => props.protected === true);
    return Object.entries(protections).flatMap(([type, { property, whole }]) =>
      scene.ofType(type).flatMap((protection): Finding[] => {
        const relations = variables.map((variable) => shares(protection, variable));
        const ref = at(protection.props, property);
        if (type.endsWith("BranchProtection") && settings.mainBranches.includes(textOf(ref) ?? ""))
          return [];
        if (relations.includes("yes")) {
          if (ref === notYetKnown && !whole) {
            return [undecided(protection, [property], "which refs read the production token")];
          }
          return [violation(protection, textFor(property, whole, settings.mainBranches))];
        }
        return relations.includes("maybe")
          ? [undecided(protection, placeOf(protection), "whether it opens a production token")]
          : [];
      }),
    );
  },
});

/** What a store of a binding names besides main branches, by path. */
function acceptedBy(place: Value, path: Path, mainBranches: readonly string[]) {
  const isMain = (ref: Value) => typeof ref === "string" && mainBranches.includes(ref);
  const refs = [
    { own: ["branch"], allows: isMain },
    { own: ["accept", "branches"], allows: isMain },
    { own: ["accept", "tags"], allows: () => false },
  ];
  return refs.flatMap(({ own, allows }) => {
    const given = at(place, ...own);
    const named = Array.isArray(given) ? elements(given) : isAbsent(given) ? [] : [given];
    const wide = named.find((ref) => !allows(ref));
    if (wide === undefined) return [];
    const kind = wide === notYetKnown ? ("not yet known" as const) : ("violation" as const);
    return [{ path: [...path, ...own], kind }];
  });
}

/** What protects refs: the property that names them, and whether any of them is one too many. */
const protections: Readonly<Record<string, { property: string; whole: boolean }>> = {
  "gitlab:BranchProtection": { property: "branch", whole: false },
  "gitlab:GroupBranchProtection": { property: "branch", whole: false },
  "seal:GitlabBranchProtection": { property: "branch", whole: false },
  "gitlab:TagProtection": { property: "tag", whole: true },
};

function textFor(property: string, whole: boolean, mainBranches: readonly string[]): string {
  return whole
    ? `${formatPath([property])} protects tags where a protected variable holds a production token: pipelines on them read it`
    : `${formatPath([property])} must be ${oneOf(mainBranches)}, literally: a protected variable holds a production token, and pipelines on every protected branch read it`;
}

const placeOf = (resource: Resource) => [isOfGroup(resource) ? "group" : "project"];
const isOfGroup = (resource: Resource) =>
  typeOf(resource).startsWith("gitlab:Group") ||
  (typeOf(resource).startsWith("seal:") && !isAbsent(resource.props.group));

/** Whether pipelines on the protected ref read the variable: same project, or a group above it. */
function shares(protection: Resource, variable: Resource): "yes" | "no" | "maybe" {
  const [here, there] = [placeOf(protection)[0] ?? "", placeOf(variable)[0] ?? ""];
  if (here === there) {
    const same = areSame(
      { resource: protection, property: here },
      { resource: variable, property: there },
    );
    if (same !== "no" || here === "project") return same;
  }
  const [a, b] = [textOf(protection.props[here]), textOf(variable.props[there])];
  if (a === undefined || b === undefined) return "no";
  // Paths tell what belongs to a group, ids do not.
  const isBelow = (path: string, group: string) =>
    path.toLowerCase().startsWith(`${group.toLowerCase()}/`);
  const related =
    here === "group" && there === "group"
      ? isBelow(a, b) || isBelow(b, a)
      : here === "group"
        ? isBelow(b, a)
        : isBelow(a, b);
  return related ? "yes" : "no";
}
