import express, { type Express, type Request, type Response } from "express";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a loopback server saw of a request; no headers and no bodies, which hold secrets. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  /** Whose credentials it had, where the server knows several accounts; never the credentials. */
  readonly account?: string;
}

/** A fault to answer with, instead of what the API would say. */
export interface Fault {
  readonly method?: string;
  readonly path: RegExp;
  /**
   * A status to answer, or what goes wrong with the connection: "refused" makes none, "reset" drops it,
   * "cut" drops it in the middle of the answer, "silent" drops it after a while without an answer.
   * "garbled" is a success that is no JSON, and "slow" the right answer, late. A server that listens
   * refuses nothing: over a network "refused" drops what it did not look at, and `refuse` is the real one.
   */
  readonly answer: number | "refused" | "reset" | "cut" | "silent" | "garbled" | "slow" | Gate;
  /** What is said with the status. Default: that this is an injected fault. */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** How many matching requests are let through first. Default none. */
  skip?: number;
  /** How often; default always, until removed. */
  times?: number;
  /** Whether the request takes effect, and only its answer is lost or held. Default false. */
  readonly after?: boolean;
  /** Whether it is time for it. Default always. */
  readonly when?: () => boolean;
}

/** A request that waits at a server until it is let go. */
export interface HeldRequest {
  readonly arrived: Promise<void>;
  readonly release: () => void;
}

/** An HTTP server on 127.0.0.1 that records requests and can be told to fail. */
export abstract class LoopbackServer {
  readonly requests: SeenRequest[] = [];
  readonly faults: Fault[] = [];
  /** Whether what is held after each request is kept; thousands of stores make that long. */
  keepsTimeline = true;
  /** What was asked for besides looking, in order: "PUT /path". */
  get writes(): string[] {
    return this.requests.flatMap(({ method, path }) =>
      method === "GET" ? [] : [`${method} ${path}`],
    );
  }
  /** The header `Date` of its answers, "" for none. Default: as this machine's clock says. */
  date?: string;
  /** What is accepted since credentials were renewed, instead of those that were before. */
  renewedCredentials?: string;
  /** Credentials that are accepted, and are shown nothing. */
  readonly strangers = new Set<string>();
  protected readonly app: Express = express();
  readonly #server: Server = createServer(this.app);
  #url = "";

  constructor() {
    this.app.disable("x-powered-by");
    this.app.use((request, response, next) => {
      const { method } = request;
      const path = request.originalUrl;
      const fault = this.#faultFor({ method, path });
      if (fault?.answer === "refused") return void request.socket.destroy(refused());
      const account = this.accountOf(request);
      const seen = { method, path, ...(account !== undefined && { account }) };
      this.requests.push(seen);
      response.locals.url = this.#url;
      response.sendDate = this.date === undefined;
      if (this.date) response.set("date", this.date);
      if (this.keepsTimeline) response.on("finish", () => this.afterRequest(seen));
      if (!fault) return next();
      if (fault.answer === "slow") return void setTimeout(next, slowMs);
      if (fault.answer instanceof Gate) return fault.answer.stop(response, next, fault.after);
      if (!fault.after) return fail(fault, request, response);
      // Let the request take effect, then lose its answer.
      const end = response.end.bind(response);
      response.end = () => {
        response.end = end;
        fail(fault, request, response);
        return response;
      };
      next();
    });
    this.app.use(express.json());
  }

  async start(): Promise<this> {
    await this.#listen(0);
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  get url(): string {
    return this.#url;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Refuses every connection, until the function is called that it returns. */
  async refuse(): Promise<() => Promise<void>> {
    const { port } = this.#server.address() as AddressInfo;
    await this.stop();
    return () => this.#listen(port);
  }

  /** Adds a fault, and returns a function that ends it. */
  inject(fault: Fault): () => void {
    this.faults.push(fault);
    return () => void this.faults.splice(this.faults.indexOf(fault), 1);
  }

  /** Serves a request that did not come over the network. */
  serve(request: IncomingMessage, response: ServerResponse): void {
    this.app(request, response);
  }

  /** Holds one request: before it takes effect, or (`after`) only its answer. */
  hold(which: Pick<Fault, "method" | "path" | "skip" | "after" | "when">): HeldRequest {
    const gate = new Gate();
    this.faults.push({ ...which, answer: gate, times: 1 });
    return gate;
  }

  protected afterRequest(_request: SeenRequest): void {}

  /** Whose credentials a request has. */
  protected accountOf(_request: Request): string | undefined {
    return undefined;
  }

  #listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject).listen(port, "127.0.0.1", () => {
        this.#server.off("error", reject);
        resolve();
      });
    });
  }

  #faultFor({ method, path }: SeenRequest): Fault | undefined {
    const fault = this.faults.find(
      (f) =>
        (f.method ?? method) === method &&
        f.path.test(path) &&
        (f.times ?? 1) > 0 &&
        (f.when?.() ?? true),
    );
    if (fault?.skip) {
      fault.skip -= 1;
      return undefined;
    }
    if (fault?.times !== undefined) fault.times -= 1;
    return fault;
  }
}

class Gate implements HeldRequest {
  readonly arrived: Promise<void>;
  readonly release: () => void;
  readonly #arrive: () => void;
  readonly #released: Promise<void>;

  constructor() {
    const [arrived, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    this.arrived = arrived.promise;
    this.#arrive = arrived.resolve;
    this.#released = released.promise;
    this.release = released.resolve;
  }

  stop(response: Response, next: () => void, after = false): void {
    const wait = (goOn: () => void) => {
      this.#arrive();
      void this.#released.then(goOn);
    };
    if (!after) return wait(next);
    const end = response.end.bind(response) as (...given: unknown[]) => Response;
    response.end = ((...given: unknown[]) => {
      wait(() => end(...given));
      return response;
    }) as Response["end"];
    next();
  }
}

/** What a client says of a port at which nobody listens. */
const refused = () => Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });

/** Long for a server on the same machine; a client's patience is minutes. */
const slowMs = 200;
const silentMs = 1000;
const notJson = '{"broken": ';

function fail(fault: Fault, request: Request, response: Response): void {
  const { answer, headers = {}, body = { message: "injected fault" } } = fault;
  const drop = () => void request.socket.destroy();
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  if (typeof answer === "number") response.status(answer).set(headers).json(body);
  else if (answer === "silent") setTimeout(drop, silentMs);
  else if (answer === "garbled") response.status(200).type("json").end(notJson);
  else if (answer === "cut") {
    response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
    response.write(notJson, drop);
  } else drop();
}
