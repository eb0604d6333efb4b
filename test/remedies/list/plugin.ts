import { of, type Remedies } from "../reference";

const holding = of("unit/provider/holding.test.ts");
const token = of("remedies/token.test.ts");
const life = of("remedies/life.test.ts");
const engineTargeting = of("engine/targeting.test.ts");
const engineRotation = of("engine/rotation.test.ts");
const written = of("remedies/arguments.test.ts");
const githubRuns = of("remedies/github-runs.test.ts");
const engineDrift = of("engine/drift.test.ts");
const engineCanaryAndLeak = of("engine/canary-and-leak.test.ts");
const engineRemedies = of("engine/remedies.test.ts");
const engineConfirmationProof = of("engine/confirmation-proof.test.ts");
const engineLife = of("engine/life.test.ts");

const engineTransformations = of("engine/transformations.test.ts");
const engineGone = of("engine/gone.test.ts");

export const plugin: Remedies = {
  "provider/imported.ts": {
    "… cannot be imported; declare a binding instead": life(
      "is declared by a binding, and its proofs are not imported",
    ),
  },
  "provider/acceptance.ts": {
    "token: must be alive, …, and …; check that it was copied whole and not revoked, or generate a new one at Settings > Tokens":
      token("that is refused is copied again, or another is put in place"),
    'sealProject: must be a project that the token may be used with, … and accepts it for "…", and …; copy the Project ID from the project\'s page':
      token("that is not of a store's project gets the right Project ID"),
    "token: could not be checked within … s at … (…), and …; check the address and the network, then run `pulumi up` again":
      token("of a server that does not answer is checked when it does"),
  },
  "provider/clock-skew.ts": {
    "set it, then run `pulumi up` again, nothing was changed": token(
      "by a wrong clock is put in place by a right one",
    ),
  },
  "provider/confirmation.ts": {
    "The token of this update is not confirmed, the one with fingerprint … is: the update leaves out what is to be confirmed (`--target`, `--exclude`, or a transformation with `ignoreChanges`); run `pulumi up` without that, and revoke nothing":
      engineTransformations("ignores changes of a proof is told so by whatever fails for it"),
    "Not every store holds generation … yet: …; run a full `pulumi up`, without `--target` and `--exclude`, and without `ignoreChanges` of a transformation":
      [
        life("whose store was left out is confirmed by a full update"),
        engineTargeting("confirms nothing and asks for nothing while the secret was left out"),
        engineTransformations("ignores changes by a … claims no rotation that did not happen"),
      ],
    "…: it does not say which CI runs read it, so older ones that may hold the token before are not waited for; see that they end before you revoke that":
      life("in a store that does not say what reads it goes on when a person saw its runs end"),
    "…; put right what failed, then run `pulumi up` again.": [
      life("whose run failed is confirmed when that is put right"),
      engineRotation(
        "stops when the confirmation fails: the token before lives on, and the next update completes",
      ),
    ],
    "The token before it was left as it is and must not be revoked": [
      life("whose run failed is confirmed when that is put right"),
      engineRotation(
        "stops when the confirmation fails: the token before lives on, and the next update completes",
      ),
    ],
  },
  "provider/forgotten.ts": {
    "Make sure that no other stack or binding uses …, and that CI runs that began before have ended, revoke … on Seal's page Settings > Tokens (row menu, delete), then run `pulumi up` again":
      token("that is made anew with its retirement keeps those before it in mind"),
    "Stores may hold them still, so nothing may be revoked; run a full `pulumi up`, without `--target`":
      engineTargeting("keeps a token that was made anew for a part, until a full update confirms"),
  },
  "provider/drain.ts": {
    "older runs that may hold the token before did not end within the timeout: …; end or cancel them, or say `confirmation.drain: false` when none of them uses it":
      life("that waits for older runs goes on when they end, or are not to be waited for"),
  },
  "provider/endpoint.ts": {
    'for example "…"': written("of a token are corrected as is said"),
  },
  "provider/follow.ts": {
    'the run … ended with "…"…; read its log there': githubRuns(
      "that failed, or did not prove the token, succeeds once its cause is mended",
    ),
  },
  "provider/holding.ts": {
    "…: …: … was written since this was proven last, and this update leaves out what should be there (`--target`, `--exclude`, or a transformation with `ignoreChanges`); run `pulumi up` without that":
      engineTransformations("ignores changes of a proof is told so by whatever fails for it"),
    "…: …: what it is in was deleted and made anew, or something else took its name, and the preflight has not seen whose that is; run `pulumi up` without `--target` and `--exclude`, and without `ignoreChanges` of a transformation":
      holding(
        "is written nowhere else, whatever has the name by now, unless the preflight has seen it",
      ),
    "…: …: … is not there any more; `pulumi up` writes it again": [
      life("whose store was written by another is written again"),
      engineDrift(
        "a secret that is overwritten is told by a preview, and written again by the update",
      ),
    ],
    "…: …: … was written by somebody else, or by an update that was killed; `pulumi up` writes … again":
      [
        life("whose store was written by another is written again"),
        engineDrift(
          "a secret that is overwritten is told by a preview, and written again by the update",
        ),
      ],
  },
  "provider/hosts.ts": {
    "… gave an answer that cannot be read; is its address right, and no proxy between?": life(
      "at an address that is not its host's is looked at where it is",
    ),
  },
  "provider/leak.ts": {
    "there is none: one that was proven dead before needs no answer; where the record of the token is made anew (`--replace`, `pulumi state taint`), it knows none: then revoke the leaked one on Seal's page, take `leaked` away and run `pulumi up` again":
      engineTargeting("answers a leak when the token resource is replaced with it"),
    "generate a new token at Settings > Tokens, and set it with its own name; the leaked one is then asked to be revoked first":
      token("that leaked is revoked, and then everything goes on"),
    "write its name, or its fingerprint": token("in another field is taken out of it"),
    "where the token that is in place leaked as well, name that one": token(
      "that leaked is revoked, and then everything goes on",
    ),
    "Revoke it now on Seal's page Settings > Tokens (row menu, delete)": [
      token("that leaked is revoked, and then everything goes on"),
      engineCanaryAndLeak("proves a leaked token dead first, and then goes everywhere at once"),
    ],
    "…; builds that still hold it will fail until the new token is in place.": [
      token("that leaked is revoked, and then everything goes on"),
      engineCanaryAndLeak("proves a leaked token dead first, and then goes everywhere at once"),
    ],
    "…; it was superseded before, so only builds that began with it will fail, and those of a store that an unfinished update left with it.":
      [
        token("that leaked after it was superseded is revoked, and the one in place stays"),
        engineCanaryAndLeak(
          "answers for a superseded token that leaked, and leaves the one in place where it is",
        ),
      ],
    "Then run `pulumi up` again: it proves that the leaked one is dead; … stays in place.": [
      token("that leaked after it was superseded is revoked, and the one in place stays"),
      engineCanaryAndLeak(
        "answers for a superseded token that leaked, and leaves the one in place where it is",
      ),
    ],
    "Then run `pulumi up` again: it puts … into every store at once.": [
      token("that leaked is revoked, and then everything goes on"),
      engineCanaryAndLeak("proves a leaked token dead first, and then goes everywhere at once"),
    ],
    "there are …": token("that leaked is revoked, and then everything goes on"),
  },
  "provider/leftovers.ts": {
    "…; it is declared no more, so look there if an update was ever interrupted": life(
      "of which an interrupted update may have left something is deleted when that can be seen",
    ),
    "Do this again when it can be seen; where a host or a repository is gone for good, forget it: pulumi state delete '…'":
      [
        life(
          "of which an interrupted update may have left something is deleted when that can be seen",
        ),
        engineRemedies("of which something may be left on a host that is gone is forgotten"),
      ],
  },
  "provider/out-of-sight.ts": {
    "…; give them access to it, or where it is deleted for good, forget it: pulumi state delete '…'":
      engineGone("is forgotten by the command that the message names, where it is not known (F10)"),
    "…; give them access to it, or where it is deleted for good, take the store out": engineGone(
      "is forgotten by the command that the message names, where it is not known (F10)",
    ),
    "…; take the store out": engineGone("says so while it is declared, and is destroyed (F10)"),
  },
  "provider/life-proof.ts": {
    "token: must be checked in this update, but was left out; run `pulumi up` without `--target` and `--exclude`, and without `ignoreChanges` of a transformation":
      life("that was left out of an update is checked by a full one"),
  },
  "provider/proof.ts": {
    "its …; read its log there": githubRuns(
      "that failed, or did not prove the token, succeeds once its cause is mended",
    ),
    "its job … did not run to its end; see there why": githubRuns(
      "that failed, or did not prove the token, succeeds once its cause is mended",
    ),
    "its job … did not run with this run's nonce; …": githubRuns(
      "that failed, or did not prove the token, succeeds once its cause is mended",
    ),
    "it has no job …; …": githubRuns(
      "that failed, or did not prove the token, succeeds once its cause is mended",
    ),
    'add the job as … says, or declare that a green run is enough, `proof: "success"`': [
      engineConfirmationProof("fails and leaves the token before alive, until it does or need not"),
      githubRuns("whose workflow cannot be dispatched has that mended"),
    ],
  },
  "provider/provider.ts": {
    "…: not known, because this update leaves out what that hangs on; run `pulumi up` without `--target` and `--exclude`":
      token("that an update does not know yet is known to one that leaves nothing out"),
    "its state cannot be read; was it imported, or edited by hand? Restore it from a backup:":
      token("whose state was edited is restored from a backup"),
  },
  "provider/retirement.ts": {
    "The token in place is not confirmed yet, so nothing may be revoked; run a full `pulumi up`, without `--target` and `--exclude`, and without `ignoreChanges` of a transformation":
      life("that is not confirmed is retired after a full update"),
  },
  "provider/sealed.ts": {
    "the superseded token with fingerprint … cannot be read from state, because it was not kept under the token in use; was the state edited by hand? Restore it from a backup":
      token("whose state was edited is restored from a backup"),
  },
  "provider/todo.ts": {
    "Every store that is declared holds the new one, but no CI run confirmed it: make sure that your builds use it.":
      [
        life("that was superseded is revoked, and proven dead"),
        engineRotation(
          "updates the secret in place, confirms, asks for the revocation, and proves it",
        ),
      ],
    "Make sure that no other stack or binding uses …, revoke … on Seal's page Settings > Tokens (row menu, delete), then run `pulumi up` again.":
      [
        life("that was superseded is revoked, and proven dead"),
        engineRotation(
          "updates the secret in place, confirms, asks for the revocation, and proves it",
        ),
      ],
  },
  "provider/token-inputs.ts": {
    "read it with `config.requireSecret`, or wrap it in `pulumi.secret`; treat the one in clear as leaked":
      token("in clear is wrapped, and taken for leaked"),
    "fields were mixed up": token("in another field is taken out of it"),
    "give the new token's own name, so that nobody revokes the wrong one": token(
      "under the name of the one before it gets its own",
    ),
  },
  "provider/token-schedule.ts": {
    "set this machine's clock right; if it was wrong then, take the creation date from Seal's token page":
      token("put in place by a wrong clock is counted by a right one, or by its date"),
  },
  "provider/token.ts": {
    "declare one binding with the stores of both": token("of two bindings is declared in one"),
    "The token … is dead (…): CI cannot use it any more; generate a new one at Settings > Tokens and set it":
      [
        token("that is refused is copied again, or another is put in place"),
        engineLife(
          "is shown dead by a refresh, refused by the next update, and replaced by a new one",
        ),
      ],
    "No store in the state of this stack holds … any more, but nothing was revoked; if no other stack uses what is listed, nor a store that was taken out of the state, and CI runs that began before have ended, revoke it at Settings > Tokens":
      token("that no store holds any more is revoked, and harms nobody"),
    "a token cannot be imported or read without its value; declare it with its value instead":
      token("that is imported is declared with its value"),
  },
};
