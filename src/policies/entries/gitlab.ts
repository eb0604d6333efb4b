import type { Resource } from "../resource";
import { isAbsent } from "../value";
import type { Entry } from "./entry";

type Kind = Pick<Entry, "kind" | "readers" | "reach">;

const variables: Readonly<Record<string, Kind>> = {
  ProjectVariable: {
    kind: "GitLab project variable",
    reach: "protected refs",
    readers: "pipelines on every branch read it unless it is protected",
  },
  GroupVariable: {
    kind: "GitLab group variable",
    reach: "protected refs",
    readers:
      "pipelines on every branch of every project of the group read it unless it is protected",
  },
  InstanceVariable: {
    kind: "GitLab instance variable",
    reach: "every branch",
    readers: "pipelines of every project of the instance read it, by the protected refs of each",
  },
  PipelineScheduleVariable: {
    kind: "GitLab schedule variable",
    reach: "every branch",
    readers: "it is neither protected nor masked, and whoever edits the schedule picks its branch",
  },
};

/** `seal:index:GitlabVariable` writes the same variables as the GitLab provider, under the same properties. */
export function ownGitlabEntries(resource: Resource, name: string): Entry[] {
  if (name !== "GitlabVariable") return [];
  const ofGroup = !isAbsent(resource.props.group);
  return gitlabEntries(resource, ofGroup ? "GroupVariable" : "ProjectVariable");
}

export function gitlabEntries(resource: Resource, name: string): Entry[] {
  const kind = variables[name];
  if (!kind) return [];
  const { props } = resource;
  return [
    {
      host: "GitLab",
      ...kind,
      resource,
      name: props.key,
      namePath: ["key"],
      values: [{ path: ["value"], value: props.value }],
      // GitLab masks a hidden variable, too (docs.gitlab.com, "CI/CD variables", 2026-09).
      isSecret: props.hidden === true ? true : (props.masked ?? false),
      secretPath: ["masked"],
    },
  ];
}
