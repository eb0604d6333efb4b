import type { Configuration } from "./configuration";

export type Body = Readonly<Record<string, unknown>>;

/** An answer that is no success, as the published plugin words it. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** GitLab's REST API. Segments of a path are encoded here, so a project may be given by its path. */
export class Client {
  readonly #configuration: Configuration;

  constructor(configuration: Configuration) {
    this.#configuration = configuration;
  }

  async ask(
    method: string,
    segments: readonly string[],
    { body, query }: { body?: Body; query?: Record<string, string> } = {},
  ): Promise<Body> {
    const { baseUrl, token } = this.#configuration;
    const path = segments.map(encodeURIComponent).join("/");
    const search = query ? `?${new URLSearchParams(query).toString()}` : "";
    const answer = await fetch(`${baseUrl}/${path}${search}`, {
      method,
      headers: { "PRIVATE-TOKEN": token, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (answer.ok) return text === "" ? {} : (JSON.parse(text) as Body);
    const said = messageOf(text);
    const where = `${method} ${baseUrl}/${segments.join("/")}`;
    throw new Refusal(answer.status, `${where}: ${answer.status} {message: ${said}}`);
  }

  /** Undefined when it is not there. */
  async find(
    segments: readonly string[],
    query?: Record<string, string>,
  ): Promise<Body | undefined> {
    try {
      return await this.ask("GET", segments, query ? { query } : {});
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return undefined;
      throw error;
    }
  }
}

/** As the upstream client prints what GitLab says: `{value: [is invalid]}`. */
function messageOf(text: string): string {
  try {
    return printed((JSON.parse(text) as { message?: unknown }).message);
  } catch {
    return "";
  }
}

function printed(said: unknown): string {
  if (Array.isArray(said)) return `[${said.map(printed).join(", ")}]`;
  if (typeof said !== "object" || said === null) return typeof said === "string" ? said : "";
  return `{${Object.entries(said)
    .map(([key, value]) => `${key}: ${printed(value)}`)
    .join(", ")}}`;
}
