import * as pulumi from "@pulumi/pulumi";
import { isProjectId } from "../../model/azure-devops";
import { problem, type Problem } from "../../model/problem";

/** A project as the program names it, with the id that resources want. */
export interface FoundProject {
  /** Its id; one that no project has while `problems` is not empty. */
  readonly id: string;
  readonly problems: (path: string) => Problem[];
}

const noProject = "00000000-0000-0000-0000-000000000000";

/** Resources want ids, people know names: a name is looked up, as the provider that writes sees it. */
export function findProject(
  project: pulumi.Input<string>,
  parent: pulumi.Resource | undefined,
  provider: pulumi.ProviderResource | undefined,
): pulumi.Output<FoundProject> {
  return pulumi.output(project).apply(async (name: unknown): Promise<FoundProject> => {
    if (typeof name !== "string" || !isName(name)) return missing(namingProblem(name));
    if (isProjectId(name)) return found(name);
    try {
      const { projects } = (await pulumi.runtime.invoke(
        "azuredevops:index/getProjects:getProjects",
        { name, state: "wellFormed" },
        { ...(parent && { parent }), ...(provider && { provider }) },
      )) as { projects?: readonly { projectId: string }[] };
      const [only] = projects ?? [];
      if (only) return found(only.projectId);
      if (projects) return missing(absentProblem(name));
      // A provider that is not configured yet, in a preview, answers with nothing.
      return pulumi.runtime.isDryRun() ? found(noProject) : missing(unknownProblem(name));
    } catch {
      // What the provider says stays with it: it may repeat a request.
      return missing(unknownProblem(name));
    }
  });
}

const found = (id: string): FoundProject => ({ id, problems: () => [] });

const missing = (describe: (path: string) => Problem): FoundProject => ({
  id: noProject,
  problems: (path) => [describe(path)],
});

/** learn.microsoft.com, "Naming restrictions and conventions": projects. */
function isName(name: string): boolean {
  return (
    /^[^\p{Cc}\p{Cs}/:\\~&%;@'"?<>|#$*}{,+=[\]]{1,64}$/u.test(name) && !/^[_.\s]|[.\s]$/.test(name)
  );
}

const namingProblem = (received: unknown) => (path: string) =>
  problem(path, "be a project's name, without its organization, or its id", {
    received,
    remedy: "the organization is the Azure DevOps provider's (`azuredevops:orgServiceUrl`)",
  });

const absentProblem = (received: string) => (path: string) =>
  problem(path, "be a project of the organization that the provider's credentials reach", {
    received,
  });

const unknownProblem = (received: string) => (path: string) =>
  problem(path, "be a project that the Azure DevOps provider can look up", {
    received,
    remedy:
      "see `azuredevops:orgServiceUrl` and the provider's credentials, or write the project's id",
  });
