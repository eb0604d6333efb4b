import { unknownNames } from "../../model/argument-names";
import { variableLevels } from "../../model/gitlab";
import { isObject } from "../../model/is-object";
import { problem, type Problem } from "../../model/problem";
import { proofProblems } from "../../model/proof";

/** GitLab's characters of a path; a project is always in a group or belongs to a person. */
const segment = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}";
const paths = {
  project: new RegExp(`^(${segment}(/${segment})+|[1-9][0-9]*)$`),
  group: new RegExp(`^${segment}(/${segment})*$`),
};
const examples = { project: "acme/checkout", group: "acme/payments" };

export function ownerProblems(path: string, kind: "project" | "group", owner: unknown): Problem[] {
  if (typeof owner === "string" && paths[kind].test(owner)) return [];
  return [
    problem(path, `be the ${kind}'s path, or its number as text`, {
      received: owner,
      remedy: `for example "${examples[kind]}", without the address of the server`,
    }),
  ];
}

/** A protection's name may be a pattern, so only a literal name means one branch. */
export function branchProblems(path: string, branch: unknown): Problem[] {
  if (
    typeof branch === "string" &&
    /^[^\s*?[\\~^:]{1,255}$/.test(branch) &&
    !branch.startsWith("refs/")
  ) {
    return [];
  }
  const must = "be the literal name of one branch, without wildcards and without `refs/heads/`";
  return [problem(path, must, { received: branch, remedy: 'for example "main"' })];
}

export function acceptProblems(path: string, accept: unknown): Problem[] {
  if (accept === undefined) return [];
  const isName = (name: unknown) => typeof name === "string" && name !== "";
  const lists: Record<string, [isOne: (item: unknown) => boolean, must: string]> = {
    branches: [isName, 'be a list of protected branches as GitLab shows them: ["release/*"]'],
    tags: [isName, 'be a list of protected tags as GitLab shows them: ["v*"]'],
    variables: [
      (level) => variableLevels.includes(level as never),
      `be a list of some of ${variableLevels.join(", ")}`,
    ],
  };
  return memberProblems(path, accept, Object.keys(lists), (name, value) => {
    const [isOne, must] = lists[name] ?? [isName, ""];
    return Array.isArray(value) && value.every(isOne) ? undefined : must;
  });
}

/** A project runs its own pipeline, and a group none: there, the project has to be named. */
export function confirmProblems(
  path: string,
  owner: "project" | "group",
  confirm: unknown,
): Problem[] {
  if (confirm === undefined) return [];
  const known = owner === "group" ? ["project", "proof"] : ["proof"];
  const found = memberProblems(path, confirm, known, () => undefined);
  if (!isObject(confirm)) return found;
  const { project, proof } = confirm;
  return [
    ...found,
    ...(owner === "group" && project === undefined
      ? [problem(`${path}.project`, "name the project below the group whose pipeline confirms")]
      : []),
    ...proofProblems(`${path}.proof`, proof),
  ];
}

export function adoptProblems(path: string, adopt: unknown): Problem[] {
  if (adopt === undefined) return [];
  return memberProblems(path, adopt, ["sealProject"], (_name, value) =>
    typeof value === "boolean" ? undefined : "be true or false",
  );
}

export function keyProblems(path: string, key: unknown, owner: string, needed: boolean): Problem[] {
  if (key === undefined) {
    return needed ? [problem(path, `be given, because \`${owner}\` is not a plain string`)] : [];
  }
  if (typeof key === "string" && /^[A-Za-z0-9_.-]{1,100}$/.test(key)) return [];
  return [problem(path, "be 1 to 100 letters, digits, `-`, `_` or `.`", { received: key })];
}

/** What is wrong with the members of an object that only has some. */
function memberProblems(
  path: string,
  value: unknown,
  known: readonly string[],
  mustOf: (name: string, value: unknown) => string | undefined,
): Problem[] {
  if (!isObject(value)) {
    const remedy = `there are ${known.join(", ")}`;
    return [problem(path, "be an object of arguments", { received: value, remedy })];
  }
  const names = Object.fromEntries(known.map((name) => [name, true]));
  return [
    ...unknownNames(`${path}.`, value, names),
    ...known.flatMap((name) => {
      const member = value[name];
      const other = member === undefined ? undefined : mustOf(name, member);
      return other === undefined ? [] : [problem(`${path}.${name}`, other, { received: member })];
    }),
  ];
}
