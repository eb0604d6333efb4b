import { randomBytes } from "node:crypto";
import { fingerprintOf } from "../../src/model/token";
import { LoopbackServer } from "./loopback-server";

interface Issued {
  readonly name: string;
  /** How many questions about it are answered 503 before it works. */
  unknownFor: number;
  revoked: boolean;
  /** How many questions about it are still answered 200 after it was revoked. */
  acceptedFor: number;
}

/** Every token issued here has this in it, so that a search finds any that leaks. */
export const tokenMark = "canarySealToken";

/** Seal as far as CI sees it: tokens that a person issues and revokes, and who is let in. */
export class SealServer extends LoopbackServer {
  /** Projects of another tenant, under which no token of this one is let in. */
  readonly foreignProjects = new Set<string>();
  /** Tests have clocks of their own, which may be far from this machine's. */
  override date = "";
  readonly #tokens = new Map<string, Issued>();
  /** Values of tokens that were refused since they were revoked. */
  readonly #refused = new Set<string>();

  constructor() {
    super();
    this.app.get("/", (request, response) => {
      const [, basic = ""] = /^Basic (\S+)$/.exec(request.headers.authorization ?? "") ?? [];
      const credentials = Buffer.from(basic, "base64").toString();
      const [project = ""] = credentials.split(":", 1);
      const value = credentials.slice(project.length + 1);
      const isForeign = this.foreignProjects.has(project);
      response.status(isForeign ? 403 : this.#answer(value)).json({});
    });
  }

  /** Issues a token, as a person does on Settings > Tokens; returns its value. */
  issue(
    name: string,
    { unknownFor = 0, value = `${tokenMark}-${randomBytes(18).toString("base64url")}` } = {},
  ): string {
    this.#tokens.set(value, { name, unknownFor, revoked: false, acceptedFor: 0 });
    return value;
  }

  /** Revokes a token, as a person does on Settings > Tokens; maybe with a delay. */
  revoke(value: string, { acceptedFor = 0 } = {}): void {
    const token = this.#tokens.get(value);
    if (!token) throw new Error("no such token");
    token.revoked = true;
    token.acceptedFor = acceptedFor;
  }

  isAlive(value: string): boolean {
    const token = this.#tokens.get(value);
    return token !== undefined && !token.revoked;
  }

  /** Whether somebody learned that it is dead. */
  hasRefused(value: string): boolean {
    return this.#refused.has(value);
  }

  /** Names and fingerprints of the tokens that are alive. */
  alive(): { name: string; fingerprint: string }[] {
    return [...this.#tokens]
      .filter(([, { revoked }]) => !revoked)
      .map(([value, { name }]) => ({ name, fingerprint: fingerprintOf(value) }));
  }

  #answer(value: string): number {
    const token = this.#tokens.get(value);
    if (!token) return 401;
    if (token.unknownFor > 0) {
      token.unknownFor -= 1;
      return 503;
    }
    if (!token.revoked) return 200;
    if (token.acceptedFor > 0) {
      token.acceptedFor -= 1;
      return 200;
    }
    this.#refused.add(value);
    return 401;
  }
}
