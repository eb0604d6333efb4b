import assert from "node:assert/strict";
import { reminderOf, type Reminded } from "../../../src/model/reminder";
import type { ScheduleState } from "../../../src/model/schedule";

/* The words of a reminder; does not prove that anybody gets to read them. */

describe("a reminder", () => {
  const schedule = {
    dueSoonOn: "2027-02-07",
    dueOn: "2027-02-21",
    overdueOn: "2027-02-28",
    expiresOn: "2027-11-23",
  };
  const token = { tokenName: "ci-a", fingerprint: "0123456789ab", createdOn: "2026-11-23" };
  const rotating = { stack: "dev", configKey: "sealToken" };
  const reminded = (state: ScheduleState): Reminded => ({ state, schedule, token });
  const who = 'The token "ci-a" (fingerprint 0123456789ab, created 2026-11-23)';
  const whatToDo =
    "; generate a new one on Seal's page Settings > Tokens, change tokenName and createdOn in the program, " +
    "and run: pulumi config set --secret sealToken --stack dev && pulumi up --stack dev";

  it("is not there while the token is fresh", () => {
    assert.equal(reminderOf(reminded("fresh"), rotating), undefined);
  });

  for (const [state, age] of [
    ["due-soon", "is due soon since 2027-02-07 (due on 2027-02-21, expires on 2027-11-23)"],
    ["due", "is due since 2027-02-21 (overdue from 2027-02-28, expires on 2027-11-23)"],
    ["overdue", "is overdue since 2027-02-28 (due since 2027-02-21, expires on 2027-11-23)"],
    [
      "expired",
      "is expired since 2027-11-23 (due since 2027-02-21), and CI cannot use it any more",
    ],
  ] as const) {
    it(`says in one line that it is ${state}, since when, and the commands to copy`, () => {
      assert.equal(reminderOf(reminded(state), rotating), `${who} ${age}${whatToDo}`);
    });
  }

  it("says nothing of an expiry that there is none of", () => {
    const lasting = { ...schedule, expiresOn: undefined };
    const text = reminderOf({ ...reminded("due"), schedule: lasting }, rotating);
    assert.match(text ?? "", /\(overdue from 2027-02-28\);/);
  });

  it("asks for no creation date where none is declared", () => {
    const { createdOn: _createdOn, ...undated } = token;
    const text = reminderOf({ ...reminded("due"), token: undated }, rotating);
    assert.match(text ?? "", /change tokenName in the program,/);
  });

  it("makes up no configuration key for a token from elsewhere", () => {
    const text = reminderOf(reminded("due"), { stack: "dev" });
    assert.match(
      text ?? "",
      /put its value where .* takes it from, and run: pulumi up --stack dev$/,
    );
    assert.doesNotMatch(text ?? "", /config set/);
  });
});
