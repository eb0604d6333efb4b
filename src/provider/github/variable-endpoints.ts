import { Fault } from "../fault";
import { notDeleted, requireStatus } from "./answer";
import type { Client } from "./client";
import { findEnvironment } from "./environment";
import { environmentPath, pathOf } from "./path";
import { selectedBy } from "./reach";

/** Where a variable of Actions is: of an environment, else of a repository, else of an organization. */
export interface VariablePlace {
  readonly owner: string;
  readonly repository?: string;
  readonly environment?: string;
}

export interface SeenVariable {
  readonly value: string;
  readonly visibility?: string;
}

export function variablesOf(client: Client, place: VariablePlace) {
  const { repository, environment } = place;
  const within =
    repository === undefined || environment === undefined
      ? undefined
      : { ...place, repository, environment };
  const path = `${within ? environmentPath(within) : `${pathOf(place)}/actions`}/variables`;
  const hints = hintsOf(place);
  const one = (name: string) => `${path}/${encodeURIComponent(name)}`;
  const request = (method: string, at: string, body?: object) => () =>
    client.rest.request(`${method} ${at}`, { ...body });

  return {
    /** Undefined when there is no variable of this name, or nothing that could have one. */
    async read(name: string): Promise<SeenVariable | undefined> {
      const at = one(name);
      const found = await client.find(`GET ${at}`, request("GET", at), hints);
      if (!found) return undefined;
      const seen = found.data as Partial<SeenVariable> | undefined;
      if (typeof seen?.value !== "string") {
        throw new Fault(
          `GitHub answered GET ${at} with no variable; is its address right, and no proxy between?`,
        );
      }
      return { ...seen, value: seen.value };
    },

    /** Which repositories a "selected" one reaches: their ids. */
    selected: (name: string) => selectedBy(client, one(name), hints),

    /** Which of them are there, for people; refuses when that cannot be seen. */
    async among(names: readonly string[]): Promise<string[]> {
      if (names.length === 0) return [];
      const found = await Promise.all(names.map((name) => this.read(name)));
      // GitHub answers 404, too, to credentials that reach nothing there.
      if (found.every((variable) => variable === undefined)) await this.reach();
      return names.filter((_, index) => found[index]).map((name) => `the variable ${name}`);
    },

    /**
     * GitHub changes only what is there (404), and makes only what is not (409, which its documentation
     * leaves out): docs.github.com, "REST API endpoints for GitHub Actions variables".
     */
    async write(name: string, value: string, reach: object): Promise<void> {
      const [at, body] = [one(name), { ...reach, name, value }];
      const [changing, making] = [`PATCH ${at}`, `POST ${path}`];
      const change = request("PATCH", at, body);
      const changed = await client.find(changing, change, hints);
      if (changed) return requireStatus(changing, changed, 204);
      const made = await client.find(making, request("POST", path, body), hints, [409]);
      if (made) return requireStatus(making, made, 201);
      // A request that is sent again, because its answer was lost, finds what it made.
      requireStatus(changing, await client.ask(changing, change, hints), 204);
    },

    /** What is not there is removed, when that is known. */
    async remove(name: string): Promise<void> {
      const at = one(name);
      const removed = await client.find(`DELETE ${at}`, request("DELETE", at), hints);
      if (removed) return requireStatus(`DELETE ${at}`, removed, 204);
      if (await this.read(name)) throw notDeleted(`DELETE ${at}`, hints);
      await this.reach();
    },

    /** Refuses when what the variables belong to cannot be reached; an environment may be gone. */
    async reach(): Promise<void> {
      if (within && !(await findEnvironment(client, within, hints))) return;
      await client.ask(`GET ${path}`, request("GET", path), hints);
    },
  };
}

/** docs.github.com, "Permissions required for fine-grained personal access tokens". */
function hintsOf({ owner, repository, environment }: VariablePlace): Record<number, string> {
  const [permission, of] =
    repository === undefined
      ? ["Variables", "the organization"]
      : [environment === undefined ? "Variables" : "Environments", "the repository"];
  const what = `\`${permission}: write\` of ${of}`;
  return {
    403: `its credentials lack a permission; they need ${what}`,
    404:
      repository === undefined
        ? `no organization ${owner} (\`github:owner\`), or its credentials do not reach its variables; they need ${what}`
        : `no such \`repository\`${environment === undefined ? "" : " or `environment`"}, or its credentials do not reach it; they need ${what}`,
    422: "GitHub takes no such variable there; look at its name and its value",
  };
}
