import { isProjectId } from "../../model/azure-devops";
import { problem, type Problem } from "../../model/problem";

/** Whether a project is there, the plugin finds out: with the account that writes. */
export function projectProblems(path: string, project: unknown): Problem[] {
  if (typeof project === "string" && (isProjectId(project) || isName(project))) return [];
  return [
    problem(path, "be a project's name, without its organization, or its id", {
      received: project,
      remedy: "the organization is the Azure DevOps provider's (`azuredevops:orgServiceUrl`)",
    }),
  ];
}

/** learn.microsoft.com, "Naming restrictions and conventions": projects. */
function isName(name: string): boolean {
  return (
    /^[^\p{Cc}\p{Cs}/:\\~&%;@'"?<>|#$*}{,+=[\]]{1,64}$/u.test(name) && !/^[_.\s]|[.\s]$/.test(name)
  );
}
