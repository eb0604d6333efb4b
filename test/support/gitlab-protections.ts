import type { Response } from "express";
import { protectedBranchesOf, type Group, type Project, type Protection } from "./gitlab-state";
import { sendPage } from "./gitlab-paging";
import type { At, Serve } from "./gitlab-server";

const levelNames: Readonly<Record<number, string>> = {
  0: "No one",
  30: "Developers + Maintainers",
  40: "Maintainers",
};

/** Protected branches of projects and of groups, and protected tags of projects. */
export function serveProtections(
  onProject: Serve<Project>,
  onGroup: Serve<Group>,
  nextId: () => number,
): void {
  const list = "/protected_branches";
  onProject("get", list, (at, response) => {
    const rows = protectedBranchesOf(at.owner).map(({ own, branch }) => branchBody(branch, !own));
    sendPage(response, rows);
  });
  onGroup("get", list, (at, response) => {
    sendPage(
      response,
      at.owner.protectedBranches.map((branch) => branchBody(branch)),
    );
  });
  onProject("get", "/protected_tags", (at, response) => {
    sendPage(response, at.owner.protectedTags.map(tagBody));
  });
  serveBranches(onProject, nextId);
  serveBranches((method, path, handle) => {
    onGroup(method, path, (at, response) => {
      // docs.gitlab.com, "Group-level protected branches API": top-level groups only.
      if (at.owner.parent) return void response.status(404).json({ message: "404 Not Found" });
      return handle(at, response);
    });
  }, nextId);
}

function serveBranches(
  serve: Serve<{ protectedBranches: Protection[] }>,
  nextId: () => number,
): void {
  const list = "/protected_branches";
  serve("post", list, ({ owner: { protectedBranches }, body }, response) => {
    const name = String(body.name);
    if (protectedBranches.some((branch) => branch.name === name)) {
      const message = `Protected branch '${name}' already exists`;
      return void response.status(409).json({ message });
    }
    const branch: Protection = {
      id: nextId(),
      name,
      pushLevel: levelOf(body, "push"),
      mergeLevel: levelOf(body, "merge"),
      allowForcePush: body.allow_force_push === true,
    };
    protectedBranches.push(branch);
    response.status(201).json(branchBody(branch));
  });
  const one = `${list}/:name`;
  const find = ({ owner, name }: At<{ protectedBranches: Protection[] }>, response: Response) => {
    const branch = owner.protectedBranches.find((b) => b.name === name);
    if (!branch) response.status(404).json({ message: "404 Not found" });
    return branch;
  };
  serve("get", one, (at, response) => {
    const branch = find(at, response);
    if (branch) response.json(branchBody(branch));
  });
  serve("patch", one, (at, response) => {
    const branch = find(at, response);
    if (!branch) return;
    if ("allow_force_push" in at.body) branch.allowForcePush = at.body.allow_force_push === true;
    branch.pushLevel = levelOf(at.body, "push", branch.pushLevel);
    branch.mergeLevel = levelOf(at.body, "merge", branch.mergeLevel);
    response.json(branchBody(branch));
  });
  serve("delete", one, (at, response) => {
    const branch = find(at, response);
    if (!branch) return;
    at.owner.protectedBranches.splice(at.owner.protectedBranches.indexOf(branch), 1);
    response.status(204).end();
  });
}

/** Given as `push_access_level`, or as the first level of the list `allowed_to_push`. */
function levelOf(body: Record<string, unknown>, action: "push" | "merge", otherwise = 40): number {
  const list = body[`allowed_to_${action}`] as { access_level?: number }[] | undefined;
  return Number(body[`${action}_access_level`] ?? list?.[0]?.access_level ?? otherwise);
}

function branchBody({ id, name, ...branch }: Protection, inherited = false) {
  return {
    id,
    name,
    push_access_levels: [levelBody(branch.pushLevel)],
    merge_access_levels: [levelBody(branch.mergeLevel)],
    allow_force_push: branch.allowForcePush,
    code_owner_approval_required: false,
    inherited,
  };
}

function tagBody({ name, pushLevel }: Protection) {
  return { name, create_access_levels: [levelBody(pushLevel)] };
}

function levelBody(level: number) {
  return { id: level, access_level: level, access_level_description: levelNames[level] };
}
