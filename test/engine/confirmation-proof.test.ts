import assert from "node:assert/strict";
import { confirmingHosts, type ConfirmingHost } from "../support/confirming-hosts";

/*
 * A run on each host that does not show that it read the new token, with the real engine; the servers
 * run the job that we ship. What each fault says is in the unit tests.
 */

for (const [name, create] of Object.entries(confirmingHosts)) {
  describe(`a rotation on ${name} whose run does not show that it read the new token`, () => {
    let host: ConfirmingHost;

    beforeEach(async () => (host = await create()));
    afterEach(() => host.close());

    it("fails and leaves the token before alive, until it does or need not", async () => {
      const [a, b, c] = [host.issue("ci-a"), host.issue("ci-b"), host.issue("ci-c")];
      const first = await host.rotateTo(a);
      assert.ok(first.succeeded, first.output);

      for (const [file, said] of [
        ["without inputs", /with 4\d\d: .*does not take the .*: ?"success"`/],
        ["without job", /succeeded, but did not show .* it has no job seal-confirmation; add the/],
        [
          "stale",
          /ended with "fail\w+", because its job seal-confirmation failed: it reads another token/,
        ],
      ] as const) {
        host.write(file);
        const failed = await host.rotateTo(b);
        assert.equal(failed.succeeded, false, file);
        assert.match(failed.diagnostics.replaceAll(/\s+/g, " "), said);
        assert.match(failed.diagnostics, /must not be revoked/);
        assert.doesNotMatch(failed.diagnostics, /still accepted/);
        assert.ok(host.isAlive(a));
      }

      host.write("right");
      const confirmed = await host.stack.up();
      assert.match(confirmed.diagnostics, /succeeded on main, and a job of it read the new token/);
      assert.match(confirmed.diagnostics, /"ci-a" .*still accepted/);
      assert.equal(host.read(), b.fingerprint);
      host.revoke(a);
      assert.ok((await host.stack.up()).succeeded);

      host.write("without inputs");
      await host.declare({ proof: "success" });
      const green = await host.rotateTo(c);
      assert.match(green.diagnostics, /Run http\S+ succeeded on main$/m);
      assert.match(green.diagnostics, /"ci-b" .*still accepted/);
    });
  });
}
