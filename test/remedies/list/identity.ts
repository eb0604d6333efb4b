import { of, type Remedies } from "../reference";

/* Whose a place is, whom an update acts as, and what options do. */

const accounts = of("remedies/accounts.test.ts");
const ownership = of("remedies/ownership.test.ts");
const written = of("remedies/arguments.test.ts");
const azureDevopsPlaces = of("remedies/azure-devops-places.test.ts");
const githubPlaces = of("remedies/github-places.test.ts");
const signIns = of("unit/provider/sign-ins.test.ts");
const otherPlace = of("unit/provider/other-place.test.ts");
const engineRemedies = of("engine/remedies.test.ts");
const engineClaims = of("engine/claims.test.ts");
const engineMadeAnew = of("engine/made-anew.test.ts");
const engineIdentity = of("engine/identity.test.ts");
const engineTargeting = of("engine/targeting.test.ts");
const engineGone = of("engine/gone.test.ts");
const engineTransformations = of("engine/transformations.test.ts");

const optionsLeftOut = written("that are options do nothing, and are left out");
const ignored = engineTransformations(
  "ignores changes by a … claims no rotation that did not happen",
);

export const identity: Remedies = {
  "components/option-problems.ts": {
    "the token and its stores are resources of their own; to keep a token, leave the configuration as it is":
      optionsLeftOut,
    "stores are written in place, never replaced; to have everything written again, rotate":
      optionsLeftOut,
    "stores are written in place, never replaced": optionsLeftOut,
    "set `confirmation.timeoutMinutes`, `retirement.waitMinutes` or `checkTimeoutSeconds` of the binding":
      optionsLeftOut,
    "declare the binding; a store's `adopt` says what may be taken over of what is there":
      optionsLeftOut,
    "the plugin is that of the installed package; install another version of `pulumi-seal`":
      optionsLeftOut,
    "the plugin comes with the package: `plugins` in Pulumi.yaml, or `PATH`": optionsLeftOut,
  },
  "components/let-pass.ts": {
    "… …: this update leaves out the proofs that come before the token is written there; run `pulumi up` without `--target` and `--exclude`, and without `ignoreChanges` of a transformation":
      engineTargeting("writes nothing to a new store past proofs that were left out"),
  },
  "components/token-in-place.ts": {
    "The token that is set (fingerprint …) was not put in place, … is: this update leaves it out (`--target`, `--exclude`, or a transformation with `ignoreChanges`); revoke nothing":
      ignored,
    "The tokens before the one that is in place (fingerprint …) were not asked about: this update leaves the retirement out (`--target`, `--exclude`, or a transformation with `ignoreChanges`); run a full `pulumi up` without it, which says what is to be revoked":
      ignored,
  },
  "provider/taken-over.ts": {
    "another state took it over, that of …, and nothing was written; take the store out here, or, where this state is the one that counts, say `recover: true` and run `pulumi up --refresh`":
      of("engine/taken-over.test.ts")("may be taken back by the first, or taken out there, on …"),
  },
  "provider/accounts/account-hosts.ts": {
    "a GitHub App (…) cannot sign in yet; …, and set `github:token`, or GITHUB_TOKEN, to a token, which may be one of the app's installation":
      accounts("that is a GitHub App is that of a token"),
    "leave it out": accounts("that is a GitHub App is that of a token"),
    "unset them": accounts("that is a GitHub App is that of a token"),
    "… cannot sign in yet; set `gitlab:token`, or GITLAB_TOKEN": accounts(
      "on GitLab signs in with a token",
    ),
    "Microsoft Entra (…) cannot sign in yet; set `azuredevops:personalAccessToken`, or AZDO_PERSONAL_ACCESS_TOKEN, to a personal access token, or to an access token of Microsoft Entra":
      accounts("in Azure DevOps has an organization, and a token"),
  },
  "provider/accounts/account.ts": {
    "set `github:owner`, or pass a GitHub provider with an owner, because the account of its credentials cannot be seen: …":
      accounts("that nobody names is named, or its credentials are set"),
    "set `…:…`, or …": accounts("in Azure DevOps has an organization, and a token"),
    'for example "…"': accounts("at an address that is none is reached at one"),
    "… decides …, and not …, which says otherwise: this is the order of the official provider. Make them agree, or take one away":
      accounts("with two sources that contradict each other has one taken away, or agrees"),
  },
  "provider/github/login.ts": {
    "there are none; set `github:token`, or GITHUB_TOKEN": accounts(
      "that nobody names is named, or its credentials are set",
    ),
    "a token of a GitHub App's installation belongs to nobody": accounts(
      "that nobody names is named, or its credentials are set",
    ),
  },
  "provider/lock.ts": {
    "…: …; or where it may stay as it is, forget it: pulumi state delete '…'": [
      engineGone(
        "says that it is archived when it is taken out, and is deleted once it is not (F10)",
      ),
      engineGone("is forgotten by the command that the message names, where it is not known (F10)"),
    ],
  },
  "provider/sign-ins.ts": {
    "…. The state has the credentials of the last update; where they were renewed since, run `pulumi up` with a store there, and then do this again…":
      signIns("is deleted with those that this update declares there, and says what to do without"),
  },
  "provider/overwrite.ts": {
    "the preflight has not seen in this update whose the place is; run `pulumi up` without `--target` and `--exclude`, and without `ignoreChanges` of a transformation":
      otherPlace("is written on … only when the preflight of the update has seen it"),
    "what it was in has another id now: it was deleted and made anew, or something else took its name, while this update ran; run `pulumi up` again":
      ownership("is another by the next update, when it was made anew while one ran"),
    "it cannot be imported; declare it, and what is there is taken over": azureDevopsPlaces(
      "that is imported is declared instead",
    ),
  },
  "provider/ownership.ts": {
    "take one of the two out": [
      engineClaims("is refused to a second store of a binding, whatever it is called (F05)"),
      engineRemedies("is taken over when that one gave it up"),
    ],
    "if this binding had that name, give it an alias; else take the store out there and run `pulumi up` first":
      [
        engineClaims("is kept by a binding of another name once that is given an alias (F09)"),
        engineRemedies("F09: whose binding was renamed is taken along by an alias"),
        ownership("is had once the other store is taken out there"),
      ],
    "take the store out there first; where that stack is gone for good, …": [
      ownership("is had once the other store is taken out there"),
      ownership("on GitHub is had once the stranger's label is deleted"),
    ],
    "if the state was lost, or this binding was made anew in it (`--replace`, `pulumi state taint`, `replacementTrigger`), take it back in place with `recover: true`, and leave that out after the update; if another stack has the same name, give this one another":
      [
        engineClaims(
          "is refused to another stack, by the name of the first, which may take it back (F04)",
        ),
        engineMadeAnew("by `--replace` takes its stores back with `recover: true`"),
        engineMadeAnew("by `pulumi state taint` takes its stores back with `recover: true`"),
        engineMadeAnew("by `replacementTrigger` takes its stores back with `recover: true`"),
      ],
    "`adopt` what may be overwritten; delete the rest": githubPlaces(
      "with variables that are there already has them adopted, or deleted",
    ),
    "leave out `adopt` to have it made": githubPlaces(
      "that is there already is adopted, or deleted",
    ),
  },
  "provider/unchanged-token.ts": {
    "set the new value with `pulumi config set --secret`; where the name and the date were wrong, correct one, `pulumi up`, then the other":
      of("remedies/token.test.ts")(
        "whose value was forgotten gets it, or is corrected step by step",
      ),
    "… changed, but the token is still the one with fingerprint …: it is taken for a correction, and nothing is rotated; to rotate, set the new token's value, too":
      of("remedies/token.test.ts")(
        "whose value was forgotten gets it, or is corrected step by step",
      ),
    "take `token` out of `ignoreChanges` of the transformation; nothing is rotated yet, so revoke nothing":
      ignored,
  },
  "provider/whereabouts.ts": {
    "…: …: it is called … now; write that in the program, because another may take the name before":
      [
        engineIdentity(
          "is followed to its new name, and told while the program has the old one (F02)",
        ),
        ownership("goes on by its id, and is had under the name that it has now"),
      ],
  },
};
