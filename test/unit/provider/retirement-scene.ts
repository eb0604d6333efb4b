import assert from "node:assert/strict";
import { fingerprintOf } from "../../../src/model/token";
import { retirementHandler } from "../../../src/provider/retirement";
import { tokenHandler } from "../../../src/provider/token";
import type { Wire } from "../../../src/provider/wire";
import { SealServer } from "../../support/seal-server";
import { newWorld, urnOf, secretOnWire, type World } from "./world";

export const urn = urnOf("Retirement", "production-retirement");
/** When the world's clock begins. */
export const since = "2026-11-23T09:00:00.000Z";

/** A token as a person issued it. */
export interface Issued {
  readonly value: string;
  readonly fingerprint: string;
  readonly tokenName: string;
  readonly createdOn: string | undefined;
}

/** Tokens that came one after the other, on a loopback server, and the retirement of those before. */
export class RetirementScene {
  readonly world: World = newWorld();
  readonly seal: SealServer;
  readonly a: Issued;
  readonly b: Issued;
  /** The token in use. */
  readonly c: Issued;
  /** The states of the token resource, by the names of what came. */
  readonly #states = new Map<string, Wire>();

  private constructor(seal: SealServer) {
    this.seal = seal;
    this.a = this.#issue("ci-a", "2026-01-05");
    this.b = this.#issue("ci-b");
    this.c = this.#issue("ci-c");
  }

  static async create(): Promise<RetirementScene> {
    const scene = new RetirementScene(await new SealServer().start());
    const { a, b, c } = scene;
    for (const came of [[a], [c], [a, b], [a, c], [a, b, c]]) await scene.#put(came);
    scene.seal.requests.length = 0;
    return scene;
  }

  /** What a retirement is given once the tokens came, of which the last is in use. */
  inputs(superseded: readonly Issued[], change: object = {}, inUse = this.c): Wire {
    const { token, fingerprint, superseded: sealed } = this.stateOf([...superseded, inUse]);
    return {
      token,
      confirmed: fingerprint,
      superseded: sealed,
      authorizationUrl: this.seal.url,
      ...change,
    };
  }

  /** The state of the token resource once they came. */
  stateOf(came: readonly Issued[]): Wire {
    const state = this.#states.get(namesOf(came));
    assert.ok(state, namesOf(came));
    return state;
  }

  /** The state that a retirement leaves in an update of its own. */
  async retired(news: Wire): Promise<Wire> {
    const { outs } = await retirementHandler(newWorld()).create(urn, news);
    this.seal.requests.length = 0;
    return outs;
  }

  /** The state of the retirement before anything was superseded. */
  settled(): Promise<Wire> {
    return this.retired(this.inputs([], {}, this.a));
  }

  #issue(tokenName: string, createdOn?: string): Issued {
    const value = this.seal.issue(tokenName);
    return { value, fingerprint: fingerprintOf(value), tokenName, createdOn };
  }

  async #put(came: readonly Issued[]): Promise<void> {
    const { value, tokenName, createdOn } = came.at(-1)!;
    const olds = this.#states.get(namesOf(came.slice(0, -1)));
    const of = urnOf("Token");
    const token = tokenHandler(newWorld());
    const checked = token.check(of, olds ?? {}, {
      ...{ token: secretOnWire(value), tokenName, ...(createdOn !== undefined && { createdOn }) },
      ...{ type: "production", expiry: "never", rotation: { every: "90 days" } },
      ...{ project: "web-shop", authorizationUrl: this.seal.url, checkTimeoutSeconds: 0 },
    });
    assert.deepEqual(checked.failures, []);
    const news = checked.inputs as Wire;
    const answer = olds
      ? await token.update("production", of, olds, news)
      : await token.create(of, news);
    this.#states.set(namesOf(came), answer.outs);
  }
}

const namesOf = (tokens: readonly Issued[]) => tokens.map(({ tokenName }) => tokenName).join();
