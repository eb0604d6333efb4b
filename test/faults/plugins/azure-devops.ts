import type { Api } from "./api";
import { pluginOf, type Kind, type Properties } from "./in-place";

/**
 * A model of the Azure DevOps plugin (3.12), as far as the stores use it: the same requests that change
 * something, in the same order. What it reads in between is left out.
 */
export function azureDevopsPlugin(api: Api) {
  const permission = (of: Properties, authorized: boolean) =>
    api.ask(
      "PATCH",
      `/${String(of.projectId)}/_apis/pipelines/pipelinepermissions/variablegroup/${String(of.resourceId)}`,
      { pipelines: [{ id: Number(of.pipelineId), authorized }] },
    );
  const authorization: Kind = {
    identity: ["projectId", "resourceId", "type", "pipelineId"],
    async create(inputs) {
      await permission(inputs, true);
      return { id: `${String(inputs.resourceId)}/${String(inputs.pipelineId)}` };
    },
    async read(_id, state) {
      const found = await api.find(
        `/${String(state.projectId)}/_apis/pipelines/pipelinepermissions/variablegroup/${String(state.resourceId)}`,
      );
      const pipelines = (found?.pipelines ?? []) as { id: number }[];
      return pipelines.some(({ id }) => id === Number(state.pipelineId)) ? {} : undefined;
    },
    update: async () => undefined,
    async delete(_id, state) {
      await permission(state, false);
    },
  };

  const plugin = pluginOf({
    "azuredevops:index/pipelineAuthorization:PipelineAuthorization": authorization,
  });
  return {
    ...plugin,
    /** `getProjects`, by name. */
    async projects({ name }: Properties) {
      const { value } = await api.ask("GET", "/_apis/projects");
      const all = value as { id: string; name: string }[];
      return { projects: all.filter((p) => p.name === name).map(({ id }) => ({ projectId: id })) };
    },
  };
}
