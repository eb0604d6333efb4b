import { fingerprintOf } from "../../model/token";
import type { EngineLog } from "../engine-log";
import { Fault } from "../fault";
import type { Lookups } from "../lookups";
import { connect } from "./client";
import { credentialsOf } from "./credentials";

interface World {
  readonly log: EngineLog;
  readonly signal: AbortSignal;
  readonly lookups: Lookups;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

interface Asked {
  readonly apiUrl: string;
  readonly credentials?: string | undefined;
}

/**
 * Who credentials belong to: whose repositories are meant where nobody says whose. As
 * `configureProviderMeta` of the official provider; asked once for each token.
 */
export function loginsOf(world: World): (asked: Asked) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return (asked) => {
    const token = credentialsOf(asked, world.environment);
    if (!token) {
      throw new Fault("there are none; set `github:token`, or GITHUB_TOKEN");
    }
    const key = `${asked.apiUrl} ${fingerprintOf(token)}`;
    const login = known.get(key) ?? ask(asked, world);
    known.set(key, login);
    return login;
  };
}

async function ask(asked: Asked, world: World): Promise<string> {
  const client = connect(asked, world);
  const { data } = await client.ask("GET /user", () => client.rest.users.getAuthenticated(), {
    // docs.github.com, "Endpoints available for GitHub App installation access tokens": it is none of them.
    403: "a token of a GitHub App's installation belongs to nobody",
  });
  if (typeof data.login === "string" && data.login !== "") return data.login;
  throw new Fault("GitHub answered GET /user without a login");
}
