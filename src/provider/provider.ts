import type { CheckResult, Provider } from "@pulumi/pulumi/provider";
import { formatProblem } from "../model/problem";
import { resolveAccounts } from "./accounts/resolve-accounts";
import { azureDevopsBranchControlHandler } from "./azure-devops/branch-control";
import { azureDevopsPipelinePermissionHandler } from "./azure-devops/pipeline-permission";
import { azureDevopsVariableGroupHandler } from "./azure-devops/variable-group";
import { confirmationHandler } from "./confirmation";
import { confinementHandler } from "./confinement";
import type { EngineLog } from "./engine-log";
import { Fault } from "./fault";
import { loginsOf } from "./github/login";
import { githubBranchPolicyHandler } from "./github/branch-policy";
import { githubEnvironmentHandler } from "./github/environment-handler";
import { githubSecretHandler } from "./github/secret";
import { githubVariableHandler } from "./github/variable";
import { gitlabBranchProtectionHandler } from "./gitlab/branch-protection";
import { gitlabVariableHandler } from "./gitlab/variable";
import { generationHandler } from "./generation";
import type { AskingHandler, Handler, Surroundings, Unconfirmed } from "./handler";
import { holdingHandler } from "./holding";
import { Kept } from "./kept";
import type { LifeProof } from "./life-proof";
import { Lookups } from "./lookups";
import { preflightHandler } from "./preflight";
import { Owners } from "./owners";
import { Redaction } from "./redaction";
import { retirementHandler } from "./retirement";
import { inputShapeProblems, stateShapeProblems, type Schema } from "./shape";
import { SignIns } from "./sign-ins";
import { tokenHandler } from "./token";
import { hasUnknown, openAll, type Wire } from "./wire";

