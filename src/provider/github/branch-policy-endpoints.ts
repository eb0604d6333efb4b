import { Fault } from "../fault";
import { notDeleted, requireStatus } from "./answer";
import type { Client } from "./client";
import { findEnvironment } from "./environment";
import { environmentPath, type EnvironmentOf } from "./path";

export interface SeenPolicy {
  readonly id: number;
  /** What matches it may enter: a branch's name, or a pattern. */
  readonly name: string;
  /** Older servers know branches only. */
  readonly type?: "branch" | "tag";
}

/** The deployment branch policies of an environment. */
export function policiesOf(client: Client, place: EnvironmentOf) {
  const path = `${environmentPath(place)}/deployment-branch-policies`;
  const request = (method: string, at: string, body?: object) => () =>
    client.rest.request(`${method} ${at}`, { ...body });

  return {
    async list(): Promise<SeenPolicy[]> {
      return policiesIn(await client.ask(`GET ${path}`, pages, hints));
    },

    /** Undefined only when it is known that there can be none: no environment, or none of its own. */
    async find(): Promise<SeenPolicy[] | undefined> {
      const found = await client.find(`GET ${path}`, pages, hints);
      if (found) return policiesIn(found);
      const environment = await findEnvironment(client, place, hints);
      return environment?.deployment_branch_policy?.custom_branch_policies
        ? this.list()
        : undefined;
    },

    /** Where it is there already, GitHub makes none (303): the id of the one that is there. */
    async make(name: string): Promise<number> {
      const answer = await client.ask(`POST ${path}`, request("POST", path, { name }), hints);
      const made = answer.data as Partial<SeenPolicy> | undefined;
      if (made?.name === name && typeof made.id === "number") return made.id;
      const there = (await this.list()).find((policy) => isOf(policy, name));
      if (there) return there.id;
      throw new Fault(
        `GitHub answered POST ${path} with ${answer.status}, and shows no such policy`,
      );
    },

    /** False when there is none of this id. */
    async rename(id: number, name: string): Promise<boolean> {
      const at = `PUT ${path}/${id}`;
      const renamed = await client.find(at, request("PUT", `${path}/${id}`, { name }), hints);
      if (renamed) requireStatus(at, renamed, 200);
      return renamed !== undefined;
    },

    /** What is known to be gone is removed. */
    async removeOf(branch: string): Promise<void> {
      const find = async () => (await this.find())?.find((policy) => isOf(policy, branch));
      const there = await find();
      if (!there || (await this.remove(there.id)) || !(await find())) return;
      throw notDeleted(`DELETE ${path}/${there.id}`, hints);
    },

    /** False when there is none of this id. */
    async remove(id: number): Promise<boolean> {
      const at = `DELETE ${path}/${id}`;
      const removed = await client.find(at, request("DELETE", `${path}/${id}`), hints);
      if (removed) requireStatus(at, removed, 204);
      return removed !== undefined;
    },
  };

  function pages() {
    // The answer's list is named `branch_policies`, which the library's own pagination takes.
    return client.rest.paginate(`GET ${path}`, { per_page: 100 });
  }

  function policiesIn(found: readonly unknown[]): SeenPolicy[] {
    const isPolicy = (one: unknown): one is SeenPolicy => {
      const { id, name } = (one ?? {}) as Partial<SeenPolicy>;
      return typeof id === "number" && typeof name === "string";
    };
    if (found.every(isPolicy)) return [...found];
    throw new Fault(
      `GitHub answered GET ${path} with no list of policies; is its address right, and no proxy between?`,
    );
  }
}

export const isOf = ({ name, type = "branch" }: SeenPolicy, branch: string): boolean =>
  type === "branch" && name === branch;

/** docs.github.com, "REST API endpoints for deployment branch policies". */
const hints: Readonly<Record<number, string>> = {
  403: "its credentials lack a permission; they need `Administration: write` and `Actions: read` of the repository",
  404: "no such `repository` or `environment`, one without custom branch policies, or its credentials do not reach it; they need `Administration: write` of the repository",
};
