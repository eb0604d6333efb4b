import { createServer, request as forward, type OutgoingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What becomes of answers on their way; of all of them, or of some requests' alone. */
export interface Distortion {
  /** Which requests: those whose path has this remainder of 3; undefined for all. */
  readonly of?: number | undefined;
  readonly status?: number | undefined;
  readonly contentType?: string | undefined;
  /** What is said instead. */
  readonly body?: string | undefined;
  /** Which value within the JSON becomes what; counted through, modulo their number. */
  readonly values?: readonly { readonly at: number; readonly to: unknown }[] | undefined;
  /** How much of the body arrives before it ends. */
  readonly cutTo?: number | undefined;
}

/** So many requests are made by no honest client in one go. */
const mostRequests = 500;

/** A host that does not play along: hands on what another says, distorted. */
export class DistortingProxy {
  distortion: Distortion = {};
  requests = 0;
  readonly #server: Server;

  constructor(target: string) {
    this.#server = createServer((request, response) => {
      this.requests += 1;
      if (this.requests > mostRequests) return void request.socket.destroy();
      const options = { method: request.method, headers: request.headers };
      const onward = forward(`${target}${request.url ?? ""}`, options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          const { distortion } = this;
          const sum = Buffer.from(request.url ?? "").reduce((all, byte) => all + byte, 0);
          const hit = distortion.of === undefined || sum % 3 === distortion.of;
          const { status, contentType, cutTo, ...rest } = hit ? distortion : ({} as Distortion);
          const body = distorted(Buffer.concat(chunks).toString(), rest);
          const headers: OutgoingHttpHeaders = {
            ...answer.headers,
            ...(contentType ? { "content-type": contentType } : {}),
          };
          delete headers["content-length"];
          // It tells the credentials that it got in every answer.
          headers["x-seen"] = request.headers.authorization ?? "";
          response.writeHead(status ?? answer.statusCode ?? 500, headers);
          response.end(cutTo === undefined ? body : body.slice(0, cutTo));
        });
      });
      // A client that gave up.
      onward.on("error", () => response.destroy());
      request.on("error", () => onward.destroy());
      request.pipe(onward);
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function distorted(
  text: string,
  { body, values = [] }: Pick<Distortion, "body" | "values">,
): string {
  if (body !== undefined) return body;
  if (values.length === 0 || !isJson(text)) return text;
  const root: { it: unknown } = { it: JSON.parse(text) as unknown };
  for (const { at, to } of values) {
    const slots = slotsOf(root);
    const [owner, key] = slots[at % slots.length]!;
    owner[key] = structuredClone(to);
  }
  return JSON.stringify(root.it) ?? "";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

type Slot = [owner: Record<string, unknown>, key: string];

function slotsOf(value: unknown): Slot[] {
  if (typeof value !== "object" || value === null) return [];
  const owner = value as Record<string, unknown>;
  return Object.keys(owner).flatMap((key) => [[owner, key] as Slot, ...slotsOf(owner[key])]);
}
