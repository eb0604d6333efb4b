import { gitlabServerOf } from "../../model/accounts/gitlab-address";
import { variableLevels, type VariableLevel } from "../../model/gitlab";
import { describedFor, labelIn } from "../../model/owner-label";
import { problem, type Problem } from "../../model/problem";
import { fingerprintOf } from "../../model/token";
import { Fault } from "../fault";
import { lockedText } from "../lock";
import { clearUnlessWhole, type Look, type Place, type PlaceHost } from "../place";
import { connect, connectionProblems, missing, type Client } from "./client";
import { groupExposures, maskExposures, projectExposures } from "./exposures";
import { gone } from "../out-of-sight";
import { findAgain, whatOf } from "./held";
import { findOwner, ownerOf, ownerProblems, reachOwner, readProject, type Owner } from "./owner";
import { readsOnly } from "./scopes";
import { variableOf } from "./variable-endpoints";

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
export interface GitlabPlace extends Place, Owner {
  readonly environmentScope: string;
  /** The one branch whose pipelines may read it. */
  readonly branch: string;
  readonly secretName: string;
  /** Whether GitLab never shows it again. */
  readonly hidden?: boolean;
  /** Which variables the store makes beside it, and has no leave to overwrite. */
  readonly variables?: readonly string[];
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
    return [
      ...missing(path, place, ["environmentScope", "branch", "secretName"]),
      ...ownerProblems(path, place),
      ...connectionProblems(path, place),
      ...acceptedProblems(`${path}.accept`, place.accept),
    ];
  },

  server: (place) => gitlabServerOf((place as GitlabPlace).apiUrl ?? ""),

  async locate(place, look, id) {
    const { project, group, secretName, environmentScope } = place as GitlabPlace;
    const named = { ...(project === undefined ? { group } : { project }) };
    const client = connectTo(place, look);
    const owner =
      id === undefined
        ? await ownerOf(client, named)
        : await findAgain(client, named, id.split("/").slice(0, 2).join("/"));
    if (!owner) throw gone(whatOf(named));
    const given = project ?? group ?? "";
    const isCalled = /^\d+$/.test(given) || given.toLowerCase() === owner.path.toLowerCase();
    return {
      // GitLab tells keys and scopes apart by case.
      id: `${owner.id}/variables/${secretName}/${environmentScope}`,
      place: { ...place, [project === undefined ? "group" : "project"]: owner.path },
      ...(isCalled ? {} : { calledNow: owner.path }),
    };
  },

  lock: async (place, look) =>
    (await findOwner(connectTo(place, look), place as GitlabPlace))?.lock,

  async owner(place, look) {
    const found = await secretOf(connectTo(place, look), place as GitlabPlace).find();
    return labelIn(found?.description);
  },

  whereLabelIs: "delete the variable",

  async occupied(place, look) {
    const declared = place as GitlabPlace;
    const client = connectTo(place, look);
    if (await readsOnly(client)) {
      throw new Fault("its credentials may only read (scope read_api); they need the scope api");
    }
    const { lock } = await ownerOf(client, declared);
    if (lock) throw new Fault(lockedText(lock));
    return (await secretOf(client, declared).find()) !== undefined;
  },

  async foreign(place, look) {
    const declared = place as GitlabPlace;
    const client = connectTo(place, look);
    const found = await Promise.all(
      (declared.variables ?? []).map(async (key) => {
        const shown = await variableOf(client, { ...declared, key }).find();
        return shown ? [`the variable ${key}`] : [];
      }),
    );
    return found.flat();
  },

  async exposures(place, look) {
    const declared = place as GitlabPlace;
    const client = connectTo(place, look);
    if (!declared.confined) {
      const own = await secretOf(client, declared).find();
      return own ? maskExposures(own) : [];
    }
    const { project, group = "" } = declared;
    const warn = (text: string) =>
      look.log.warn(look.urn, `${place.path}: ${place.store}: ${text}`);
    if (project !== undefined) {
      return projectExposures(client, declared, await readProject(client, project), warn);
    }
    const { path } = await ownerOf(client, { group });
    return groupExposures(client, declared, path, warn);
  },

  async clear(place, look) {
    const declared = place as GitlabPlace;
    const client = connectTo(place, look);
    const keys = [declared.secretName, ...(declared.variables ?? [])];
    await clearUnlessWhole(
      keys.map((key) => variableOf(client, { ...declared, key })),
      () => reachOwner(client, declared),
    );
  },

  secret: {
    async stamp(place, look) {
      const found = await secretOf(connectTo(place, look), place as GitlabPlace).find();
      // The value itself tells, unless it is hidden.
      return found && (found.value ? fingerprintOf(found.value) : "");
    },
    rewrite(place, look, token) {
      const declared = place as GitlabPlace;
      return secretOf(connectTo(place, look), declared).write({
        value: token,
        protected: declared.confined,
        masked: true,
        raw: true,
        hidden: declared.hidden === true,
        ...(typeof place.label === "string" && { description: describedFor(place.label) }),
      });
    },
  },
};

/** The variable that holds the token. */
const secretOf = (client: Client, place: GitlabPlace) =>
  variableOf(client, { ...place, key: place.secretName });

const connectTo = ({ apiUrl, credentials }: Place, look: Omit<Look, "ending">) =>
  connect({ apiUrl, credentials } as { apiUrl?: string; credentials?: string }, look);

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
