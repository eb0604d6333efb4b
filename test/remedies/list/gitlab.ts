import { of, type Remedies } from "../reference";

const gitlabPermissions = of("remedies/gitlab-permissions.test.ts");
const gitlabPlaces = of("remedies/gitlab-places.test.ts");
const engineGitlab = of("engine/gitlab.test.ts");

const engineGone = of("engine/gone.test.ts");
const gitlabGone = of("unit/provider/gitlab-gone.test.ts");
const ownership = of("remedies/ownership.test.ts");

export const gitlab: Remedies = {
  "provider/gitlab/branch-protection.ts": {
    "no such `group`, or its credentials do not reach it; GitLab protects branches of top-level groups only, in Premium and Ultimate":
      gitlabPermissions("that do not reach what is named are let there"),
  },
  "provider/gitlab/client.ts": {
    "its credentials are missing or not accepted; set gitlab:token, or GITLAB_TOKEN":
      gitlabPermissions("that are not accepted are set anew"),
    "there are no credentials; set gitlab:token, or GITLAB_TOKEN": gitlabPermissions(
      "that are missing are set",
    ),
    "what it says is not JSON, so nothing is known by it; see whether gitlab:baseUrl, or GITLAB_BASE_URL, leads to its API":
      gitlabPermissions("at an address that is no API are led to one"),
  },
  "provider/gitlab/exposures.ts": {
    "every branch would read it, because it is not protected any more; protect it …": gitlabPlaces(
      "that others could read is closed to them, or they are accepted",
    ),
    "job logs would show it, because it is not masked any more; mask it …": gitlabPlaces(
      "that others could read is closed to them, or they are accepted",
    ),
    "at Settings > CI/CD > Variables": gitlabPlaces(
      "that others could read is closed to them, or they are accepted",
    ),
    'delete or protect that one, or accept it with `accept: { variables: ["…"] }`': gitlabPlaces(
      "that others could read is closed to them, or they are accepted",
    ),
    "pipelines of … would not read it, because … does not protect …; protect it at Settings > Repository, or let the store do so with `protectBranch: true`":
      gitlabPlaces("that main could not read is protected, by hand or by the store"),
  },
  "provider/gitlab/obstacles.ts": {
    "its credentials may not run pipelines of …; they need the Developer role there":
      gitlabPermissions("that lack a role or a scope are given it"),
    "there is no branch … in …; push it, or name the one that your builds run on with `branch`":
      gitlabPlaces("on a branch that is not there is of another, or that is pushed"),
    "its credentials lack a permission; they need the Developer role and the scope api":
      gitlabPermissions("that lack a role or a scope are given it"),
    "no such project, or its credentials do not reach it": gitlabPermissions(
      "that do not reach what is named are let there",
    ),
  },
  "provider/gitlab/owner.ts": {
    "GitLab answered GET … with 404: …": gitlabPermissions(
      "that do not reach what is named are let there",
    ),
    "GitLab answered … with no …; is its address right, and no proxy between?": gitlabPermissions(
      "at an address that is no API are led to one",
    ),
    "GitLab answered DELETE … with 404, but it is still there; try again": gitlabPermissions(
      "of a deletion that GitLab did not do can try again",
    ),
    "its credentials lack a permission; they need the Maintainer role and the scope api":
      gitlabPermissions("that lack a role or a scope are given it"),
    "no such `project`, or its credentials do not reach it": gitlabPermissions(
      "that do not reach what is named are let there",
    ),
    "its credentials lack a permission; they need the Owner role of the group and the scope api":
      gitlabPermissions("that lack a role or a scope are given it"),
    "no such `group`, or its credentials do not reach it": gitlabPermissions(
      "that do not reach what is named are let there",
    ),
  },
  "provider/gitlab/lock.ts": {
    "unarchive it …": gitlabPlaces("that is locked is unlocked"),
    "switch it on at Settings > General > Visibility, project features, permissions": gitlabPlaces(
      "that is locked is unlocked",
    ),
    "restore it …": gitlabGone("stays as its state has it while its project is …, and says so"),
    "run this again when it is gone, or …": gitlabGone(
      "stays as its state has it while its project is …, and says so",
    ),
    "…, run this again, and switch it off again": gitlabGone(
      "stays as its state has it while its project is …, and says so",
    ),
    "…, run this again, and archive it again": engineGone(
      "says that it is archived when it is taken out, and is deleted once it is not (F10)",
    ),
  },
  "provider/gitlab/place.ts": {
    "delete the variable": ownership("on GitLab is had once the stranger's variable is deleted"),
    "if somebody else made the variable, give this store an `environmentScope` of its own and delete theirs after the next `pulumi up`; else delete it":
      [
        gitlabPlaces("that is there already is deleted, or left to others with a scope of its own"),
        engineGitlab("takes the place of one that somebody made, without an outage"),
      ],
    "its credentials may only read (scope read_api); they need the scope api": gitlabPermissions(
      "that lack a role or a scope are given it",
    ),
  },
  "provider/gitlab/projects.ts": {
    "its credentials lack a permission; they need the Owner role of the group and the scope api":
      gitlabPermissions("that lack a role or a scope are given it"),
  },
  "provider/gitlab/refs.ts": {
    'pipelines of … that match "…" would read it, too, because … protects them; unprotect them at Settings > Repository, or accept them with `accept: { …: ["…"] }`':
      gitlabPlaces("that others could read is closed to them, or they are accepted"),
    "its credentials lack a permission; they need the Maintainer role and the scope api":
      gitlabPermissions("that lack a role or a scope are given it"),
    "no such project, or its credentials do not reach it": gitlabPermissions(
      "that do not reach what is named are let there",
    ),
  },
  "provider/gitlab/run.ts": {
    "it waits for a manual job or an approval, run or give it there": gitlabPlaces(
      "that waits for somebody goes on when that is done",
    ),
    "another job holds its resource group": gitlabPlaces(
      "that waits for somebody goes on when that is done",
    ),
    "it waits for a delayed job, which can be started there": gitlabPlaces(
      "that waits for somebody goes on when that is done",
    ),
    "its credentials lack a permission; they need the Developer role and the scope api":
      gitlabPermissions("that lack a role or a scope are given it"),
    "no such project, or its credentials do not reach it": gitlabPermissions(
      "that do not reach what is named are let there",
    ),
    "no pipeline can be made on the branch: it does not exist, it is protected and the credentials lack the right to push or merge there, its .gitlab-ci.yml is not valid, or that has no job for pipelines that come from the API (see its `rules`)":
      gitlabPlaces("that GitLab refuses to start is started once that is mended"),
    "…; or it does not take the inputs seal_nonce and seal_digest: …": gitlabPlaces(
      "that GitLab refuses to start is started once that is mended",
    ),
  },
  "provider/gitlab/settings.ts": {
    'merge request pipelines between protected branches of … read it, too; turn that off at Settings > CI/CD > Variables ("Access protected resources in merge request pipelines") unless it is wanted':
      gitlabPlaces("with settings that let others meet the token has them changed"),
    'developers of … may override it when they start a pipeline; set "Minimum role to use pipeline variables" at Settings > CI/CD > Variables to "no one allowed" unless they need to':
      gitlabPlaces("with settings that let others meet the token has them changed"),
  },
  "provider/gitlab/unfinished.ts": {
    "its credentials lack a permission; they need the Reporter role and the scope read_api":
      gitlabPermissions("that lack a role or a scope are given it"),
    "no such project, or its credentials do not reach it": gitlabPermissions(
      "that do not reach what is named are let there",
    ),
  },
  "provider/gitlab/variable-endpoints.ts": {
    "at Settings > CI/CD > Variables of …": gitlabPermissions(
      "for a variable that GitLab does not take get one that it takes",
    ),
    "GitLab made … for all environments, because it has scopes of group variables in Premium and Ultimate only; delete it …, and leave out `environmentScope`":
      gitlabPermissions("for a variable that GitLab does not take get one that it takes"),
    "GitLab did not hide …, as it does since 17.4; look …, and leave out `hidden`":
      gitlabPermissions("for a variable that GitLab does not take get one that it takes"),
    "GitLab takes no such variable; a masked value has 8 characters or more, one line and no spaces, and scopes of group variables are in Premium and Ultimate only":
      gitlabPermissions("for a variable that GitLab does not take get one that it takes"),
  },
  "provider/gitlab/variables.ts": {
    "GitLab does not show the variables of …; its credentials need the Maintainer role and the scope api":
      gitlabPermissions("that lack a role or a scope are given it"),
  },
};
