import { of, type Remedies } from "../reference";

const tested = of("remedies/policies.test.ts");

export const policies: Remedies = {
  "policies/configuration.ts": {
    '"…" is configured, but there is no such rule; there are: …': tested(
      "under a wrong configuration of rules is judged under a right one",
    ),
    '…: longestPeriod must be a period of whole days, weeks, months or years, received "…"; write for example "90 days"':
      tested("under a wrong configuration of rules is judged under a right one"),
    '….until must be a calendar date, received "…"': tested(
      "under a wrong configuration of rules is judged under a right one",
    ),
    "… expired on … and excepts nothing any more; remove it, or give a new reason and date": tested(
      "under a wrong configuration of rules is judged under a right one",
    ),
  },
  "policies/rules/azure-devops-branch-control.ts": {
    'Declare a CheckBranchControl for the group with `targetResourceType: "variablegroup"` and `allowedBranches: "refs/heads/main"`. A group that another stack guards is listed in `allowedVariableGroups`.':
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/azure-devops-named-pipelines.ts": {
    "Set `allowAccess: false` on the group, and declare one PipelineAuthorization with a `pipelineId` per pipeline, after the check.":
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/azure-devops-secret-variables.ts": {
    "Put the token into a variable group as `{ name, secretValue, isSecret: true }`, without `value`, and give the group a branch control check.":
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/binding-confirmed.ts": {
    "Give a store of the binding `confirm`. Where there is no CI to run, except the resource with that reason and an end date.":
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/configuration-valid.ts": {
    "Correct what is named in the file of `--policy-pack-config`, or in the pack's configuration in Pulumi Cloud.":
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/development-off-main.ts": {
    "Put the production token there, and the development token where feature branches read it: a GitHub repository secret, a GitLab variable that is not protected, an Azure DevOps group without the check.":
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/github-environments-only-main.ts": {
    "Give the environment `deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true }` and one deployment policy whose `branchPattern` is literally main, in the stack of the secret. An environment that another stack confines is listed in `allowedEnvironments`.":
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/github-production-in-environments.ts": {
    "Put the token into the secret of an environment that only main can enter, and remove this copy. A development token belongs to a development binding, a name of `developmentSecretNames` or a fingerprint of `developmentFingerprints`.":
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/gitlab-only-main-protected.ts": {
    "Protect main only, literally, in projects and groups whose pipelines read the token, and leave `branch` and `accept` of the store out; give the token its own project or group where others must stay protected.":
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/gitlab-production-protected.ts": {
    "Set `protected: true` on a project or group variable, and keep main the only protected ref. A development token belongs to a development binding, a name of `developmentSecretNames` or a fingerprint of `developmentFingerprints`.":
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/gitlab-tokens-masked.ts": {
    "Set `masked: true`, and `raw: true` so that the mask rules allow every token (GitLab Docs, CI/CD variables).":
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/never-expiry-rotates.ts": {
    'Set `rotation: { every: "90 days" }`, or another period within `longestPeriod`.': tested(
      "that breaks a rule is changed as its remediation says",
    ),
  },
  "policies/rules/production-value-only-in-stores.ts": {
    "Remove the token from the property, and let CI read it from its store. List a secret manager that CI pulls from in `allowedTypes`, and a secret stack output that hands the token to other stacks in `sharedOutputs`. If the value was ever stored in clear, treat the token as leaked.":
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/retirement-done.ts": {
    "Revoke the superseded tokens on Seal's page Settings > Tokens, as the to-do of `pulumi up` says, then run `pulumi up` again.":
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/rotation-before-expiry.ts": {
    "Make a new token on Seal's page Settings > Tokens, set it in the stack's configuration with its name and date, and run `pulumi up`.":
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/store-in-binding.ts": {
    "Add the store to `stores` of the TokenBinding, and remove the resource; the binding can adopt what exists.":
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/store-is-known.ts": {
    "Use a store that these rules know, update pulumi-seal, or except the resource with a reason and an end date once you know who can read it.":
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/token-alive.ts": {
    "Revoke the token on Seal's page Settings > Tokens if it is leaked, make a new one, set it in the stack's configuration with its name and date, and run `pulumi up`. Where the server refused a good token, `pulumi refresh` asks again.":
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/token-from-secret.ts": {
    "Set it with `pulumi config set --secret`, read it with `config.requireSecret`, or wrap it in `pulumi.secret`. Treat a token that was in clear as leaked: make a new one and revoke this one.":
      tested("that breaks a rule is changed as its remediation says"),
  },
  "policies/rules/token-not-overdue.ts": {
    "Make a new token on Seal's page Settings > Tokens, set it in the stack's configuration with its name and date, and run `pulumi up`.":
      tested("that breaks a rule is changed as its remediation says"),
  },
};
