import assert from "node:assert/strict";
import { SealServer } from "../support/seal-server";
import { faults } from "./faults";
import { fetchFrom } from "./transport";

describe("a connection that is refused", () => {
  let server: SealServer;
  before(async () => {
    server = await new SealServer().start();
  });
  after(() => server.stop());

  const refused = (error: Error & { cause?: { code?: string } }) =>
    error.cause?.code === "ECONNREFUSED";

  it("is refused without a network, and the server sees nothing of it", async () => {
    const fetchThere = fetchFrom([server], (_request, serve) => serve());
    server.inject({ path: /./, ...faults["connection refused"], times: 1 });
    await assert.rejects(fetchThere(server.url), refused);
    assert.deepEqual(server.requests, []);
    assert.equal((await fetchThere(server.url)).status, 401);
  });

  it("is refused over the network, until the server listens again", async () => {
    const listen = await server.refuse();
    await assert.rejects(fetch(server.url), refused);
    await listen();
    assert.equal((await fetch(server.url)).status, 401);
  });
});
