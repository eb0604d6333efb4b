import type { OwnerLabel } from "../model/owner-label";
import { formatProblem, problem, type Problem } from "../model/problem";
import { Proof, proofProblems } from "../model/proof";
import { azureDevopsPlaces } from "./azure-devops/place";
import { azureDevopsHost } from "./azure-devops/run";
import { azureDevopsUnfinished } from "./azure-devops/unfinished";
import type { CiHost, CiRun } from "./ci-run";
import type { UnfinishedRuns } from "./drain";
import { Fault } from "./fault";
import { githubPlaces } from "./github/place";
import { githubHost } from "./github/run";
import { githubSecretPlaces } from "./github/secret-place";
import { githubSecretUnfinished, githubUnfinished } from "./github/unfinished";
import { gitlabPlaces } from "./gitlab/place";
import { gitlabHost } from "./gitlab/run";
import { gitlabUnfinished } from "./gitlab/unfinished";
import { unlessLocked } from "./lock";
import type { Located, Look, Place, PlaceHost } from "./place";
import { idOn, idWithin } from "./place-id";
import { unknown } from "./wire";

/* The CI products that the plugin knows. */

const runHosts: Readonly<Record<string, CiHost>> = {
  github: githubHost,
  gitlab: gitlabHost,
  "azure-devops": azureDevopsHost,
};
const placeHosts: Readonly<Record<string, PlaceHost>> = {
  github: githubPlaces,
  "github-secret": githubSecretPlaces,
  gitlab: gitlabPlaces,
  "azure-devops": azureDevopsPlaces,
};
/** By the host of a place. */
const unfinished: Readonly<Record<string, UnfinishedRuns>> = {
  github: githubUnfinished,
  "github-secret": githubSecretUnfinished,
  gitlab: gitlabUnfinished,
  "azure-devops": azureDevopsUnfinished,
};

export function runHostOf(run: CiRun): CiHost {
  const host = hostOf(runHosts, run.host);
  const connect: CiHost["connect"] = (...args) => {
    const client = host.connect(...args);
    return {
      host: client.host,
      name: client.name,
      start: (challenge) =>
        read(run.host, async () => {
          const started = await client.start(challenge);
          return typeof started === "number" ? started : () => read(run.host, started);
        }),
      look: (id) => read(run.host, () => client.look(id)),
      jobs: (id) =>
        read(run.host, async () => {
          const jobs = await client.jobs(id);
          const named = jobs.every(({ name }: { name: unknown }) => typeof name === "string");
          if (!named) throw new TypeError("a job without a name");
          return jobs;
        }),
    };
  };
  return {
    ...host,
    connect,
    obstacles: (...args) => read(run.host, () => host.obstacles(...args)),
  };
}

type At = Omit<Look, "ending">;
type FormerIds = Parameters<NonNullable<PlaceHost["formerly"]>>[2];

/** Hosts say their own ids; to everybody else they are those of a server. */
const onServer = (server: string, located: Located): Located =>
  withIds(located, (id) => idOn(server, id));
const withoutServer = (server: string, located: Located): Located =>
  withIds(located, (id) => idWithin(server, id) ?? id);
const withIds = (
  { id, earlier, ...located }: Located,
  change: (id: string) => string,
): Located => ({
  ...located,
  id: change(id),
  ...(earlier !== undefined && { earlier: change(earlier) }),
});

