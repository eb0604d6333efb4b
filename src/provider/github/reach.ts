import { visibilities, type Visibility } from "../../model/github";
import { problem, type Problem } from "../../model/problem";
import { Fault } from "../fault";
import type { Client, Hints } from "./client";
import { findHolder } from "./holder";
import { pathOf } from "./path";

/* Which repositories of an organization read a secret or a variable of it. */

export interface ReachInputs {
  readonly owner: string;
  readonly repository?: string;
  readonly visibility?: Visibility;
  readonly repositories?: readonly string[];
}

export interface ReachState extends ReachInputs {
  readonly repositoryIds?: readonly number[];
}

export function reachProblems(
  path: string,
  { repository, visibility, repositories }: Readonly<Record<string, unknown>>,
): Problem[] {
  const ofOrganization = repository === undefined;
  const selected = visibility === "selected";
  return [
    ...(ofOrganization &&
    typeof visibility !== "symbol" &&
    !visibilities.includes(visibility as never)
      ? [
          problem(`${path}.visibility`, `be one of ${visibilities.join(", ")}`, {
            received: visibility,
          }),
        ]
      : []),
    ...(!ofOrganization && visibility !== undefined
      ? [problem(`${path}.visibility`, `be left out for a ${path} of one repository`)]
      : []),
    ...(typeof repositories !== "symbol" && (repositories !== undefined) !== selected
      ? [problem(`${path}.repositories`, 'be given with the visibility "selected", and only then')]
      : []),
  ];
}

/** GitHub wants ids; a person writes names. */
export async function idsOf(client: Client, inputs: ReachInputs): Promise<number[]> {
  return Promise.all(
    (inputs.repositories ?? []).map(async (repo) => {
      const { owner } = inputs;
      const found = await findHolder(client, { owner, repository: repo });
      if (found?.seen) return found.seen.id;
      throw new Fault(
        `GitHub answered GET ${pathOf({ owner, repository: repo })} with 404: one of \`repositories\` is not there, or its credentials do not reach it`,
      );
    }),
  );
}

/** Which repositories a "selected" one reaches: their ids. */
export async function selectedBy(client: Client, one: string, hints: Hints): Promise<number[]> {
  const at = `${one}/repositories`;
  const found = await client.ask(
    `GET ${at}`,
    () => client.rest.paginate(`GET ${at}`, { per_page: 100 }),
    hints,
  );
  return (found as ({ id?: number } | null)[]).flatMap((repository) => repository?.id ?? []);
}

/** What is left out of the request is cleared by GitHub, so all of it is in each. */
export function reachOf({ repository, visibility }: ReachInputs, ids: readonly number[]): object {
  if (repository !== undefined) return {};
  return visibility === "selected" ? { visibility, selected_repository_ids: ids } : { visibility };
}

/** Where somebody changed by hand which repositories it reaches: what is there now. */
export async function reachAsSeen(
  { visibility, repositoryIds = [] }: ReachState,
  seen: string | undefined,
  selected: () => Promise<number[]>,
): Promise<object> {
  if (visibility === undefined) return {};
  if (seen !== visibility) return { visibility: seen ?? "" };
  if (seen !== "selected") return {};
  const ids = await selected();
  const [now, before] = [ids, repositoryIds].map((list) => [...list].sort((a, b) => a - b).join());
  return now === before ? {} : { repositoryIds: ids, repositories: [] };
}
