import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { KnownToken } from "../../../src/model/superseded";
import { fingerprintOf } from "../../../src/model/token";
import { askAlive, proveDead, type Patience } from "../../../src/provider/authorization";
import { SealServer } from "../../support/seal-server";
import { endPausesAtOnce } from "./world";

/* Answers of a loopback server; does not prove what Seal's own answers, nor how long a pause is. */

describe("the authorization server", () => {
  endPausesAtOnce();
  let seal: SealServer;
  let inUse: KnownToken;
  let before: KnownToken;
  let retries: string[];
  const cancellation = () => new AbortController();

  beforeEach(async () => {
    seal = await new SealServer().start();
    inUse = issue("ci-b");
    before = issue("ci-a");
    retries = [];
  });
  afterEach(() => seal.stop());

  function issue(tokenName: string): KnownToken {
    const value = seal.issue(tokenName);
    return { value, tokenName, fingerprint: fingerprintOf(value), project: "web-shop" };
  }

  function patience(seconds: number, { signal } = cancellation()): Patience {
    return { seconds, signal, onRetry: (why) => void retries.push(why) };
  }

  describe("asked whether a token is alive", () => {
    const ask = (seconds = 0) => askAlive(seal.url, inUse, patience(seconds));

    for (const [answer, verdict] of [
      [200, { kind: "alive" }],
      [204, { kind: "alive" }],
      [401, { kind: "dead", status: 401 }],
      [403, { kind: "dead", status: 403 }],
      [302, { kind: "not known", why: "it answered 302" }],
      [400, { kind: "not known", why: "it answered 400" }],
      [404, { kind: "not known", why: "it answered 404" }],
      [429, { kind: "not known", why: "it answered 429" }],
      [500, { kind: "not known", why: "it answered 500" }],
      [503, { kind: "not known", why: "it answered 503" }],
    ] as const) {
      it(`is understood as "${verdict.kind}" when it answers ${answer}`, async () => {
        seal.inject({ path: /./, answer });
        assert.deepEqual(await ask(), verdict);
        assert.equal(seal.requests.length, 1);
      });
    }

    it("is believed when it really knows the token, and when it was revoked", async () => {
      assert.deepEqual(await ask(), { kind: "alive" });
      seal.revoke(inUse.value);
      assert.deepEqual(await ask(), { kind: "dead", status: 401 });
    });

    it("never makes a token dead by dropping the connection", async () => {
      seal.inject({ path: /./, answer: "reset" });
      const verdict = await ask();
      assert.equal(verdict.kind, "not known");
      assert.match(inspect(verdict), /no answer \((ECONNRESET|UND_ERR_SOCKET)\)/);
    });

    it("never makes a token dead by not being there", async () => {
      await seal.stop();
      assert.deepEqual(await ask(), { kind: "not known", why: "no answer (ECONNREFUSED)" });
    });

    for (const answer of [503, 429, "reset"] as const) {
      it(`is asked again while it says ${answer}, and each time is told`, async () => {
        seal.inject({ path: /./, answer, times: 3 });
        assert.deepEqual(await ask(240), { kind: "alive" });
        assert.equal(retries.length, 3);
        assert.equal(seal.requests.length, 4);
      });
    }

    it("is not asked again after a plain refusal, because nothing changes it", async () => {
      seal.revoke(inUse.value);
      await ask(240);
      assert.deepEqual(retries, []);
      assert.equal(seal.requests.length, 1);
    });

    it("gets project and token as Basic user and password, and is not followed elsewhere", async () => {
      const { fetch } = globalThis;
      const sent: RequestInit[] = [];
      globalThis.fetch = async (_url, init) => {
        sent.push(init ?? {});
        return new Response(null, { status: 302, headers: { location: "https://elsewhere" } });
      };
      await ask().finally(() => (globalThis.fetch = fetch));
      const [{ headers, redirect } = {}, ...others] = sent;
      const basic = new Headers(headers).get("authorization")?.replace(/^Basic /, "") ?? "";
      assert.equal(Buffer.from(basic, "base64").toString(), `web-shop:${inUse.value}`);
      assert.equal(redirect, "manual");
      assert.deepEqual(others, []);
    });

    it("is asked nothing more once the engine cancels", async () => {
      const engine = cancellation();
      engine.abort();
      const verdict = await askAlive(seal.url, inUse, patience(240, engine));
      assert.equal(verdict.kind, "not known");
      assert.deepEqual(seal.requests, []);
    });

    it("is not waited for once the engine cancels", async () => {
      const engine = cancellation();
      seal.inject({ path: /./, answer: 503 });
      const verdict = await askAlive(seal.url, inUse, {
        ...patience(240, engine),
        onRetry: () => engine.abort(),
      });
      assert.equal(verdict.kind, "not known");
      assert.equal(seal.requests.length, 1);
    });

    for (const url of ["", "not an address", "http://[", "canary://seal.example"]) {
      it(`answers nothing at ${JSON.stringify(url)}, and the token is in no text`, async () => {
        const verdict = await askAlive(url, inUse, patience(0));
        assert.equal(verdict.kind, "not known");
        assert.ok(!inspect(verdict).includes(inUse.value));
      });
    }
  });

  describe("asked to prove tokens dead", () => {
    const prove = (...tokens: KnownToken[]) => proveDead(seal.url, tokens, inUse, patience(0));

    it("proves it by refusing them while it accepts the token in use", async () => {
      seal.revoke(before.value);
      assert.deepEqual(await prove(before), { dead: [before], pending: [] });
    });

    it("proves nothing while it accepts them", async () => {
      assert.deepEqual(await prove(before), {
        dead: [],
        pending: [{ token: before, why: "still accepted" }],
      });
    });

    it("proves nothing by refusing everything, as a proxy may", async () => {
      seal.inject({ path: /./, answer: 403 });
      const { dead, pending } = await prove(before);
      assert.deepEqual(dead, []);
      assert.deepEqual(
        pending.map(({ why }) => why),
        ["not known: the server refuses the token in use, too, for project web-shop"],
      );
    });

    const refusesAll = /^the server refuses the token in use, too, for project web-shop$/;
    const saysNothing =
      "it is refused, but the server did not say whether it accepts the token in use for project web-shop";
    for (const [what, fault, said] of [
      [
        "begins to refuse everything after it accepted the token in use",
        { answer: 403, skip: 1 },
        refusesAll,
      ],
      [
        "refuses everything, and accepts the token in use again",
        { answer: 403, times: 2 },
        refusesAll,
      ],
      [
        "stops to say anything of the token in use",
        { answer: 404, skip: 2 },
        new RegExp(`^${saysNothing}: it answered 404$`),
      ],
      [
        "had a fault when it was asked about the token in use",
        { answer: 503, times: 1 },
        new RegExp(`^${saysNothing}: it answered 503$`),
      ],
      [
        "cannot be reached when it is asked about the token in use",
        { answer: "reset", skip: 2 },
        new RegExp(`^${saysNothing}: no answer \\((ECONNRESET|UND_ERR_SOCKET)\\)$`),
      ],
    ] as const) {
      it(`proves nothing when it ${what}`, async () => {
        seal.revoke(before.value);
        seal.inject({ path: /./, ...fault });
        const { dead, pending } = await prove(before);
        assert.deepEqual(dead, []);
        assert.deepEqual(
          pending.map(({ token }) => token),
          [before],
        );
        const [first, why] = pending[0]?.why.split(/: (.*)/s) ?? [];
        assert.equal(first, "not known");
        assert.match(why ?? "", said);
      });
    }

    it("proves nothing by not answering", async () => {
      seal.inject({ path: /./, answer: 404 });
      const { dead, pending } = await prove(before);
      assert.deepEqual(dead, []);
      assert.deepEqual(
        pending.map(({ why }) => why),
        ["not known: it answered 404"],
      );
    });

    it("is asked for each token by itself, and for the token in use before and after a refusal", async () => {
      const [c, d] = [issue("ci-c"), { ...issue("ci-d"), project: "checkout" }];
      for (const { value } of [before, d]) seal.revoke(value);
      const { dead, pending } = await prove(before, c, d);
      assert.deepEqual(dead, [before, d]);
      assert.deepEqual(pending, [{ token: c, why: "still accepted" }]);
      assert.equal(seal.requests.length, 3 + 2 + 3);
    });

    it("is asked nothing when there is nothing to prove", async () => {
      assert.deepEqual(await prove(), { dead: [], pending: [] });
      assert.deepEqual(seal.requests, []);
    });
  });
});