/** Dispatches what the engine asks to the resource it asks it of; nothing else. */
export function sealProvider(
  version: string,
  schema: string,
  world: Omit<
    Surroundings,
    | "signal"
    | "holders"
    | "finished"
    | "unconfirmed"
    | "recorded"
    | "flights"
    | "retiring"
    | "lookups"
    | "owners"
    | "kept"
    | "signIns"
    | "lifeProofs"
  >,
): Provider {
  const cancellation = new AbortController();
  const redaction = new Redaction();
  const surroundings = {
    ...world,
    log: redacted(world.log, redaction),
    signal: cancellation.signal,
    holders: new Map<string, string>(),
    finished: new Set<string>(),
    unconfirmed: new Map<string, Unconfirmed>(),
    recorded: new Set<string>(),
    flights: new Map<string, () => Promise<unknown>>(),
    retiring: new Set<string>(),
    lookups: new Lookups(),
    owners: new Owners(),
    kept: new Kept(),
    signIns: new SignIns(),
    lifeProofs: new Map<string, LifeProof>(),
  };
  const handlers: Readonly<Record<string, Handler | AskingHandler>> = {
    "seal:index:Token": tokenHandler(surroundings),
    "seal:index:Generation": generationHandler(surroundings),
    "seal:index:Preflight": preflightHandler(surroundings),
    "seal:index:Confinement": confinementHandler(surroundings),
    "seal:index:GithubBranchPolicy": githubBranchPolicyHandler(surroundings),
    "seal:index:AzureDevopsBranchControl": azureDevopsBranchControlHandler(surroundings),
    "seal:index:AzureDevopsPipelinePermission": azureDevopsPipelinePermissionHandler(surroundings),
    "seal:index:AzureDevopsVariableGroup": azureDevopsVariableGroupHandler(surroundings),
    "seal:index:GithubEnvironment": githubEnvironmentHandler(surroundings),
    "seal:index:GithubSecret": githubSecretHandler(surroundings),
    "seal:index:GithubVariable": githubVariableHandler(surroundings),
    "seal:index:GitlabBranchProtection": gitlabBranchProtectionHandler(surroundings),
    "seal:index:GitlabVariable": gitlabVariableHandler(surroundings),
    "seal:index:Holding": holdingHandler(surroundings),
    "seal:index:Confirmation": confirmationHandler(surroundings),
    "seal:index:Retirement": retirementHandler(surroundings),
  };
  const shapes = JSON.parse(schema) as Schema;
  const of = (urn: string): Handler | AskingHandler => {
    const type = typeOf(urn);
    const handler = Object.hasOwn(handlers, type) ? handlers[type] : undefined;
    if (!handler) throw new Fault(`the plugin seal ${version} has no resource ${type}`);
    return handler;
  };
  const loginOf = loginsOf(surroundings);
  const accountsOf = (urn: string, wire: Wire) =>
    resolveAccounts(typeOf(urn), wire, world.environment, loginOf);
  /** A state of an earlier version has addresses as people wrote them. */
  const inOneSpelling = async (urn: string, state: Wire) =>
    (await accountsOf(urn, readable(urn, state))).wire;
  /** Most handlers judge only what has the types of the schema. */
  const check = async (urn: string, olds: Wire, news: Wire): Promise<CheckResult> => {
    const handler = of(urn);
    const { wire: inputs, ...accounts } = await accountsOf(urn, news);
    const problems = inputShapeProblems(shapes, typeOf(urn), openAll(inputs));
    const judges = problems.length === 0 || handler.judgesTypes === true;
    const judged: CheckResult = judges ? await handler.check(urn, olds, inputs) : { inputs };
    const failures = judged.failures ?? [];
    const found = [
      ...accounts.problems.map(formatProblem),
      ...(failures.length > 0 ? failures.map(({ reason }) => reason) : problems.map(formatProblem)),
    ];
    // Once for all of a binding.
    if (typeOf(urn) === "seal:index:Preflight") {
      for (const text of accounts.contradictions) surroundings.log.warn(urn, text);
    }
    // The engine prints the value of a named property, so the path is a part of the reason instead.
    const told = found.map((reason) => ({ property: "", reason: redaction.redact(reason) }));
    // Refused inputs go back as they came: what a handler made of them may be unknown still.
    return { inputs: found.length > 0 ? news : (judged.inputs as Wire), failures: told };
  };
  /** A state that the handlers can read; one that was edited by hand may not be. */
  const readable = (urn: string, state: Wire): Wire => {
    const problems = stateShapeProblems(shapes, typeOf(urn), openAll(state));
    if (problems.length === 0) return state;
    throw new Fault(
      [
        "its state cannot be read; was it imported, or edited by hand? Restore it from a backup:",
        ...problems.map((found) => `  - ${formatProblem(found)}`),
      ].join("\n"),
    );
  };
  /** Nothing but a fault without secrets may reach the server, which prints errors as they are. */
  const tell = async <T>(act: () => T | Promise<T>, ...properties: Wire[]): Promise<T> => {
    try {
      for (const wire of properties) redaction.learn(wire);
      return await act();
    } catch (error) {
      throw (error instanceof Fault ? error : unexpected(error)).mapped((text) =>
        redaction.redact(text),
      );
    } finally {
      await surroundings.log.delivered();
    }
  };
  return {
    version,
    schema,
    check: (urn, olds: Wire, news: Wire) => tell(() => check(urn, olds, news), olds, news),
    diff: (_id, urn, olds: Wire, news: Wire) =>
      tell(async () => of(urn).diff(urn, await inOneSpelling(urn, olds), news), olds, news),
    create: (urn, news: Wire) => tell(() => of(urn).create(urn, known(news)), news),
    read: (id, urn, state: Wire = {}) =>
      tell(async () => of(urn).read(id, urn, await inOneSpelling(urn, state)), state),
    update: (id, urn, olds: Wire, news: Wire) =>
      tell(
        async () => of(urn).update(id, urn, await inOneSpelling(urn, olds), known(news)),
        olds,
        news,
      ),
    delete: (_id, urn, state: Wire) =>
      tell(async () => of(urn).delete(urn, await inOneSpelling(urn, state)), state),
    cancel: async () => cancellation.abort(),
  };
}

const typeOf = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";

/** What `--target` leaves out, and was never made, the engine does not know; no state may hold that. */
function known(news: Wire): Wire {
  const open = Object.entries(openAll(news)).filter(([, value]) => hasUnknown(value));
  if (open.length === 0) return news;
  const names = open.map(([name]) => `\`${name}\``).join(" and ");
  throw new Fault(
    `${names}: not known, because this update leaves out what that hangs on; run \`pulumi up\` without \`--target\` and \`--exclude\``,
  );
}

function redacted(log: EngineLog, redaction: Redaction): EngineLog {
  return {
    info: (urn, message) => log.info(urn, redaction.redact(message)),
    warn: (urn, message) => log.warn(urn, redaction.redact(message)),
    error: (urn, message) => log.error(urn, redaction.redact(message)),
    status: (urn, message) => log.status(urn, redaction.redact(message)),
    delivered: () => log.delivered(),
  };
}

function unexpected(error: unknown): Fault {
  const name = error instanceof Error ? error.constructor.name : typeof error;
  const at = error instanceof Error ? /\n\s+at (\S+)/.exec(framesOf(error))?.[1] : undefined;
  return new Fault(
    `an unexpected ${name} in the plugin seal${at ? ` (${at})` : ""}; its text is withheld, because it could hold a secret`,
  );
}

/** The frames alone: a stack begins with the message, which may have lines of its own. */
function framesOf({ stack = "", message }: Error): string {
  const start = stack.indexOf(message);
  return start < 0 ? "" : stack.slice(start + message.length);
}
