import { getHandlerFromToken, WebApi } from "azure-devops-node-api";
import { azureOrganizationUrlOf } from "../../model/accounts/azure-devops-address";
import { problem, type Problem } from "../../model/problem";
import { fingerprintOf } from "../../model/token";
import { endpointProblems } from "../endpoint";
import { codeOf, Fault, NotSignedIn, Refused } from "../fault";
import type { Lookups } from "../lookups";
import { outOfSight } from "../out-of-sight";
import { unlessAborted } from "../unless-aborted";

/** A server that accepts a request and never answers must not hold an update for good. */
const requestTimeoutMs = 30_000;

/** Whom requests act as, and where they go. */
export interface Connection {
  /** The organization's address: "https://dev.azure.com/acme". */
  readonly organizationUrl?: string | undefined;
  /** A personal access token, or an access token of Microsoft Entra. */
  readonly credentials?: string | undefined;
}

/** A project that is asked for by its id, and what people call it. */
interface NamedProject {
  readonly project?: string;
  readonly projectName?: string;
}

interface World {
  readonly lookups: Lookups;
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Where an API lives. The ids are constants of all client libraries; the server says which address
 * and which versions belong to them.
 */
export interface Endpoint {
  readonly area: string;
  readonly id: string;
  readonly version: string;
  /** What the credentials need for it, as the page of personal access tokens calls it. */
  readonly scope: string;
  /** What a refusal of the request itself (400) says, for people. */
  readonly refused?: string;
  /** What a conflict with what is there already (409) says, for people. */
  readonly conflict?: string;
  /** Whether null, with 200, says that what was asked for is not there. */
  readonly saysNull?: boolean;
}

type Values = Readonly<Record<string, string | number | boolean>>;

/** Makes requests. Vendor errors carry requests and texts of others: only status and endpoint get through. */
export interface Client {
  get<T extends object>(endpoint: Endpoint, route: Values, query?: Values): Promise<T>;
  /** As `get`, but undefined for 404, or for null where that says it: what was asked for is not there. */
  find<T extends object>(endpoint: Endpoint, route: Values, query?: Values): Promise<T | undefined>;
  /** A whole list, all of its pages. */
  list<T extends object>(endpoint: Endpoint, route: Values, query?: Values): Promise<T[]>;
  /** Creates. The library asks only once: a request that got lost may have taken effect. */
  post<T extends object>(endpoint: Endpoint, route: Values, body: object): Promise<T>;
  /** Writes over what is there; asked only once, too. */
  put<T extends object>(endpoint: Endpoint, route: Values, body: object): Promise<T>;
  /** Changes a part of what is there; asked only once, too. */
  patch<T extends object>(endpoint: Endpoint, route: Values, body: object): Promise<T>;
  /** Deletes; says false for 404, which may also be what the credentials do not reach. */
  delete(endpoint: Endpoint, route: Values, query?: Values): Promise<boolean>;
  /** Finds what is called so once in an update; see `Lookups`. */
  once<T extends object>(name: string, find: () => Promise<T | undefined>): Promise<T | undefined>;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface Answer {
  readonly method: Method;
  readonly address: string;
  readonly status: number;
  /** Null when there was none, or none in JSON. */
  readonly body: unknown;
  /** Where a list goes on. */
  readonly next: string | undefined;
}

export function connect(connection: Connection & NamedProject, world: World): Client {
  const api = apiOf(connection, world);
  const token = fingerprintOf(tokenOf(connection, world) ?? "");

  async function ask(
    method: Method,
    endpoint: Endpoint,
    route: Values,
    { query = {}, body }: { query?: Values; body?: object } = {},
  ): Promise<Answer> {
    const { requestUrl, apiVersion } = await attempt(endpoint, `GET _apis/${endpoint.area}`, () =>
      api.vsoClient.getVersioningData(
        endpoint.version,
        endpoint.area,
        endpoint.id,
        // The library writes area and resource into it.
        { ...route },
        query,
      ),
    ).catch(async (error: unknown) => {
      throw (await isGone(endpoint)) ? outOfSight(`the organization ${api.serverUrl}`) : error;
    });
    const url = requestUrl ?? "";
    const address = named(decodeURIComponent(new URL(url).pathname), connection);
    const options = {
      acceptHeader: `application/json;api-version=${apiVersion}`,
      // Else who is not signed in is led to a page for people.
      additionalHeaders: { "X-TFS-FedAuthRedirect": "Suppress" },
    };
    const request = {
      GET: () => api.rest.get<unknown>(url, options),
      POST: () => api.rest.create<unknown>(url, body, options),
      PUT: () => api.rest.replace<unknown>(url, body, options),
      PATCH: () => api.rest.update<unknown>(url, body, options),
      DELETE: () => api.rest.del<unknown>(url, options),
    }[method];
    const asked = `${method} ${address}`;
    const { statusCode, result, headers } = await attempt(endpoint, asked, request);
    const next = (headers as Readonly<Record<string, unknown>>)["x-ms-continuationtoken"];
    return {
      method,
      address,
      status: statusCode,
      body: result,
      next: typeof next === "string" && next !== "" ? next : undefined,
    };
  }

  async function attempt<T>(
    endpoint: Endpoint,
    asked: string,
    request: () => Promise<T>,
  ): Promise<T> {
    try {
      return await unlessAborted(request, world.signal);
    } catch (error) {
      if (world.signal.aborted) throw new Fault("cancelled while waiting for Azure DevOps");
      const { statusCode } = error as { statusCode?: unknown };
      throw refusal(asked, typeof statusCode === "number" ? statusCode : codeOf(error), endpoint);
    }
  }

  /** The library does not say which status it got when it asked where the APIs live. */
  async function isGone(endpoint: Endpoint): Promise<boolean> {
    const address = `${api.serverUrl}/_apis/projects`;
    const asked = () => api.rest.get<unknown>(address, { acceptHeader: "application/json" });
    const found = await attempt(endpoint, "GET _apis/projects", asked).catch(() => undefined);
    return found?.statusCode === 404;
  }

  /** Nothing may be concluded from an answer that cannot be read. */
  function readable(endpoint: Endpoint, { method, address, status, body }: Answer): object {
    if (status !== 200 || typeof body !== "object" || body === null)
      throw refusal(`${method} ${address}`, status, endpoint);
    return body;
  }

  const writing =
    (method: "POST" | "PUT" | "PATCH") =>
    async <T extends object>(endpoint: Endpoint, route: Values, body: object) =>
      readable(endpoint, await ask(method, endpoint, route, { body })) as T;

  return {
    async get<T extends object>(endpoint: Endpoint, route: Values, query: Values = {}) {
      return readable(endpoint, await ask("GET", endpoint, route, { query })) as T;
    },
    async find<T extends object>(endpoint: Endpoint, route: Values, query: Values = {}) {
      const answer = await ask("GET", endpoint, route, { query });
      const { status, body } = answer;
      if (status === 404 || (endpoint.saysNull && status === 200 && body === null))
        return undefined;
      return readable(endpoint, answer) as T;
    },
    async list<T extends object>(endpoint: Endpoint, route: Values, query: Values = {}) {
      const items: T[] = [];
      let more: Values = {};
      for (;;) {
        const answer = await ask("GET", endpoint, route, { query: { ...query, ...more } });
        const { value } = readable(endpoint, answer) as { value?: unknown };
        if (!Array.isArray(value)) throw refusal(`GET ${answer.address}`, answer.status, endpoint);
        items.push(...(value as T[]));
        if (answer.next === undefined) return items;
        more = { continuationToken: answer.next };
      }
    },
    post: writing("POST"),
    put: writing("PUT"),
    patch: writing("PATCH"),
    async delete(endpoint: Endpoint, route: Values, query: Values = {}) {
      const { method, address, status } = await ask("DELETE", endpoint, route, { query });
      if (status === 404) return false;
      // A proxy between may answer with a page of its own, and another success.
      if (status !== 200 && status !== 204) {
        throw refusal(`${method} ${address}`, status, endpoint);
      }
      return true;
    },
    once: (name, find) => world.lookups.once(`${api.serverUrl} ${token} ${name}`, find),
  };
}

/** As people know it: an id says nothing to them. */
function named(address: string, { project = "", projectName }: NamedProject): string {
  return projectName === undefined
    ? address
    : address.replace(`/${project}/`, () => `/${projectName}/`);
}

function apiOf({ organizationUrl, credentials }: Connection, { environment }: World): WebApi {
  // An empty one is absent, and keeps the variable from counting (model/accounts/sources.ts).
  const address = organizationUrl ?? environment.AZDO_ORG_SERVICE_URL;
  const token = tokenOf({ credentials }, { environment });
  if (!address) throw new Fault(`its organization is not known; ${organizationHint}`);
  const url = azureOrganizationUrlOf(address);
  if (url === undefined || endpointProblems("", address).length > 0) {
    throw new Fault(`its organization's address is not an https address; ${organizationHint}`);
  }
  if (!token) throw new Fault(`there are no credentials to look at it with; ${credentialsHint}`);
  return new WebApi(url, getHandlerFromToken(token), {
    allowRetries: true,
    maxRetries: 3,
    socketTimeout: requestTimeoutMs,
    allowRedirects: false,
  });
}

const tokenOf = ({ credentials }: Connection, { environment }: Pick<World, "environment">) =>
  credentials ?? environment.AZDO_PERSONAL_ACCESS_TOKEN;

/** What is wrong with the part of a place that says how to connect. */
export function connectionProblems(
  path: string,
  value: Readonly<Record<string, unknown>>,
  needed: readonly string[],
): Problem[] {
  const { organizationUrl } = value;
  return [
    ...needed
      .filter((key) => value[key] === undefined || value[key] === "")
      .map((key) => problem(`${path}.${key}`, "be given")),
    ...(typeof organizationUrl === "string" && organizationUrl !== ""
      ? endpointProblems(`${path}.organizationUrl`, organizationUrl)
      : []),
  ];
}

const organizationHint = "set azuredevops:orgServiceUrl, or AZDO_ORG_SERVICE_URL";
const credentialsHint =
  "set azuredevops:personalAccessToken, or AZDO_PERSONAL_ACCESS_TOKEN (an access token of Microsoft Entra will do)";

/** A status, or the code of an error for which there is none. */
function refusal(asked: string, answer: number | string, endpoint: Endpoint): Fault {
  if (typeof answer === "string")
    return new Fault(`Azure DevOps did not answer ${asked} (${answer})`);
  const hint = hintOf(answer, endpoint);
  const told = `Azure DevOps answered ${asked} with ${answer}${hint && `: ${hint}`}`;
  if (isNotSignedIn(answer)) return new NotSignedIn(told);
  // A project that is being deleted shows nothing that is in it.
  return answer === 403 || answer === 404 ? new Refused(told) : new Fault(told);
}

/** Of what a host answered with 404 when it was to be deleted, and shows all the same. */
export function notDeleted({ scope }: Endpoint): Fault {
  return new Fault(
    `Azure DevOps did not delete it, and shows it still; its credentials need ${scope}`,
  );
}

/** Who is not signed in gets a redirect, or a page with status 203. */
const isNotSignedIn = (status: number) => [203, 302, 401].includes(status);

function hintOf(status: number, { scope, refused = "", conflict = "" }: Endpoint): string {
  if (isNotSignedIn(status)) return `its credentials are not accepted; ${credentialsHint}`;
  if (status === 403) return `its credentials lack a permission; they need ${scope}`;
  if (status === 404) return "it is not there, or its credentials do not reach it";
  if (status === 400) return refused;
  if (status === 409) return conflict;
  return status < 300 ? "what it says cannot be read" : "";
}
