/** What no test performs yet, and why: by file below `src/`, each sentence with the reason. */
export const pending: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "components/debug-log.ts": {
    "pulumi-seal does not know the debug log of this @pulumi/pulumi; keep it secret":
      "a person keeps the log; no test can",
  },
  "policies/pulumi/policies.ts": {
    "… itself failed here (……), so that nothing shows that this complies; please report it to the authors of pulumi-seal":
      "whoever gets the report mends it; no test can",
  },
  "provider/azure-devops/endpoints.ts": {
    "Code: Read": "its 403 is passed over, so that nobody is told this",
  },
  "provider/github/held.ts": {
    "… is gone, and with it what this stack wrote there; if it was not deleted but transferred to an owner that these credentials do not reach, that went along: have it deleted there":
      "another owner deletes it, out of reach of the stack; no test can",
  },
  "provider/gitlab/held.ts": {
    "… is gone, and with it what this stack wrote there; if it was not deleted but transferred to a group that these credentials do not reach, that went along: have it deleted there":
      "another group's owner deletes it, out of reach of the stack; no test can",
  },
  "provider/github/answer.ts": {
    "look at its credentials": "no caller is without the hint of 403, so that nobody is told this",
  },
};
