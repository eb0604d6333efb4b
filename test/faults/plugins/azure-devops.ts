import type { Api } from "./api";
import { HalfMade, pluginOf, type Kind, type Properties } from "./in-place";

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly secretValue?: string;
  readonly isSecret?: boolean;
}

const branchControl = {
  id: "86b05a0c-73e6-4f7d-b3cf-e38f3b39a75b",
  name: "evaluatebranchProtection",
  version: "0.0.1",
};
const taskCheck = { id: "fe1de3ee-a436-41b4-bb20-f6eb4cb879a7", name: "Task Check" };

/**
 * A model of the Azure DevOps plugin (3.12), as far as the stores use it: the same requests that change
 * something, in the same order. What it reads in between is left out.
 */
export function azureDevopsPlugin(api: Api) {
  const groups = "/_apis/distributedtask/variablegroups";
  const authorize = (of: Properties, id: string, authorized: boolean) =>
    api.ask("PATCH", `/${String(of.projectId)}/_apis/build/authorizedresources`, [
      { type: "variablegroup", id, authorized },
    ]);
  const group: Kind = {
    identity: ["projectId"],
    async create(inputs) {
      const made = await api.ask("POST", groups, groupBody(inputs));
      const id = String(made.id);
      await authorize(inputs, id, inputs.allowAccess === true).catch((error: unknown) => {
        // The plugin keeps the id as soon as it has it.
        throw new HalfMade(id, String(error));
      });
      return { id };
    },
    async read(id, state) {
      const found = await api.find(`/${String(state.projectId)}${groups}/${id}`);
      return found && Object.keys(found).length > 0 ? { name: found.name } : undefined;
    },
    async update(id, inputs) {
      await api.ask("PUT", `${groups}/${id}`, groupBody(inputs));
      await authorize(inputs, id, inputs.allowAccess === true);
      return undefined;
    },
    async delete(id, state) {
      await authorize(state, id, false);
      await api.delete(`${groups}/${id}?projectIds=${String(state.projectId)}`);
    },
  };

  const checks = (of: Properties) =>
    `/${String(of.projectId)}/_apis/pipelines/checks/configurations`;
  const check: Kind = {
    identity: ["projectId", "targetResourceId", "targetResourceType"],
    async create(inputs) {
      const made = await api.ask("POST", checks(inputs), checkBody(inputs));
      return { id: String(made.id) };
    },
    async read(id, state) {
      const found = await api.find(`${checks(state)}/${id}?$expand=settings`);
      const settings = found?.settings as { inputs: Record<string, string> } | undefined;
      return settings && { allowedBranches: settings.inputs.allowedBranches };
    },
    async update(id, inputs) {
      await api.ask("PATCH", `${checks(inputs)}/${id}`, { ...checkBody(inputs), id: Number(id) });
      return undefined;
    },
    delete: async (id, state) => api.delete(`${checks(state)}/${id}`),
  };

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
    "azuredevops:index/variableGroup:VariableGroup": group,
    "azuredevops:index/checkBranchControl:CheckBranchControl": check,
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

function groupBody({ projectId, name, description, variables }: Properties) {
  const entries = (variables as Variable[]).map(({ name: key, value, secretValue, isSecret }) => [
    key,
    isSecret ? { value: secretValue, isSecret } : { value },
  ]);
  return {
    name,
    description,
    type: "Vsts",
    variables: Object.fromEntries(entries) as object,
    variableGroupProjectReferences: [{ name, description, projectReference: { id: projectId } }],
  };
}

function checkBody(inputs: Properties) {
  const { targetResourceId: id, targetResourceType: type, displayName } = inputs;
  return {
    type: taskCheck,
    settings: {
      displayName,
      definitionRef: branchControl,
      inputs: {
        allowedBranches: inputs.allowedBranches,
        ensureProtectionOfBranch: String(inputs.verifyBranchProtection === true),
        allowUnknownStatusBranch: String(inputs.ignoreUnknownProtectionStatus === true),
      },
    },
    timeout: 1440,
    resource: { id, type },
  };
}
