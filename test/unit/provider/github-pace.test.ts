import assert from "node:assert/strict";
import { mock } from "node:test";
import { setImmediate } from "node:timers/promises";
import { connect } from "../../../src/provider/github/client";
import { newWorld, rejectionOf, type World } from "./world";

/* No server here is api.github.com, so what it answers is put in the place of `fetch`. */

type Answer = [status: number, message: string, headers: Record<string, string>];

const tooFast: Answer = [403, "You have exceeded a secondary rate limit.", { "retry-after": "90" }];
const done: Answer = [201, "", {}];

describe("the pace of requests to GitHub", () => {
  let now = Date.parse("2026-11-27T09:00:00Z");
  let world: World;
  let asked: string[];
  let answers: Answer[];

  beforeEach(() => {
    now += 1;
    mock.timers.enable({ apis: ["setTimeout", "Date"], now });
    mock.method(globalThis, "fetch", async (url: string, { method }: RequestInit) => {
      asked.push(`${method} ${new URL(url).pathname}`);
      const [status, message, headers] = answers.shift() ?? done;
      return new Response(JSON.stringify({ message }), {
        status,
        headers: { "content-type": "application/json", ...headers },
      });
    });
    world = newWorld();
    [asked, answers] = [[], []];
  });
  afterEach(() => {
    mock.restoreAll();
    mock.timers.reset();
  });

  /** The libraries remember when somebody last asked, so in each test another user does. */
  const write = ({ apiUrl, user = "" }: { apiUrl?: string; user?: string } = {}) => {
    const client = connect({ apiUrl, credentials: `ghp_${now}${user}` }, world);
    const path = "POST /repos/acme/shop/actions/variables";
    return client.ask(path, () => client.rest.request(path), {});
  };
  const pass = async (seconds: number) => {
    for (let turn = 0; turn < seconds * 100; turn += 1) {
      mock.timers.tick(10);
      await setImmediate();
    }
  };

  it("is one write a second", async () => {
    const writes = [write(), write(), write()];
    for (const expected of [1, 2, 3]) {
      await pass(0.5);
      assert.equal(asked.length, expected);
      await pass(0.5);
      assert.equal(asked.length, expected);
    }
    await Promise.all(writes);
  });

  it("is that of each user", async () => {
    const writes = [write(), write({ user: "another" })];
    await pass(0.5);
    assert.equal(asked.length, 2);
    await Promise.all(writes);
  });

  it("is not slowed down for an Enterprise server", async () => {
    const writes = Array.from({ length: 5 }, () =>
      write({ apiUrl: "https://github.acme.example/api/v3" }),
    );
    await pass(0.5);
    assert.equal(asked.length, 5);
    await Promise.all(writes);
  });

  it("rests as long as GitHub says, and says so", async () => {
    answers = [tooFast];
    const written = write();
    await pass(89);
    assert.equal(asked.length, 1);
    assert.match(world.log.text, /^info: GitHub takes no more requests .* it goes on in 90 s$/);
    await pass(2);
    assert.equal(asked.length, 2);
    await written;
  });

  for (const status of [403, 429]) {
    it(`rests until the requests of an hour are counted anew, after ${status}`, async () => {
      const reset = String(Math.floor(now / 1000) + 60);
      const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
      answers = [[status, "API rate limit exceeded", headers]];
      const written = write();
      await pass(59);
      assert.equal(asked.length, 1);
      await pass(3);
      assert.equal(asked.length, 2);
      await written;
    });
  }

  it("ends with what to do when resting did not help", async () => {
    answers = Array.from({ length: 9 }, () => tooFast);
    const fault = rejectionOf(write());
    await pass(400);
    assert.match(String(await fault), /variables with 403: it is the rate limit/);
    assert.equal(asked.length, 4);
  });

  it("waits for no answer that would take longer than the longest limit", async () => {
    answers = [[429, "You have exceeded a secondary rate limit.", { "retry-after": "86400" }]];
    const fault = rejectionOf(write());
    await pass(1);
    assert.match(String(await fault), /variables with 429: it is the rate limit/);
    assert.equal(asked.length, 1);
  });

  it("ends at once when the update is cancelled meanwhile", async () => {
    answers = [tooFast];
    const fault = rejectionOf(write());
    await pass(1);
    world.cancel();
    assert.match(String(await fault), /cancelled while waiting for GitHub/);
  });
});
