import assert from "node:assert/strict";
import type { HistoryStep, InjectedFault } from "./steps";
import { Workers } from "./workers";

/* Histories that violated an invariant once, as they were found and shrunk. */

const throughout = { skip: 0, times: 1_000_000 };
const sealIsDown: InjectedFault = { host: "seal", what: "503", ...throughout };
const githubForbids: InjectedFault = { host: "github", what: "403", ...throughout };

const histories: Readonly<Record<string, readonly HistoryStep[]>> = {
  "what only the state of a token that was made anew knows is asked for, and then closed": [
    { do: "up" },
    { do: "rotate", binding: "shop" },
    { do: "up", target: 686972928 },
    { do: "up", replace: { which: 28, alone: false } },
    { do: "up" },
  ],
  "a token that another binding took over is not named when its own goes": [
    { do: "add-binding", binding: "pay" },
    { do: "up" },
    { do: "remove-binding", binding: "shop" },
    { do: "set", binding: "pay", token: 0 },
    { do: "up" },
  ],
  "a token that a queued run holds is to be revoked only after the run": [
    { do: "up" },
    { do: "queue-run", place: "shop" },
    { do: "destroy" },
  ],
  "a to-do of one binding keeps no other from its stores": [
    { do: "up" },
    { do: "add-binding", binding: "pay" },
    { do: "add-store", binding: "pay", place: "search" },
    { do: "canary", binding: "pay" },
    { do: "leak", binding: "shop" },
  ],
  "a target that leaves out the live proof writes no new token into an opened store": [
    { do: "up" },
    { do: "widen", place: "shop" },
    { do: "rotate", binding: "shop" },
    { do: "up", target: 1049094177 },
  ],
  "a target that is a check of a group that goes leaves no group without its check": [
    { do: "add-store", binding: "shop", place: "payments" },
    { do: "up" },
    { do: "remove-store", binding: "shop", place: "payments" },
    { do: "up", target: 871870884 },
  ],
  "what a target includes that is declared no more goes, though the engine asked what would become of it":
    [
      { do: "add-store", binding: "shop", place: "payments" },
      { do: "up" },
      { do: "remove-store", binding: "shop", place: "payments" },
      { do: "up", target: 2 ** 30 - 1 },
    ],
  "a token that was revoked after it was checked, and before it was written, is not written": [
    { do: "up", kill: { at: 0, applied: false } },
    { do: "revoke", token: 0 },
    { do: "up" },
  ],
  "nor while the authorization server does not answer, in the place of the token before it": [
    { do: "up" },
    { do: "rotate", binding: "shop" },
    { do: "up", kill: { at: 0, applied: false } },
    { do: "revoke", token: 1 },
    { do: "up", fault: sealIsDown },
  ],
  "nor beside what confines its store": [
    { do: "up", kill: { at: 2, applied: false } },
    { do: "revoke", token: 0 },
    { do: "up", fault: sealIsDown },
  ],
  "nor in a variable group": [
    { do: "add-store", binding: "shop", place: "payments" },
    { do: "up" },
    { do: "rotate", binding: "shop" },
    { do: "up", kill: { at: 0, applied: false } },
    { do: "revoke", token: 1 },
    { do: "up", fault: sealIsDown },
  ],
  "a token is not to be revoked that stores of another binding hold, whose own rotation failed": [
    { do: "add-binding", binding: "pay" },
    { do: "up", continueOnError: true },
    { do: "rotate", binding: "shop" },
    { do: "set", binding: "pay", token: 0 },
    {
      do: "up",
      fault: githubForbids,
      continueOnError: true,
    },
    { do: "rotate", binding: "pay" },
    {
      do: "up",
      fault: githubForbids,
      continueOnError: true,
    },
  ],
  "nor when the other one is stopped by a leak": [
    { do: "add-binding", binding: "pay" },
    { do: "up" },
    { do: "leak", binding: "shop" },
    { do: "set", binding: "pay", token: 0 },
    { do: "up" },
    { do: "rotate", binding: "pay" },
    { do: "up" },
  ],
  "a leak lets no run be forgotten that holds another token that came before": [
    { do: "up" },
    { do: "queue-run", place: "shop" },
    { do: "rotate", binding: "shop" },
    { do: "up" },
    { do: "leak", binding: "shop" },
    { do: "revoke", token: 1 },
    { do: "up" },
  ],
  "nor by a rotation that still names a leak that was answered": [
    { do: "up" },
    { do: "leak", binding: "shop" },
    { do: "revoke", token: 0 },
    { do: "up" },
    { do: "rotate", binding: "shop" },
    { do: "queue-run", place: "shop" },
    { do: "up" },
  ],
  "a store whose creation was interrupted may get another token": [
    { do: "add-store", binding: "shop", place: "payments" },
    { do: "up", kill: { at: 0, applied: false } },
    { do: "rotate", binding: "shop" },
  ],
  "nothing is left of a store whose creation was interrupted, and never finished": [
    { do: "add-store", binding: "shop", place: "payments" },
    { do: "up", kill: { at: 1, applied: true } },
    { do: "destroy" },
  ],
  "what is another place by now is deleted with credentials that were renewed since": [
    { do: "up" },
    { do: "new-credentials" },
    { do: "at-host", place: "shop", change: "remake" },
    { do: "up" },
  ],
  "a binding that was renamed takes back what a lost state had": [
    { do: "up" },
    { do: "rename-binding", binding: "shop", alias: true },
    { do: "delete-state", which: 0 },
    { do: "delete-state", which: 15 },
  ],
  "what the preflight takes for a stranger's, because it was interrupted, is made anew once it is deleted":
    [{ do: "up", kill: { at: 1, applied: true } }, { do: "taint", which: 3 }, { do: "up" }],
  "a new binding that a target leaves out waits": [
    { do: "up" },
    { do: "add-binding", binding: "pay" },
    { do: "add-store", binding: "pay", place: "checkout" },
    { do: "rotate", binding: "shop" },
    { do: "up", target: 2 ** 30 - 1 },
    { do: "canary", binding: "pay" },
  ],
  "what is not known, because a target leaves it out, gets into no state": [
    { do: "up", replace: { which: 0, alone: false } },
    { do: "add-store", binding: "shop", place: "payments" },
    { do: "up", fault: { host: "seal", what: "401", skip: 0, times: 1 }, target: 607824896 },
    { do: "destroy" },
  ],
  "a binding is renamed, with an alias, while a token before is to be revoked": [
    { do: "up" },
    { do: "rotate", binding: "shop" },
    { do: "up" },
    { do: "rename-binding", binding: "shop", alias: true },
    { do: "up" },
  ],
  "what is no more in the state of a store is not said to be held by nothing": [
    { do: "up", kill: { at: 8, applied: false } },
    { do: "delete-state", which: 13 },
    { do: "destroy", fault: { host: "seal", what: "401", skip: 0, times: 1 } },
  ],
  "a target that leaves out the preflight writes to no place that is another by now": [
    { do: "up" },
    { do: "at-host", place: "shop", change: "remake" },
    { do: "up", target: 63570160 },
  ],
  "nor after an update that failed": [
    { do: "up", fault: { host: "seal", what: "401", skip: 1, times: 1 } },
    { do: "at-host", place: "shop", change: "remake" },
    { do: "up", target: 619929784 },
  ],
  "nor does what is made anew by force, and alone": [
    { do: "up" },
    { do: "at-host", place: "shop", change: "remake" },
    { do: "up", replace: { which: 4, alone: true } },
  ],
  "on no host: the variable of a project": [
    { do: "add-store", binding: "shop", place: "checkout" },
    { do: "up" },
    { do: "at-host", place: "checkout", change: "remake" },
    { do: "up", replace: { which: 10, alone: true } },
  ],
  "and a variable group": [
    { do: "add-store", binding: "shop", place: "payments" },
    { do: "up" },
    { do: "at-host", place: "payments", change: "remake" },
    { do: "up", replace: { which: 3, alone: true } },
  ],
};

describe("histories that violated an invariant once", () => {
  let workers: Workers;
  before(() => {
    workers = new Workers(1);
  });
  after(() => workers.stop());

  for (const [fact, steps] of Object.entries(histories)) {
    it(fact, async () => {
      const { violations } = await workers.perform("play", { steps });
      assert.deepEqual(violations, []);
    });
  }
});
