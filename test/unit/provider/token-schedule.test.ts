import assert from "node:assert/strict";
import { fingerprintOf } from "../../../src/model/token";
import { tokenHandler } from "../../../src/provider/token";
import { checkToken, good, otherValue, urn, value, type Checked } from "./token-fixture";
import { newWorld, secretOnWire, unknownOnWire, type World } from "./world";

/* What the token's check says of its age; does not prove when the engine calls it. */

describe("the schedule of a token", () => {
  const rotation = { every: "90 days" };
  const rotateTo = { token: secretOnWire(otherValue), tokenName: "ci-production-2027-02" };
  const dates = ["dueSoonOn", "dueOn", "overdueOn", "expiresOn", "inPlaceSince"] as const;
  let world: World;

  beforeEach(() => (world = newWorld()));

  const check = (news: object = {}, olds: object = {}): Checked =>
    checkToken({ ...good, ...news }, { world, olds });
  /** Inputs of an update on November 23, as they are stored. */
  const stored = (news: object = {}) => checkToken({ ...good, ...news }).inputs;
  const datesOf = ({ inputs }: Checked) => dates.map((key) => inputs[key]);

  it("is counted from the creation, and known before anything is created", () => {
    assert.deepEqual(datesOf(check({ createdOn: "2026-11-01" })), [
      "2027-01-16",
      "2027-01-30",
      "2027-02-06",
      undefined,
      "2026-11-23T09:00:00.000Z",
    ]);
    assert.deepEqual(datesOf(check({ expiry: "one-year", rotation: undefined })).slice(0, 4), [
      "2027-10-10",
      "2027-10-24",
      "2027-10-31",
      "2027-11-23",
    ]);
  });

  it("is counted from the day that it was put in place, as long as the value stays", () => {
    const olds = stored({ createdOn: undefined });
    world.clock.set("2027-01-10T00:00:00Z");
    const stays = check({ createdOn: undefined, tokenName: "renamed" }, olds);
    assert.deepEqual(datesOf(stays).slice(1), [
      "2027-02-21",
      "2027-02-28",
      undefined,
      "2026-11-23T09:00:00.000Z",
    ]);
    const rotated = check({ createdOn: undefined, ...rotateTo }, olds);
    assert.equal(rotated.inputs.inPlaceSince, "2027-01-10T00:00:00.000Z");
    assert.equal(rotated.inputs.dueOn, "2027-04-10");
  });

  for (const edited of ["yesterday", "2026-02-30T09:00:00.000Z", 7, null, ""]) {
    it(`is counted anew where a state was edited to ${JSON.stringify(edited)}`, () => {
      // A changed copy of what was made.
      const { inputs, reasons } = check({}, { ...stored(), inPlaceSince: edited });
      assert.deepEqual(reasons, []);
      assert.equal(inputs.inPlaceSince, "2026-11-23T09:00:00.000Z");
    });
  }

  it("is spread by stack, project and name, and by nothing else", () => {
    const spread = { rotation: { ...rotation, spreadDays: 60 } };
    const dueAt = (at: string) => checkToken({ ...good, ...spread }, { at }).inputs.dueOn as string;
    const inComponent = urn.replace("seal:index:TokenBinding$", "acme:index:Shop$");
    assert.equal(dueAt(inComponent), dueAt(urn));
    const stacks = ["dev", "staging", "test", "live"];
    const due = stacks.map((stack) => dueAt(urn.replace(":dev:", `:${stack}:`)));
    assert.ok(new Set(due).size > 1, due.join());
    for (const date of due) assert.ok(date <= "2027-02-21" && date >= "2026-12-23", date);
  });

  describe("is told by a preview and by an update", () => {
    const states: [string, string, RegExp | undefined][] = [
      ["fresh", "2027-02-06T23:00:00Z", undefined],
      ["due soon", "2027-02-07T00:00:00Z", /is due soon since 2027-02-07 \(due on 2027-02-21\)/],
      ["due", "2027-02-21T00:00:00Z", /is due since 2027-02-21 \(overdue from 2027-02-28\)/],
      ["overdue", "2027-02-28T00:00:00Z", /is overdue since 2027-02-28 \(due since 2027-02-21\)/],
    ];
    for (const [what, instant, said] of states) {
      it(`with ${said ? "one line" : "nothing"} while it is ${what}`, () => {
        const olds = stored();
        world.clock.set(instant);
        const { reasons } = check({ configKey: "shop:sealToken" }, olds);
        assert.deepEqual(reasons, []);
        assert.equal(world.log.lines.length, said ? 1 : 0);
        if (!said) return;
        const [line = ""] = world.log.lines;
        assert.match(line, said);
        assert.match(
          line,
          new RegExp(
            `^warning: The token "${good.tokenName}" \\(fingerprint ${fingerprintOf(value)}, `,
          ),
        );
        assert.match(
          line,
          /pulumi config set --secret sealToken --stack dev && pulumi up --stack dev$/,
        );
      });
    }

    it("also when it is old already as it is put in place", () => {
      check({ createdOn: "2026-01-05" });
      assert.match(world.log.text, /is overdue since 2026-04-12/);
    });

    it("once, although a replacement is checked twice", () => {
      world.clock.set("2027-03-01T00:00:00Z");
      const handler = tokenHandler(world);
      handler.check(urn, stored(), good);
      handler.check(urn, {}, good);
      assert.equal(world.log.lines.length, 1);
      handler.check(urn.replace("::production", "::other"), {}, { ...good, ...rotateTo });
      assert.equal(world.log.lines.length, 2, "another token has a line of its own");
    });

    it("not by the update that rotates it", () => {
      const olds = stored();
      world.clock.set("2027-03-01T00:00:00Z");
      assert.deepEqual(check({ ...rotateTo, createdOn: "2027-03-01" }, olds).reasons, []);
      assert.deepEqual(world.log.lines, []);
    });

    it("not beside problems, which come first", () => {
      world.clock.set("2027-03-01T00:00:00Z");
      assert.equal(check({ project: "web shop" }, stored()).reasons.length, 1);
      assert.deepEqual(world.log.lines, []);
    });

    for (const [what, configKey, key] of [
      ["of another project whole", "other:sealToken", "other:sealToken"],
      ["of this project without the project", "shop:a.b-c_1", "a.b-c_1"],
    ] as const) {
      it(`with a configuration key ${what}`, () => {
        check({ createdOn: "2026-01-05", configKey });
        assert.ok(world.log.text.includes(` config set --secret ${key} --stack dev `));
      });
    }

    for (const configKey of [undefined, "", "a b", "a;b", "a:b:c", "$(x)", unknownOnWire.string]) {
      it(`with no command for ${JSON.stringify(configKey)}, which is no plain key`, () => {
        check({ createdOn: "2026-01-05", configKey });
        assert.match(world.log.text, /is overdue since .*and run: pulumi up --stack dev$/);
        assert.doesNotMatch(world.log.text, /config set/);
      });
    }
  });

  describe("that is enforced", () => {
    const enforced = { rotation: { ...rotation, enforce: true } };
    let olds: object;

    beforeEach(() => {
      olds = stored(enforced);
      world.clock.set("2027-02-28T00:00:00Z");
    });

    it("rejects an update that leaves an overdue token in place", () => {
      const { reasons } = check({ ...enforced, configKey: "shop:sealToken" }, olds);
      assert.equal(reasons.length, 1);
      assert.match(
        reasons[0] ?? "",
        /^rotation\.enforce: must let nothing but a rotation pass, because the token ".*" .*is overdue since 2027-02-28 .*, and today is 2027-02-28 UTC; generate .*config set --secret sealToken/,
      );
      assert.deepEqual(world.log.lines, [], "told once");
    });

    it("rejects with all else that is wrong", () => {
      const { reasons } = check({ ...enforced, project: "web shop" }, olds);
      assert.equal(reasons.length, 2);
    });

    for (const [what, instant, change] of [
      ["a token that is only due", "2027-02-27T23:59:59Z", {}],
      ["the update that rotates it", undefined, { ...rotateTo, createdOn: "2027-02-28" }],
      ["a rollback to an overdue token", undefined, { ...rotateTo, createdOn: "2026-01-05" }],
      ["the answer to a leak", undefined, { leaked: "ci-production-2026-10" }],
      ["a token that may be another one", undefined, { token: secretOnWire(unknownOnWire.string) }],
    ] as const) {
      it(`lets ${what} pass`, () => {
        if (instant) world.clock.set(instant);
        assert.deepEqual(check({ ...enforced, ...change }, olds).reasons, []);
      });
    }

    it("rejects one that only names a leak that was answered", () => {
      const { inputs } = check({ ...enforced, leaked: "ci-production-2026-10" }, olds);
      const { reasons } = check({ ...enforced, leaked: "ci-production-2026-10" }, inputs);
      assert.equal(reasons.length, 1);
    });

    it("lets a rollback be finished, but not stay", () => {
      const old = { ...enforced, ...rotateTo, createdOn: "2026-01-05" };
      const { inputs } = check(old, olds);
      world.clock.set("2027-03-06T23:59:59Z");
      const again = check(old, inputs);
      assert.deepEqual(again.reasons, []);
      world.clock.set("2027-03-07T00:00:00Z");
      assert.equal(check(old, again.inputs).reasons.length, 1);
    });
  });

  describe("by a clock in the wrong year", () => {
    it("is rejected where the creation would be in the future", () => {
      world.clock.set("2020-01-01T00:00:00Z");
      const { reasons } = check({}, stored());
      assert.equal(reasons.length, 1);
      assert.match(
        reasons[0] ?? "",
        /^createdOn: must not be in the future \(today is 2020-01-01 UTC\).*this machine's clock/,
      );
    });

    it("is rejected where the token would have been put in place in the future", () => {
      const undated = { createdOn: undefined };
      const olds = stored(undated);
      world.clock.set("2026-11-22T09:00:00Z");
      assert.deepEqual(check(undated, olds).reasons, [], "clocks differ a little");
      world.clock.set("2026-11-22T08:59:59Z");
      const { reasons } = check(undated, olds);
      assert.equal(reasons.length, 1);
      assert.match(
        reasons[0] ?? "",
        /^createdOn: must be given, because the token was put in place on 2026-11-23, and today is 2026-11-22 UTC; set this machine's clock right/,
      );
      const dated = { createdOn: "2026-11-20" };
      assert.deepEqual(check(dated, olds).reasons, [], "the creation date repairs it");
    });
  });

  describe("in a preview", () => {
    it("is not known while what decides it is not known", () => {
      for (const change of [
        { createdOn: unknownOnWire.string },
        { rotation: { every: unknownOnWire.string } },
        { createdOn: undefined, token: unknownOnWire.string },
      ]) {
        const checked = check(change);
        assert.deepEqual(checked.reasons, []);
        assert.deepEqual(datesOf(checked).slice(0, 4), Array(4).fill(unknownOnWire.string));
        assert.deepEqual(world.log.lines, []);
      }
    });

    it("is known of a token whose name is not known, and told when it is", () => {
      const checked = check({ tokenName: unknownOnWire.string, createdOn: "2026-01-05" });
      assert.deepEqual(checked.reasons, []);
      assert.equal(checked.inputs.dueOn, "2026-04-05");
      assert.deepEqual(world.log.lines, []);
    });

    it("is known of a token that is not known, when its creation is", () => {
      const checked = check({ token: unknownOnWire.string, createdOn: "2026-01-05" });
      assert.equal(checked.inputs.dueOn, "2026-04-05");
      assert.equal(checked.inputs.inPlaceSince, unknownOnWire.string);
      assert.deepEqual(world.log.lines, [], "it may be a new one");
    });
  });
});
