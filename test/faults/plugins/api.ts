/** An answer that is no success, as plugins word it. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, endpoint: string) {
    super(`${endpoint} was answered with ${status}`);
    this.status = status;
  }
}

type Body = Readonly<Record<string, unknown>>;

/** A host's REST API, as a plugin asks it. */
export class Api {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(url: string, authorization: string) {
    this.#url = url;
    this.#headers = { authorization, "content-type": "application/json" };
  }

  async ask(method: string, path: string, body?: unknown): Promise<Body> {
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      headers: { ...this.#headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // As go-github does: what is elsewhere is no success.
      redirect: "manual",
    });
    const text = await answer.text();
    if (!answer.ok) throw new Refusal(answer.status, `${method} ${path}`);
    return text === "" ? {} : (JSON.parse(text) as Body);
  }

  /** Undefined when it is not there. */
  async find(path: string): Promise<Body | undefined> {
    return this.ask("GET", path).catch(unlessMissing);
  }

  /** What is gone already is deleted. */
  async delete(path: string): Promise<void> {
    await this.ask("DELETE", path).catch(unlessMissing);
  }
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof Refusal && error.status === 404) return undefined;
  throw error;
}
