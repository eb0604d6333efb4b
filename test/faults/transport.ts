import { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { LoopbackServer } from "../support/loopback-server";

/*
 * Requests to the loopback servers without a network: `fetch` hands them to the server's own handlers.
 * Thousands of histories would spend most of their time in sockets otherwise.
 */

/** What stands between a client and a server: it may lose requests, answers, and both for good. */
export type Gate = (
  request: { readonly method: string; readonly url: string },
  serve: () => Promise<Response>,
) => Promise<Response>;

export function fetchFrom(servers: readonly LoopbackServer[], gate: Gate): typeof fetch {
  const byOrigin = new Map(servers.map((server) => [new URL(server.url).origin, server]));
  const ask = async (url: URL, init: RequestInit): Promise<Response> => {
    const server = byOrigin.get(url.origin);
    if (!server) throw new Error(`no loopback server at ${url.origin}`);
    init.signal?.throwIfAborted();
    const { method = "GET", redirect = "follow" } = init;
    const answer = await gate({ method, url: url.href }, () => served(server, url, init));
    const location = answer.headers.get("location");
    const isFollowed = redirects.includes(answer.status) && redirect === "follow";
    return isFollowed && location !== null ? ask(new URL(location, url), init) : answer;
  };
  return (input, init = {}) => ask(new URL(input instanceof Request ? input.url : input), init);
}

/** Clients follow those of a GET only, so that the method stays the same. */
const redirects = [301, 302, 307, 308];

function served(server: LoopbackServer, url: URL, init: RequestInit): Promise<Response> {
  return new Promise((resolve, reject) => {
    const dropped = (error?: NodeJS.ErrnoException) => {
      const cause = { code: error?.code ?? "ECONNRESET" };
      reject(Object.assign(new TypeError("fetch failed"), { cause }));
    };
    const socket = { readable: true, resume() {}, destroy: dropped } as unknown as Socket;
    const request = new IncomingMessage(socket);
    request._destroy = (error, done) => done(error);
    request.method = init.method?.toUpperCase() ?? "GET";
    request.url = url.pathname + url.search;
    for (const [name, value] of new Headers(init.headers)) request.headers[name] = value;
    if (typeof init.body === "string") {
      request.headers["content-length"] = String(Buffer.byteLength(init.body));
      request.push(init.body);
    }
    request.push(null);
    const response = new ServerResponse(request);
    const cut = () => process.nextTick(() => dropped());
    response.write = () => (cut(), true);
    response.writeHead = (status) => ((response.statusCode = status), response);
    response.end = ((body?: unknown) => {
      const { statusCode: status } = response;
      const headers = Object.entries(response.getHeaders()).map(([n, v]) => [n, String(v)]);
      const text = Buffer.isBuffer(body) ? body.toString() : ((body as string | undefined) ?? "");
      const none = [204, 303, 304].includes(status) || text === "";
      response.emit("finish");
      const init = { status, headers: headers as [string, string][] };
      const answer = new Response(none ? null : text, init);
      resolve(Object.defineProperty(answer, "url", { value: url.href }));
      return response;
    }) as typeof response.end;
    server.serve(request, response);
  });
}
