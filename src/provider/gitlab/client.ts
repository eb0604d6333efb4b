import {
  Branches,
  Groups,
  GroupVariables,
  InstanceLevelCICDVariables,
  Jobs,
  PersonalAccessTokens,
  Pipelines,
  Projects,
  ProjectVariables,
  ProtectedBranches,
  ProtectedTags,
} from "@gitbeaker/rest";
import { gitlabApiUrlOf } from "../../model/accounts/gitlab-address";
import { gitlabRows } from "../../model/accounts/sources";
import { problem, type Problem } from "../../model/problem";
import { fingerprintOf } from "../../model/token";
import { endpointOf, endpointProblems } from "../endpoint";
import { codeOf, Fault, NotSignedIn, Refused } from "../fault";
import type { Lookups } from "../lookups";
import { Refusal, requesterOf, Unreadable } from "./requester";

/** Whom requests act as, and where they go. */
export interface Connection {
  /** The provider's base URL; its `/api/v4/` may be left out. */
  readonly apiUrl?: string | undefined;
  readonly credentials?: string | undefined;
}

interface World {
  readonly lookups: Lookups;
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export type Hints = Readonly<Record<number, string>>;

export interface Client {
  readonly accessTokens: PersonalAccessTokens;
  readonly branches: Branches;
  readonly projects: Projects;
  readonly groups: Groups;
  readonly projectVariables: ProjectVariables;
  readonly groupVariables: GroupVariables;
  readonly instanceVariables: InstanceLevelCICDVariables;
  readonly protectedBranches: ProtectedBranches;
  readonly protectedTags: ProtectedTags;
  readonly pipelines: Pipelines;
  readonly jobs: Jobs;
  /** For what the library has no method for; paths are encoded by whoever asks. */
  readonly requester: Projects["requester"];
  /** Asks GraphQL; the names of variables have no capital letters, which the library would change. */
  graphql(query: string, variables: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Makes a request; of a failure, only status and endpoint get through. */
  ask<T>(endpoint: string, request: () => Promise<T>, hints?: Hints): Promise<T>;
  /** As `ask`, but undefined for 404, or what else says that what was asked for is not there. */
  find<T>(
    endpoint: string,
    request: () => Promise<T>,
    hints?: Hints,
    absent?: readonly number[],
  ): Promise<T | undefined>;
  /** Finds what is called so once in an update; see `Lookups`. */
  once<T extends object>(name: string, find: () => Promise<T | undefined>): Promise<T | undefined>;
}

export function connect({ apiUrl, credentials }: Connection, world: World): Client {
  // An empty one is absent, and keeps the variable from counting (model/accounts/sources.ts).
  const token = credentials ?? world.environment.GITLAB_TOKEN ?? "";
  const options = {
    // The library adds the path of the API itself.
    host: urlOf(apiUrl, world).replace(/\/api\/v4$/, ""),
    // Sent as a Bearer token, which may be an access token of a person, a project or a group, or of OAuth.
    oauthToken: token,
    requesterFn: requesterOf(world.signal),
  };
  const projects = new Projects(options);

  async function attempt<T>(
    endpoint: string,
    request: () => Promise<T>,
    hints: Hints,
    absent: readonly number[],
  ): Promise<T | undefined> {
    // To who is not signed in GitLab says of all that is private that it is not there.
    if (!token) throw new NotSignedIn(`GitLab was not asked ${endpoint}: ${noCredentials}`);
    try {
      return await request();
    } catch (error) {
      if (world.signal.aborted) throw new Fault("cancelled while waiting for GitLab");
      if (error instanceof Unreadable) {
        throw new Fault(`GitLab answered ${endpoint} with ${error.status}: ${unreadableHint}`);
      }
      const status = error instanceof Refusal ? error.status : undefined;
      if (status !== undefined && absent.includes(status)) return undefined;
      const hint = status === undefined ? undefined : (hints[status] ?? commonHints[status]);
      const answer = `${status ?? codeOf(error)}${hint ? `: ${hint}` : ""}`;
      const told = `GitLab answered ${endpoint} with ${answer}`;
      if (status === 401) throw new NotSignedIn(told);
      // What is archived may not even be looked at.
      throw status === 403 ? new Refused(told) : new Fault(told);
    }
  }

  return {
    accessTokens: new PersonalAccessTokens(options),
    branches: new Branches(options),
    projects,
    groups: new Groups(options),
    projectVariables: new ProjectVariables(options),
    groupVariables: new GroupVariables(options),
    instanceVariables: new InstanceLevelCICDVariables(options),
    protectedBranches: new ProtectedBranches(options),
    protectedTags: new ProtectedTags(options),
    pipelines: new Pipelines(options),
    jobs: new Jobs(options),
    requester: projects.requester,
    graphql: async (query, variables) =>
      (await projects.requester.post("../graphql", { body: { query, variables } })).body,
    ask: async <T>(endpoint: string, request: () => Promise<T>, hints: Hints = {}) =>
      (await attempt(endpoint, request, hints, [])) as T,
    find: (endpoint, request, hints = {}, absent = [404]) =>
      attempt(endpoint, request, hints, absent),
    once: (name, find) =>
      world.lookups.once(`${options.host} ${fingerprintOf(token)} ${name}`, find),
  };
}

/** What is wrong with the part of a place that says how to connect. */
export function connectionProblems(
  path: string,
  value: Readonly<Record<string, unknown>>,
): Problem[] {
  return typeof value.apiUrl === "string" && value.apiUrl !== ""
    ? endpointProblems(`${path}.apiUrl`, value.apiUrl)
    : [];
}

/** What has to be there, and is not. */
export function missing(
  path: string,
  value: Readonly<Record<string, unknown>>,
  needed: readonly string[],
): Problem[] {
  return needed
    .filter((key) => value[key] === undefined || value[key] === "")
    .map((key) => problem(`${path}.${key}`, "be given"));
}

const noCredentials = "there are no credentials; set gitlab:token, or GITLAB_TOKEN";

const commonHints: Hints = {
  401: "its credentials are missing or not accepted; set gitlab:token, or GITLAB_TOKEN",
};

const unreadableHint =
  "what it says is not JSON, so nothing is known by it; see whether gitlab:baseUrl, or GITLAB_BASE_URL, leads to its API";

function urlOf(apiUrl: string | undefined, { environment }: World): string {
  const usual = gitlabRows.address.usual;
  return endpointOf(apiUrl, "GITLAB_BASE_URL", environment, usual, gitlabApiUrlOf);
}
