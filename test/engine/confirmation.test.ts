import assert from "node:assert/strict";
import { confirmingHosts, type ConfirmingHost } from "../support/confirming-hosts";

/*
 * A rotation that CI confirms on each host, with the real engine: the failing run, the older run, the
 * revocation. The states of a run are in the unit tests.
 */

for (const [name, create] of Object.entries(confirmingHosts)) {
  describe(`a rotation on ${name}`, () => {
    let host: ConfirmingHost;

    beforeEach(async () => (host = await create()));
    afterEach(() => host.close());

    it("is confirmed by a run on main, waits for the older one, and only then asks to revoke", async () => {
      const [a, b] = [host.issue("ci-a"), host.issue("ci-b")];
      const first = await host.rotateTo(a);
      assert.ok(first.succeeded, first.output);
      assert.match(
        first.diagnostics,
        /Run http\S+ succeeded on main, and a job of it read the new token/,
      );
      const { confirmation: outcome, confirmationUrls } = await host.stack.outputs();
      assert.equal(outcome, "confirmed");
      assert.equal((confirmationUrls as string[]).length, 1);

      host.break(true);
      const failed = await host.rotateTo(b);
      assert.equal(failed.succeeded, false);
      assert.match(failed.diagnostics, /is in place but not confirmed:\n.*ended with "fail/);
      assert.match(failed.diagnostics, /must not be revoked/);
      assert.doesNotMatch(failed.diagnostics, /still accepted/);

      host.break(false);
      const older = host.startOlder();
      const going = host.stack.up();
      let ended = false;
      void going.finally(() => (ended = true));
      while (older.looks() < 3 && !ended) await new Promise((resolve) => setTimeout(resolve, 20));
      older.end();
      const confirmed = await going;
      assert.match(confirmed.diagnostics, /Waiting for 1 older run\(s\)/);
      assert.match(confirmed.diagnostics, /"ci-a" .*still accepted/);
      assert.equal(host.read(), b.fingerprint);
      assert.deepEqual([...new Set(host.started())], ["main"]);
      assert.equal(host.started().length, 4);

      host.revoke(a);
      const closed = await host.stack.up();
      assert.ok(closed.succeeded, closed.output);
      assert.equal(host.started().length, 4, "nothing more was to be confirmed");
    });
  });
}
