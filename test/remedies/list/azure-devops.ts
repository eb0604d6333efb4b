import { of, type Remedies } from "../reference";

const azureDevopsPermissions = of("remedies/azure-devops-permissions.test.ts");
const azureDevopsRuns = of("remedies/azure-devops-runs.test.ts");
const azureDevopsPlaces = of("remedies/azure-devops-places.test.ts");
const engineRemedies = of("engine/remedies.test.ts");

const ownership = of("remedies/ownership.test.ts");
const engineGone = of("engine/gone.test.ts");

export const azureDevops: Remedies = {
  "provider/azure-devops/client.ts": {
    "its organization is not known; …": azureDevopsPermissions(
      "that are missing, or not accepted, are set",
    ),
    "its organization's address is not an https address; …": azureDevopsPermissions(
      "that are missing, or not accepted, are set",
    ),
    "there are no credentials to look at it with; …": azureDevopsPermissions(
      "that are missing, or not accepted, are set",
    ),
    "set azuredevops:orgServiceUrl, or AZDO_ORG_SERVICE_URL": azureDevopsPermissions(
      "that are missing, or not accepted, are set",
    ),
    "set azuredevops:personalAccessToken, or AZDO_PERSONAL_ACCESS_TOKEN (an access token of Microsoft Entra will do)":
      azureDevopsPermissions("that are missing, or not accepted, are set"),
    "Azure DevOps did not delete it, and shows it still; its credentials need …":
      azureDevopsPermissions("of a deletion that Azure DevOps did not do get the permission"),
    "its credentials are not accepted; …": azureDevopsPermissions(
      "that are missing, or not accepted, are set",
    ),
    "its credentials lack a permission; they need …": azureDevopsPermissions(
      "that lack a permission are given it",
    ),
    "it is not there, or its credentials do not reach it": azureDevopsPermissions(
      "that do not reach what is named are let there",
    ),
  },
  "provider/azure-devops/endpoints.ts": {
    "Build: Read": azureDevopsPermissions("that lack a permission are given it"),
    "Variable Groups: Read": azureDevopsPermissions("that lack a permission are given it"),
    "Pipeline Resources: Use and manage, and the role Administrator of the group":
      azureDevopsPermissions("that lack a permission are given it"),
    "Project and Team: Read": azureDevopsPermissions("that lack a permission are given it"),
    "Variable Groups: Read, create, & manage, and in the security of the project's library the role Creator, or of the group Administrator":
      azureDevopsPermissions("that lack a permission are given it"),
    "a group of that name is there already; give this one another name, or if it is the same, its credentials need the role Administrator of it to be shown it":
      azureDevopsPermissions(
        "that are not shown a group get its role, or the group gets another name",
      ),
    "Build: Read & execute, and in the pipeline's security the permission Queue builds":
      azureDevopsRuns("that Azure DevOps refuses to start is started once that is mended"),
    "the branch does not exist, or the pipeline's file on it is not valid": azureDevopsRuns(
      "that Azure DevOps refuses to start is started once that is mended",
    ),
  },
  "provider/azure-devops/group.ts": {
    "it is shared with other projects (… in all), whose pipelines its check does not stop; end that at Pipelines > Library > …":
      azureDevopsPlaces("that others could read is closed to them by hand"),
    "its variable … is not secret, so everybody who sees the group reads it; `pulumi up --refresh` makes it secret again":
      [
        azureDevopsPlaces("that others could read is closed to them by a refresh and an update"),
        engineRemedies(
          "a group that was opened or deleted by hand is repaired with `pulumi up --refresh`",
        ),
      ],
    "the variable group is not there any more; `pulumi up --refresh` makes it anew": [
      azureDevopsPlaces("that is deleted while it is in the state is made anew by a refresh"),
      engineRemedies(
        "a group that was opened or deleted by hand is repaired with `pulumi up --refresh`",
      ),
    ],
  },
  "provider/azure-devops/in-project.ts": {
    "the project … is gone, and with it what this stack wrote there; if it is restored at Organization settings > Projects, which can be done for 28 days, that comes back: delete the variable group there then":
      azureDevopsPlaces("whose project was deleted is deleted by hand once that is restored"),
    "there is no project … that its credentials reach in the organization": azureDevopsPermissions(
      "that do not reach what is named are let there",
    ),
    "run this again when it is gone, or …": engineGone(
      "says that it is archived when it is taken out, and is deleted once it is not (F10)",
    ),
    "restore it at Organization settings > Projects": engineGone(
      "says that it is archived when it is taken out, and is deleted once it is not (F10)",
    ),
  },
  "provider/azure-devops/obstacles.ts": {
    "there is no pipeline … in …": azureDevopsRuns(
      "of a pipeline that does not run has it enabled, resumed or its branch pushed",
    ),
    "at Pipelines > its page > Settings": azureDevopsRuns(
      "of a pipeline that does not run has it enabled, resumed or its branch pushed",
    ),
    "… is disabled, so no run of it can be queued; enable it …": azureDevopsRuns(
      "of a pipeline that does not run has it enabled, resumed or its branch pushed",
    ),
    "… is paused, so its runs are queued and do not start; resume it …": azureDevopsRuns(
      "of a pipeline that does not run has it enabled, resumed or its branch pushed",
    ),
    "there is no branch … in the repository of …; push it, or name the one that your builds run on with `branch`":
      azureDevopsRuns(
        "of a pipeline that does not run has it enabled, resumed or its branch pushed",
      ),
  },
  "provider/azure-devops/pipeline-permission.ts": {
    "pipeline … is still … to use the group after … seconds; the next update asks again":
      azureDevopsPlaces("whose permission is not kept is asked for again by the next update"),
  },
  "provider/azure-devops/pipelines.ts": {
    "there is no pipeline …": azureDevopsPlaces("with pipelines that cannot have it gets others"),
    "… is a classic pipeline, which no check stops": azureDevopsPlaces(
      "with pipelines that cannot have it gets others",
    ),
    "Pipelines > Library > … > Pipeline permissions": azureDevopsPlaces(
      "that others could read is closed to them by hand",
    ),
    'every pipeline of the project may use it ("open access"); `pulumi up --refresh` closes it, or restrict it at …':
      [
        azureDevopsPlaces("that others could read is closed to them by hand"),
        azureDevopsPlaces("that others could read is closed to them by a refresh and an update"),
        engineRemedies(
          "a group that was opened or deleted by hand is repaired with `pulumi up --refresh`",
        ),
      ],
    "pipeline … may use it, though it is not declared; name it in `pipelines`, or remove it at …":
      azureDevopsPlaces("that others could read is closed to them by hand"),
    "… is a classic pipeline that links it, and no check stops its runs; unlink it there":
      azureDevopsPlaces("that others could read is closed to them by hand"),
    "… has a variable … of its own, which its runs on every branch read; delete it there":
      azureDevopsPlaces("that others could read is closed to them by hand"),
  },
  "provider/azure-devops/place.ts": {
    "delete the variable group": ownership(
      "in Azure DevOps is had once the stranger's group is deleted",
    ),
    "its secrets cannot be read, and its other variables would be lost: give the store another `group` and change the pipelines, or delete it":
      azureDevopsPlaces("that is there already is given another group, or deleted"),
    "Pipelines > Library > … > Approvals and checks": azureDevopsPlaces(
      "that others could read is closed to them by hand",
    ),
    "…; put the check for refs/heads/… back at …, or with `pulumi up --refresh` while the token is not being changed":
      [
        azureDevopsPlaces("that others could read is closed to them by hand"),
        azureDevopsPlaces("that others could read is closed to them by a refresh and an update"),
        engineRemedies(
          "a group that was opened or deleted by hand is repaired with `pulumi up --refresh`",
        ),
      ],
  },
  "provider/azure-devops/run.ts": {
    "…; or it …": azureDevopsRuns(
      "that Azure DevOps refuses to start is started once that is mended",
    ),
    "it waits for an approval, give it there": azureDevopsRuns(
      "that waits for somebody goes on when that is done",
    ),
    "it waits for the permission to use a resource, give it there": azureDevopsRuns(
      "that waits for somebody goes on when that is done",
    ),
    "it waits for a check on a resource, see there": azureDevopsRuns(
      "that waits for somebody goes on when that is done",
    ),
    "does not take the parameters sealNonce and sealDigest: …": azureDevopsRuns(
      "that Azure DevOps refuses to start is started once that is mended",
    ),
  },
};