/** With the id that a state knows, whatever the place is called by now; else by its names. */
export function placeHostOf({ host: name }: Place, id?: string): PlaceHost {
  const host = hostOf(placeHosts, name);
  const { secret } = host;
  const locate: PlaceHost["locate"] = (place, look, known = id) =>
    read(name, async () => {
      const server = host.server(place);
      const within = known === undefined ? undefined : idWithin(server, known);
      return onServer(server, await host.locate(place, look, within));
    });
  /** Names may have changed, so each is asked by the present ones. */
  const at =
    <L extends Omit<Look, "ending">, Rest extends unknown[], T>(
      act: (place: Place, look: L, ...rest: Rest) => Promise<T>,
    ) =>
    async (place: Place, look: L, ...rest: Rest): Promise<T> => {
      const { place: now } = await locate(place, look);
      try {
        return await read(name, () => act(now, look, ...rest));
      } catch (error) {
        throw await unlessLocked(error, () => host.lock(now, look));
      }
    };
  return {
    ...host,
    locate,
    ...(secret && {
      secret: {
        ...secret,
        stamp: at((place, look) => secret.stamp(place, look)),
        rewrite: at((place, look, token: string) => secret.rewrite(place, look, token)),
      },
    }),
    occupied: at((place, look) => host.occupied(place, look)),
    owner: at((place, look) => host.owner(place, look)),
    foreign: at((place, look) => host.foreign?.(place, look) ?? Promise.resolve([])),
    ...(host.follow && {
      follow: (place: Place, located: Located, look: At, known: string) =>
        read(name, async () => {
          const server = host.server(place);
          const within = idWithin(server, known);
          if (within === undefined || !host.follow) return located;
          const followed = await host.follow(place, withoutServer(server, located), look, within);
          return onServer(server, followed);
        }),
    }),
    ...(host.formerly && {
      formerly: (located: Located, look: At, { free, others }: FormerIds) =>
        read(name, async () => {
          const server = host.server(located.place);
          const within = (ids: readonly string[]) =>
            ids.flatMap((id) => idWithin(server, id) ?? []);
          const ids = { free: within(free), others: within(others) };
          const former = await host.formerly?.(withoutServer(server, located), look, ids);
          return former && onServer(server, former);
        }),
    }),
    exposures: at((place, look: Look) => host.exposures(place, look)),
    clear: at((place, look, owners: readonly OwnerLabel[]) => host.clear(place, look, owners)),
    ...(host.closed && {
      closed: at(async (place, look) => (await host.closed?.(place, look)) === true),
    }),
  };
}

export function unfinishedRunsOf(place: Place): UnfinishedRuns {
  const of = hostOf(unfinished, place.host);
  return async (place, look) => {
    const located = await placeHostOf(place).locate(place, look);
    return read(place.host, async () => {
      const runs = await of(located.place, look);
      return runs.map((one) => ({
        url: one.url,
        hasEnded: () => read(place.host, () => one.hasEnded()),
      }));
    });
  };
}

/** What reads an answer of another form than the host's fails in ways of its own. */
async function read<T>(host: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(
      `${host} gave an answer that cannot be read; is its address right, and no proxy between?`,
    );
  }
}

/** What makes two runs the same; undefined for a host that is not known. */
export const runIdentity = (run: CiRun) =>
  Object.hasOwn(runHosts, run.host)
    ? JSON.stringify([runHosts[run.host]?.identity(run), run.proof ?? Proof.Token])
    : undefined;

export const runProblems = (runs: unknown) => [
  ...problemsOf("runs", runs, runHosts),
  ...(Array.isArray(runs) ? (runs as (CiRun | undefined)[]) : []).flatMap((run, index) =>
    run?.proof === unknown ? [] : proofProblems(`runs[${index}].proof`, run?.proof),
  ),
];
export const placeProblems = (places: unknown) => problemsOf("places", places, placeHosts);

function hostOf<Host>(hosts: Readonly<Record<string, Host>>, name: string): Host {
  const host = Object.hasOwn(hosts, name) ? hosts[name] : undefined;
  if (!host) throw new Fault(formatProblem(hostProblem("host", hosts, name)));
  return host;
}

/** What a preview does not know yet is checked by the update. */
function problemsOf(
  name: string,
  list: unknown,
  hosts: Readonly<Record<string, CiHost | PlaceHost>>,
): Problem[] {
  const items = Array.isArray(list) ? (list as ((CiRun & Place) | undefined)[]) : [];
  return items.flatMap((item, index) => {
    if ([item, item?.host].some((value: unknown) => value === unknown)) return [];
    const path = `${name}[${index}]`;
    const host = Object.hasOwn(hosts, item?.host ?? "") ? hosts[item?.host ?? ""] : undefined;
    return item && host
      ? host.problems(path, item)
      : [hostProblem(`${path}.host`, hosts, item?.host)];
  });
}

function hostProblem(path: string, hosts: object, received: unknown): Problem {
  return problem(path, `be one of ${Object.keys(hosts).join(", ")}`, { received });
}
