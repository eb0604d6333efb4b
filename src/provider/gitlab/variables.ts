import { Fault, Refused } from "../fault";
import type { Client } from "./client";

/** A variable as far as it matters who reads it; never its value. */
export interface SeenVariable {
  readonly key: string;
  readonly environmentScope: string;
  readonly protected: boolean;
  readonly masked: boolean;
  /** The group that passes it down, "acme/payments"; undefined for one of the project itself. */
  readonly group?: string;
}

interface Node {
  readonly key: string | null;
  readonly environmentScope: string | null;
  readonly protected: boolean | null;
  readonly masked: boolean | null;
  readonly groupCiCdSettingsPath?: string | null;
}

interface Connection {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/**
 * The variables that a project has or inherits, without their values. REST would hand out the values
 * of all of a project's secrets, and show those of its groups to the owners of the groups only; GraphQL
 * tells a Maintainer of both (docs.gitlab.com, "GraphQL API resources", Project, since GitLab 15.11).
 */
export async function readVariables(client: Client, project: string): Promise<SeenVariable[]> {
  const [own, inherited] = await Promise.all([
    readAll(client, project, "ciVariables", ""),
    readAll(client, project, "inheritedCiVariables", "groupCiCdSettingsPath"),
  ]);
  return [...own, ...inherited];
}

async function readAll(
  client: Client,
  project: string,
  field: "ciVariables" | "inheritedCiVariables",
  more: string,
): Promise<SeenVariable[]> {
  const query = `query($path: ID!, $after: String) {
    project(fullPath: $path) {
      ${field}(first: 100, after: $after) {
        nodes { key environmentScope protected masked ${more} }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`;
  const found: SeenVariable[] = [];
  let after: string | null = null;
  do {
    const variables = { path: project, after };
    const answer = await client.ask(`POST /api/graphql (${field} of ${project})`, () =>
      client.graphql(query, variables),
    );
    const page = pageOf(answer, field);
    if (!page) {
      throw new Refused(
        `GitLab does not show the variables of ${project}; its credentials need the Maintainer role and the scope api`,
      );
    }
    found.push(...page.nodes.map(seen));
    const next = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    // Pages that bring nothing, or the same again, would come for good.
    const goesOn = typeof next === "string" && next !== after && page.nodes.length > 0;
    if (next !== null && !goesOn) {
      throw new Fault(`GitLab does not show all variables of ${project}: its pages do not end`);
    }
    after = next;
  } while (after !== null);
  return found;
}

/** What the asker may not see is null; what GraphQL does not know is an error without data. */
function pageOf(answer: unknown, field: string): Connection | undefined {
  const { data } = answer as {
    data?: { project?: Record<string, Connection | null> | null } | null;
  };
  return data?.project?.[field] ?? undefined;
}

function seen({
  key,
  environmentScope,
  masked,
  groupCiCdSettingsPath,
  ...node
}: Node): SeenVariable {
  const group = /\/groups\/(.+)\/-\/settings\//.exec(groupCiCdSettingsPath ?? "")?.[1];
  return {
    key: key ?? "",
    environmentScope: environmentScope ?? "*",
    // What is not said to be protected is read on every branch.
    protected: node.protected === true,
    masked: masked === true,
    ...(groupCiCdSettingsPath === undefined ? {} : { group: group ?? "a group" }),
  };
}
