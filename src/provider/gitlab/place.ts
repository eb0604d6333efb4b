import { variableLevels, type VariableLevel } from "../../model/gitlab";
import { problem, type Problem } from "../../model/problem";
import { fingerprintOf } from "../../model/token";
import { Fault } from "../fault";
import type { Look, Place, PlaceHost } from "../place";
import { connect, connectionProblems, missing, type Client } from "./client";
import { groupExposures, maskExposures, projectExposures } from "./exposures";
import { lockOf, type SeenProject } from "./projects";
import { readsOnly } from "./scopes";

/** What else may read, by name: it is known and wanted. */
export interface GitlabAccepted {
  /** Protected branches besides the one, as GitLab lists them: "release/*". */
  readonly branches?: readonly string[];
  /** Protected tags, as GitLab lists them: "v*". */
  readonly tags?: readonly string[];
  /** Where unprotected variables of the same key are. */
  readonly variables?: readonly VariableLevel[];
}

/** A variable of a project or of a group; one of both is given. */
export interface GitlabPlace extends Place {
  /** Path or number. */
  readonly project?: string;
  /** Path or number. */
  readonly group?: string;
  readonly environmentScope: string;
  /** The one branch whose pipelines may read it. */
  readonly branch: string;
  readonly secretName: string;
  readonly accept?: GitlabAccepted;
  readonly apiUrl?: string;
  readonly credentials?: string;
}

/** GitLab: a protected variable, and one protected branch alone where it is read. */
export const gitlabPlaces: PlaceHost = {
  writtenFirst: false,
  insteadOfAdopting:
    "if somebody else made the variable, give this store an `environmentScope` of its own and delete theirs after the next `pulumi up`; else delete it",

  problems(path, place): Problem[] {
    const owners = ["project", "group"].filter((name) => place[name] !== undefined);
    return [
      ...missing(path, place, ["environmentScope", "branch", "secretName"]),
      ...missing(path, place, owners),
      ...(owners.length === 1 ? [] : [problem(path, "name a project or a group, one of both")]),
      ...connectionProblems(path, place),
      ...acceptedProblems(`${path}.accept`, place.accept),
    ];
  },

  async occupied(place, look) {
    const declared = place as GitlabPlace;
    const client = connectTo(place, look);
    if (await readsOnly(client)) {
      throw new Fault("its credentials may only read (scope read_api); they need the scope api");
    }
    const { project, group = "" } = declared;
    if (project === undefined) await readGroup(client, group);
    else {
      const locked = lockOf(await readProject(client, project));
      if (locked !== undefined) throw new Fault(locked);
    }
    return (await variableOf(client, declared).find()) !== undefined;
  },

  async exposures(place, look) {
    const declared = place as GitlabPlace;
    const client = connectTo(place, look);
    if (!declared.confined) {
      const own = await variableOf(client, declared).find();
      return own ? maskExposures(own) : [];
    }
    const { project, group = "" } = declared;
    const warn = (text: string) =>
      look.log.warn(look.urn, `${place.path}: ${place.store}: ${text}`);
    if (project !== undefined) {
      return projectExposures(client, declared, await readProject(client, project), warn);
    }
    const { full_path } = await readGroup(client, group);
    return groupExposures(client, declared, full_path, warn);
  },

  secret: {
    async stamp(place, look) {
      const found = await variableOf(connectTo(place, look), place as GitlabPlace).find();
      // The value itself tells, unless it is hidden.
      return found && (found.value ? fingerprintOf(found.value) : "");
    },
    rewrite: (place, token, look) =>
      variableOf(connectTo(place, look), place as GitlabPlace).write(token),
  },
};

interface Variable {
  /** Absent when it is hidden. */
  readonly value?: string | null;
  readonly masked: boolean;
}

/** The variable by its key and scope. */
function variableOf(
  client: Client,
  { project, group = "", secretName, environmentScope }: GitlabPlace,
) {
  const filter = { filter: { environment_scope: environmentScope } };
  const ofProject = project !== undefined;
  const path = `/${ofProject ? `projects/${project}` : `groups/${group}`}/variables/${secretName}`;
  const hints = ofProject ? projectHints : groupHints;
  return {
    find: async (): Promise<Variable | undefined> =>
      client.find(
        `GET ${path}`,
        () =>
          ofProject
            ? client.projectVariables.show(project, secretName, filter)
            : client.groupVariables.show(group, secretName, filter as object),
        hints,
      ),
    /** Changes the value of one that is there; how it is protected stays. */
    async write(value: string): Promise<void> {
      await client.ask(
        `PUT ${path}`,
        async () => {
          if (ofProject) await client.projectVariables.edit(project, secretName, value, filter);
          else await client.groupVariables.edit(group, secretName, value, filter);
        },
        { ...hints, 404: "it is not there any more; `pulumi up --refresh` makes it anew" },
      );
    },
  };
}

const connectTo = ({ apiUrl, credentials }: Place, look: Omit<Look, "ending">) =>
  connect({ apiUrl, credentials } as { apiUrl?: string; credentials?: string }, look);

const readProject = (client: Client, project: string): Promise<SeenProject> =>
  client.ask(`GET /projects/${project}`, () => client.projects.show(project), projectHints);

const readGroup = (client: Client, group: string) =>
  client.ask(
    `GET /groups/${group}`,
    () => client.groups.show(group, { withProjects: false }),
    groupHints,
  );

const projectHints = {
  403: "its credentials lack a permission; they need the Maintainer role and the scope api",
  404: "no such `project`, or its credentials do not reach it",
};

const groupHints = {
  403: "its credentials lack a permission; they need the Owner role of the group and the scope api",
  404: "no such `group`, or its credentials do not reach it",
};

function acceptedProblems(path: string, accept: unknown): Problem[] {
  // Absent, or not known yet.
  if (typeof accept !== "object" || accept === null) return [];
  const { variables = [] } = accept as { variables?: unknown };
  const levels = Array.isArray(variables) ? (variables as unknown[]) : [variables];
  return levels
    .filter((level) => typeof level !== "symbol" && !variableLevels.includes(level as never))
    .map((received) =>
      problem(`${path}.variables`, `be some of ${variableLevels.join(", ")}`, { received }),
    );
}
