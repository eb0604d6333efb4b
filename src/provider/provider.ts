import type { Provider } from "@pulumi/pulumi/provider";
import { confirmationHandler } from "./confirmation";
import { confinementHandler } from "./confinement";
import { Fault } from "./fault";
import { githubSecretHandler } from "./github/secret";
import type { Handler, Surroundings } from "./handler";
import { preflightHandler } from "./preflight";
import { retirementHandler } from "./retirement";
import { tokenHandler } from "./token";
import type { Wire } from "./wire";

/** Dispatches what the engine asks to the resource it asks it of; nothing else. */
export function sealProvider(
  version: string,
  schema: string,
  world: Omit<Surroundings, "signal" | "holders">,
): Provider {
  const cancellation = new AbortController();
  const surroundings = {
    ...world,
    signal: cancellation.signal,
    holders: new Map<string, string>(),
  };
  const handlers: Readonly<Record<string, Handler>> = {
    "seal:index:Token": tokenHandler(surroundings),
    "seal:index:Preflight": preflightHandler(surroundings),
    "seal:index:Confinement": confinementHandler(surroundings),
    "seal:index:GithubSecret": githubSecretHandler(surroundings),
    "seal:index:Confirmation": confirmationHandler(surroundings),
    "seal:index:Retirement": retirementHandler(surroundings),
  };
  const of = (urn: string): Handler => {
    const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const handler = handlers[type];
    if (!handler) throw new Fault(`the plugin seal ${version} has no resource ${type}`);
    return handler;
  };
  return {
    version,
    schema,
    check: (urn, olds: Wire, news: Wire) => tell(async () => of(urn).check(urn, olds, news)),
    diff: (_id, urn, olds: Wire, news: Wire) => tell(async () => of(urn).diff(urn, olds, news)),
    create: (urn, news: Wire) => tell(async () => of(urn).create(urn, news)),
    read: (id, urn, state?: Wire) => tell(async () => of(urn).read(id, urn, state ?? {})),
    update: (id, urn, olds: Wire, news: Wire) =>
      tell(async () => of(urn).update(id, urn, olds, news)),
    delete: (_id, urn, state: Wire) => tell(async () => of(urn).delete(urn, state)),
    cancel: async () => cancellation.abort(),
  };
}

/** Nothing but a fault may reach the server, which prints errors as they are. */
async function tell<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Fault) throw error;
    const name = error instanceof Error ? error.constructor.name : typeof error;
    const at = error instanceof Error ? /\n\s+at (\S+)/.exec(framesOf(error))?.[1] : undefined;
    throw new Fault(
      `an unexpected ${name} in the plugin seal${at ? ` (${at})` : ""}; its text is withheld, because it could hold a secret`,
    );
  }
}

/** The frames alone: a stack begins with the message, which may have lines of its own. */
function framesOf({ stack = "", message }: Error): string {
  const start = stack.indexOf(message);
  return start < 0 ? "" : stack.slice(start + message.length);
}
