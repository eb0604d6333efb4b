import { of, type Remedies } from "../reference";

const githubPermissions = of("remedies/github-permissions.test.ts");
const githubPlaces = of("remedies/github-places.test.ts");
const githubRuns = of("remedies/github-runs.test.ts");
const engineRemedies = of("engine/remedies.test.ts");
const engineGone = of("engine/gone.test.ts");
const ownership = of("remedies/ownership.test.ts");
const engineDrift = of("engine/drift.test.ts");
const engineGithubDevelopment = of("engine/github-development.test.ts");

export const github: Remedies = {
  "provider/github/answer.ts": {
    "GitHub answered … with …, not with …; is its address right, and no proxy between?":
      githubPermissions("that answers with what is not GitHub's is taken away"),
    "GitHub answered … with 404, but it is still there: …": githubPermissions(
      "that may read what is to be deleted, and not write it, are let do so",
    ),
  },
  "provider/github/branch-policy-endpoints.ts": {
    "GitHub answered GET … with no list of policies; is its address right, and no proxy between?":
      githubPermissions("that answers with what is not GitHub's is taken away"),
    "its credentials lack a permission; they need `Administration: write` and `Actions: read` of the repository":
      githubPermissions("that lack a permission are given the one that is named"),
    "no such `repository` or `environment`, one without custom branch policies, or its credentials do not reach it; they need `Administration: write` of the repository":
      githubPermissions("that do not reach what is named are let there"),
  },
  "provider/github/client.ts": {
    "GitHub answered … with a redirect: it was renamed or moved while this ran, and nothing is written under a name before; run this again":
      ownership("is written by the next update, when it was renamed while one ran"),
    "the repository is archived, and so read-only; unarchive it at Settings": ownership(
      "is written once the repository is unarchived",
    ),
    "it is the rate limit of its credentials; wait a few minutes, then do it again":
      githubPermissions("that used up their rate limit can go on later"),
    "GitHub keeps everybody out of the repository, whatever the credentials; ask its support to open it":
      githubPermissions("that are kept out of a repository are let in"),
    "the IP allow list of the organization does not let this machine in; have its address added there (Settings > Authentication security), or run this where one is":
      githubPermissions("that are kept out of a repository are let in"),
    "its credentials are missing or not accepted; set github:token, or GITHUB_TOKEN":
      githubPermissions("that are not accepted are set anew"),
    "there are no credentials; set github:token, or GITHUB_TOKEN": githubPermissions(
      "that are missing are set",
    ),
  },
  "provider/github/holder.ts": {
    "GitHub answered GET … with 404: …": githubPermissions(
      "that do not reach what is named are let there",
    ),
    "GitHub answered … with no …; is its address right, and no proxy between?": githubPermissions(
      "that answers with what is not GitHub's is taken away",
    ),
    "its credentials may not read it; they need `Metadata: read`, and to be authorized for the organization where it has single sign-on":
      githubPermissions("that may not read the repository are let do so"),
    "no such `repository`, or its credentials do not reach it": githubPermissions(
      "that do not reach what is named are let there",
    ),
    "no organization … (`github:owner`), or its credentials do not reach it": githubPermissions(
      "that do not reach what is named are let there",
    ),
  },
  "provider/github/copies.ts": {
    "Secrets: read": githubPlaces(
      "whose copies may not be looked at has that allowed, or them accepted",
    ),
    "Dependabot secrets: read": githubPlaces(
      "whose copies may not be looked at has that allowed, or them accepted",
    ),
    "Codespaces secrets: read": githubPlaces(
      "whose copies may not be looked at has that allowed, or them accepted",
    ),
    "Agents secrets: read": githubPlaces(
      "whose copies may not be looked at has that allowed, or them accepted",
    ),
    '… would read … from … …; delete it there, or accept it with `accept: ["…"]`': githubPlaces(
      "whose token is elsewhere, too, has that deleted, or accepted",
    ),
    'whether there is a copy is not known; give its credentials … (organization and repository), or accept it with `accept: ["…"]`':
      githubPlaces("whose copies may not be looked at has that allowed, or them accepted"),
  },
  "provider/github/environment-endpoints.ts": {
    "they need `Administration: write` of the repository": githubPermissions(
      "that lack a permission are given the one that is named",
    ),
    "its credentials lack a permission; …, and `Actions: read`": githubPermissions(
      "that lack a permission are given the one that is named",
    ),
    "no such `repository`, or its credentials do not reach it; …": githubPermissions(
      "that do not reach what is named are let there",
    ),
    "its name or its protection is not taken; private repositories have no environments on GitHub Free, and forbid administrators to bypass them only on GitHub Enterprise: set `adminsBypass: true` elsewhere":
      githubPlaces("whose plan protects no environments lets administrators bypass them"),
  },
  "provider/github/environment.ts": {
    "the environment is not there any more; make it again, or leave out `adopt` to have it made":
      githubPlaces("that is adopted and was deleted is made again by hand, or by the stack"),
    "the environment is not there any more; `pulumi up --refresh` makes it anew": [
      githubPlaces("that is deleted while it is in the state is made anew by a refresh"),
      engineRemedies("that was opened or deleted by hand is repaired with `pulumi up --refresh`"),
    ],
    "GitHub answered … with no environment; is its address right, and no proxy between?":
      githubPermissions("that answers with what is not GitHub's is taken away"),
  },
  "provider/github/obstacles.ts": {
    "there is no workflow … on …, the default branch, and GitHub dispatches none that is only on others; merge it there":
      githubRuns("whose workflow cannot be dispatched has that mended"),
    "… is on …, but GitHub does not list it among its workflows yet; run this again in a few minutes":
      githubRuns("whose workflow was just pushed can be started a few minutes later"),
    "the workflow … is …; enable it at Actions > …": githubRuns(
      "whose workflow cannot be dispatched has that mended",
    ),
    "… on … has no workflow_dispatch trigger, so nothing but its own events starts it; add `workflow_dispatch:` below its `on:`":
      githubRuns("whose workflow cannot be dispatched has that mended"),
    "… on … does not declare … among the `inputs` of its workflow_dispatch; …": githubRuns(
      "whose workflow cannot be dispatched has that mended",
    ),
    "Whether … of …/… can be dispatched on … shows only when it is: its file cannot be read there (with Contents: read, it can be)":
      githubPermissions(
        "that may not read a workflow are given the permission, and then it is judged",
      ),
    "… is on …, but not on …; merge it there": githubRuns(
      "whose workflow cannot be dispatched has that mended",
    ),
    "there is no branch …; push it, or name the one that your builds run on with `branch`":
      githubRuns("whose workflow cannot be dispatched has that mended"),
    "its credentials lack a permission; they need Actions: write on the repository":
      githubPermissions("that lack a permission are given the one that is named"),
    "no such repository, or its credentials do not reach it": githubPermissions(
      "that do not reach what is named are let there",
    ),
  },
  "provider/github/place.ts": {
    "delete the variable … of the environment": ownership(
      "on GitHub is had once the stranger's label is deleted",
    ),
    "if somebody made the environment on purpose, `adopt` it; else delete it, because GitHub makes one without rules when a job names one that is not there":
      githubPlaces("that is there already is adopted, or deleted"),
    "every branch may enter the environment: it has no deployment branch policy; …": githubPlaces(
      "that others may enter is confined again by hand",
    ),
    "every protected branch may enter the environment, not … alone; …": githubPlaces(
      "that others may enter is confined again by hand",
    ),
    '… that match "…" may enter the environment; delete this … policy at Settings > Environments > …':
      githubPlaces("that others may enter is confined again by hand"),
    "`pulumi up --refresh` puts back the policy of an environment that this stack made, else set it at Settings > Environments":
      [
        githubPlaces("that others may enter is confined again by hand"),
        engineRemedies("that was opened or deleted by hand is repaired with `pulumi up --refresh`"),
      ],
    "its credentials lack a permission; they need Actions: read and Environments: write of the repository":
      githubPermissions("that lack a permission are given the one that is named"),
    "no such `repository`, or its credentials do not reach it": githubPermissions(
      "that do not reach what is named are let there",
    ),
  },
  "provider/github/plan.ts": {
    "the plan of … (GitHub Free) has no environments for private repositories, and … is one; use GitHub Team or Enterprise, or make the repository public":
      githubPlaces("whose plan has no environments gets another plan, or is public"),
  },
  "provider/github/lock.ts": {
    "ask its support, and run this again": ownership(
      "is deleted once GitHub's support enabled the repository",
    ),
    "unarchive it at its Settings": ownership("is deleted once the organization is unarchived"),
    "…, run this again, and archive it again": ownership(
      "is deleted once the organization is unarchived",
    ),
    "unarchive it at Settings": githubPlaces("that is locked is unlocked"),
    "unarchive it at Settings, run this again, and archive it again": engineGone(
      "says that it is archived when it is taken out, and is deleted once it is not (F10)",
    ),
    "ask its support": githubPlaces("that is locked is unlocked"),
  },
  "provider/github/reach.ts": {
    "GitHub answered GET … with 404: one of `repositories` is not there, or its credentials do not reach it":
      githubPermissions("that do not reach what is named are let there"),
  },
  "provider/github/repository.ts": {
    "its credentials belong to somebody who may only read the repository; they need the role Write, and Admin where an environment is made":
      githubPermissions("of somebody who may only read the repository get the role that is named"),
  },
  "provider/github/run.ts": {
    "it waits for an approval, give it there": githubRuns(
      "that waits for an approval goes on when that is given",
    ),
    "its credentials lack a permission; they need Actions: write on the repository":
      githubPermissions("that lack a permission are given the one that is named"),
    "no such repository or workflow, or its credentials do not reach it": githubPermissions(
      "that do not reach what is named are let there",
    ),
    "the workflow has no workflow_dispatch trigger, or the branch does not exist": githubRuns(
      "that GitHub refuses to dispatch is dispatched once that is mended",
    ),
    "the workflow does not take the inputs …; …": githubRuns(
      "that GitHub refuses to dispatch is dispatched once that is mended",
    ),
    "the workflow requires an input of its own that a confirmation does not give; give it a `default`, or leave out its `required`":
      githubRuns("that GitHub refuses to dispatch is dispatched once that is mended"),
  },
  "provider/github/secret-endpoints.ts": {
    "`…: write` of …": githubPermissions("that lack a permission are given the one that is named"),
    "its credentials lack a permission; they need …": githubPermissions(
      "that lack a permission are given the one that is named",
    ),
    "no organization … (`github:owner`), or its credentials do not reach its secrets; they need …":
      githubPermissions("that do not reach what is named are let there"),
    "no such `repository`, or its credentials do not reach it; they need …": githubPermissions(
      "that do not reach what is named are let there",
    ),
    "GitHub takes no such secret there; look whether the plan of … has … secrets of …":
      githubPlaces(
        "of which GitHub takes no such secret or variable takes it under another plan or name",
      ),
    "organizations for these `repositories`": githubPlaces(
      "of which GitHub takes no such secret or variable takes it under another plan or name",
    ),
    "this `repository`": githubPlaces(
      "of which GitHub takes no such secret or variable takes it under another plan or name",
    ),
  },
  "provider/github/secret-place.ts": {
    "delete the variable … of Actions beside it": ownership(
      "on GitHub is had once the stranger's label of Actions is deleted",
    ),
    "if it may be overwritten with the token of this binding, in place, say `adopt: { token: true }`; else delete it":
      githubPlaces("that is there already is adopted, or deleted"),
  },
  "provider/github/secret.ts": {
    "… …; `pulumi up` writes it again": [
      engineDrift("a secret that is … is told by a preview, and written again by the update"),
      engineGithubDevelopment(
        "is written again without a refresh where somebody changed or deleted it by hand",
      ),
    ],
  },
  "provider/github/unfinished.ts": {
    "no such organization, or its credentials do not reach it": githubPermissions(
      "that do not reach what is named are let there",
    ),
    "its credentials lack a permission; they need Actions: read on the repository":
      githubPermissions("that lack a permission are given the one that is named"),
    "no such repository, or its credentials do not reach it": githubPermissions(
      "that do not reach what is named are let there",
    ),
  },
  "provider/github/variable-endpoints.ts": {
    "GitHub answered GET … with no variable; is its address right, and no proxy between?":
      githubPermissions("that answers with what is not GitHub's is taken away"),
    "`…: write` of …": githubPermissions("that lack a permission are given the one that is named"),
    "its credentials lack a permission; they need …": githubPermissions(
      "that lack a permission are given the one that is named",
    ),
    "no organization … (`github:owner`), or its credentials do not reach its variables; they need …":
      githubPermissions("that do not reach what is named are let there"),
    "no such `repository`…, or its credentials do not reach it; they need …": githubPermissions(
      "that do not reach what is named are let there",
    ),
    "GitHub takes no such variable there; look at its name and its value": githubPlaces(
      "of which GitHub takes no such secret or variable takes it under another plan or name",
    ),
  },
};
