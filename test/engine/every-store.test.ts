import assert from "node:assert/strict";
import { Hosts } from "../../demo/hosts";
import { fingerprintOf } from "../../src/model/token";
import {
  development,
  masked,
  production,
  secret,
  refusals,
  type Fault,
  type Row,
} from "../support/every-store";
import { tokenMark } from "../support/seal-server";
import { TestStack } from "../support/stack";
import type { Step } from "../support/step";

/*
 * What holds of every store, whatever its host: each fault is told once, by store and property; and a
 * rotation, even one that the hosts refuse, never leaves a store without a token. The stories of
 * single hosts are in their own files.
 */

for (const [type, rows] of Object.entries({ production, development })) {
  describe(`every ${type} store`, () => {
    let hosts: Hosts;
    let stack: TestStack;
    /** One after the other in place. */
    let tokens: { name: string; value: string; fingerprint: string }[];

    before(async () => {
      hosts = await Hosts.start();
      tokens = ["ci-1", "ci-2", "ci-3", "ci-4"].map((name) => {
        const value = hosts.seal.issue(name);
        return { name, value, fingerprint: fingerprintOf(value) };
      });
      stack = await TestStack.create("every-store.ts");
      const { authorizationUrl, ...configuration } = hosts.configuration();
      await stack.configure({
        ...configuration,
        "seal-test:authorizationUrl": authorizationUrl ?? "",
        "seal-test:type": type,
      });
    });
    after(async () => {
      for (const text of stack.transcript) assert.ok(!text.includes(tokenMark), "nothing leaks");
      await hosts.stop();
      stack.remove();
    });

    const set = ({ name, value }: Pick<(typeof tokens)[0], "name" | "value"> = tokens[0]!) =>
      stack.configure({ "seal-test:sealToken": { secret: value }, "seal-test:tokenName": name });
    const declare = (argsOf: (row: Row) => object) =>
      stack.configure({
        "seal-test:stores": JSON.stringify(rows.map((row) => [row.store, argsOf(row)])),
      });
    const writes = () =>
      [hosts.github, hosts.gitlab, hosts.azure].flatMap(({ requests }) =>
        requests.filter(
          ({ method, path }) => !["GET", "OPTIONS"].includes(method) && !path.includes("graphql"),
        ),
      );

    /** What is said of each store, once; a token that no store takes is told by its own property. */
    function assertTold({ diagnostics }: Step, fault: Fault): void {
      const lines = diagnostics.split("\n");
      const expected = rows.flatMap(({ told }, index) => {
        const says = told[fault]?.[0];
        return says ? [{ says, path: `stores[${index}]` }] : [];
      });
      for (const { says, path } of expected) {
        const about = lines.filter((line) => line.includes(path));
        assert.equal(about.length, 1, `${path}, ${String(says)}\n${diagnostics}`);
        assert.match(about[0] ?? "", says);
      }
      assert.ok(expected.length > 0);
      assert.equal(lines.filter((line) => /stores\[\d/.test(line)).length, expected.length);
      assert.doesNotMatch(diagnostics, /\n\s+at .*\(/, "no stack trace");
    }

    /** Each place of a host that has one, after each request to it since. */
    function assertNeverAbsent(since: Record<Row["host"], number>, known: readonly string[]): void {
      for (const { host, place } of rows) {
        const held = hosts[host].timeline.slice(since[host]).map((moment) => moment.held[place]);
        assert.ok(held.length > 0, place);
        for (const fingerprint of held) assert.ok(known.includes(fingerprint ?? "none"), place);
      }
    }
    const now = () => ({
      github: hosts.github.timeline.length,
      gitlab: hosts.gitlab.timeline.length,
      azure: hosts.azure.timeline.length,
    });
    const heldBy = ({ host, place }: Row) => hosts[host].timeline.at(-1)?.held[place];

    const faults: [Fault, string, () => (() => void)[]][] = [
      [
        "403",
        "a missing permission",
        () => [
          hosts.github.inject({ path: /\/repos\/acme\/web-shop$|\/secrets/, answer: 403 }),
          hosts.gitlab.inject({ path: /\/variables\//, answer: 403 }),
          hosts.azure.inject({ path: /_apis\/projects\/payments/, answer: 403 }),
        ],
      ],
      [
        "404",
        "what is not there",
        () => [hosts.github.inject({ path: /\/orgs\/acme\//, answer: 404 })],
      ],
      ["name", "a name against the host's rules", () => []],
      ["mask", "a token that GitLab could not mask", () => []],
      ["pipeline", "a pipeline that is not there", () => []],
    ];
    for (const [fault, what, inject] of faults) {
      it(`is named with its property for ${what}, before anything is written`, async () => {
        await set(fault === "mask" ? { name: "ci-short", value: "short-7" } : tokens[0]);
        await declare(({ args, told }) => told[fault]?.[1] ?? args);
        const heals = inject();
        const step = await stack.up();
        for (const heal of heals) heal();
        assert.equal(step.succeeded, false);
        assertTold(step, fault);
        assert.ok(!step.output.includes("short-7"));
        assert.deepEqual(writes(), []);
      });
    }

    it("is updated in place: a rotation never leaves it without a token, nor do refusals on the way", async () => {
      const fingerprints = tokens.map(({ fingerprint }) => fingerprint);
      await declare(({ args }) => args);
      await set(tokens[0]);
      const first = await stack.up();
      assert.ok(first.succeeded, first.output);

      const since = now();
      await set(tokens[1]);
      const rotated = await stack.up();
      assert.match(rotated.diagnostics, /"ci-1" .*still accepted/);
      for (const row of rows) {
        assert.equal(heldBy(row), fingerprints[1], row.store);
        const operation = Object.entries(rotated.operations).find(([key]) =>
          key.endsWith(` ${type}-${row.resource}`),
        );
        assert.equal(operation?.[1], "update", row.store);
      }
      assertNeverAbsent(since, fingerprints.slice(0, 2));

      // A limit of the plan, and a permission that is missing on the way. Of Azure DevOps by itself: the
      // group is written before the live look, so nothing else is written where that is refused.
      for (const [index, refusing] of [
        [2, ["github", "gitlab"]],
        [3, ["azure"]],
      ] as const) {
        const [before, after] = [fingerprints[index - 1], fingerprints[index]];
        await set(tokens[index]);
        const heals = refusing.map((host) =>
          hosts[host].inject({ method: "PUT", ...refusals[host] }),
        );
        const refused = await stack.up({ continueOnError: true });
        for (const heal of heals) heal();
        assert.equal(refused.succeeded, false);
        for (const row of rows) {
          if ((refusing as readonly string[]).includes(row.host)) {
            const told = new RegExp(`\\(${type}-${row.resource}\\):\\s+error: `);
            assert.match(refused.output, told, row.store);
            assert.equal(heldBy(row), before, row.store);
          } else {
            assert.ok([before, after].includes(heldBy(row)), row.store);
          }
        }
        assert.ok(hosts.seal.isAlive(tokens[index - 1]!.value), "what was written stays valid");
        await stack.up();
        for (const row of rows) assert.equal(heldBy(row), after, row.store);
      }
      assertNeverAbsent(since, fingerprints);
    });

    it("is named when its token is no secret any more, and goes on when that is mended", async () => {
      const variables = [hosts.gitlab.project("acme/checkout"), hosts.gitlab.group("acme")].flatMap(
        (owner) => owner.variables.filter(({ key }) => key === "SEAL_TOKEN"),
      );
      const group = hosts.azure.group("payments", `seal-${type}`);
      for (const variable of variables) variable.masked = false;
      group.variables.get("SEAL_TOKEN")!.isSecret = false;
      const refused = await stack.up();
      assert.equal(refused.succeeded, false);
      const lines = refused.diagnostics.split("\n");
      for (const [index, { told }] of rows.entries()) {
        const found = lines.filter((line) => line.trim().startsWith(`- stores[${index}]: `));
        assert.equal(found.length, told.secrecy ? 1 : 0, refused.diagnostics);
        if (told.secrecy) assert.match(found[0] ?? "", told.secrecy[0]);
      }
      const refreshed = await stack.refresh();
      assert.match(refreshed.diagnostics, masked);
      assert.match(refreshed.diagnostics, secret);
      for (const variable of variables) variable.masked = true;
      for (const { value } of tokens.slice(0, 3)) hosts.seal.revoke(value);
      const mended = await stack.up();
      assert.ok(mended.succeeded, mended.output);
      assert.equal(group.variables.get("SEAL_TOKEN")?.isSecret, true);
    });
  });
}
