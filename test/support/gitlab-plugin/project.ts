import type { Body, Client } from "./client";
import { given, type Kind, type Properties } from "./kind";

/** Both at once when it is made; GitLab's documentation has the rest of them where projects are edited. */
const names = {
  name: "name",
  path: "path",
  defaultBranch: "default_branch",
};
const settings = {
  protectMergeRequestPipelines: "protect_merge_request_pipelines",
  ciPipelineVariablesMinimumOverrideRole: "ci_pipeline_variables_minimum_override_role",
};

const one = ({ id }: Properties) => ["projects", String(id)];

function outputs(of: Properties, found: Body): Properties {
  const path = String(found.path_with_namespace);
  return {
    ...of,
    id: String(found.id),
    path: path.slice(path.lastIndexOf("/") + 1),
    pathWithNamespace: path,
    defaultBranch: found.default_branch,
    emptyRepo: found.empty_repo,
    protectMergeRequestPipelines: found.protect_merge_request_pipelines,
    ciPipelineVariablesMinimumOverrideRole: found.ci_pipeline_variables_minimum_override_role,
  };
}

const edit = (client: Client, of: Properties, inputs: Properties) =>
  client.ask("PUT", one(of), { body: given(inputs, { ...names, ...settings }) });

/** `Project`, as far as programs here make some. */
export const project: Kind = {
  identity: [],
  isNumbered: true,

  async create(client, inputs) {
    const body = given(inputs, {
      ...names,
      namespaceId: "namespace_id",
      initializeWithReadme: "initialize_with_readme",
    });
    const { id } = await client.ask("POST", ["projects"], { body });
    return outputs(inputs, await edit(client, { id }, inputs));
  },

  async read(client, id, state) {
    const found = await client.find(one(id));
    return found?.marked_for_deletion_on === null ? outputs(state, found) : undefined;
  },

  async update(client, state, inputs) {
    return outputs(inputs, await edit(client, state, inputs));
  },

  async delete(client, state) {
    await client.ask("DELETE", one(state));
  },
};
