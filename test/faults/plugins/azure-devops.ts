import type { Api } from "./api";
import type { Properties } from "./in-place";

/** A model of the Azure DevOps plugin (3.12), as far as the stores use it: it only looks up. */
export function azureDevopsPlugin(api: Api) {
  return {
    /** `getProjects`, by name. */
    async projects({ name }: Properties) {
      const { value } = await api.ask("GET", "/_apis/projects");
      const all = value as { id: string; name: string }[];
      return { projects: all.filter((p) => p.name === name).map(({ id }) => ({ projectId: id })) };
    },
  };
}
