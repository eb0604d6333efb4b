import type { Body, Client } from "./client";
import { given, type Kind, type Properties } from "./kind";

const names = {
  value: "value",
  protected: "protected",
  raw: "raw",
  variableType: "variable_type",
  description: "description",
} as const;

/** `ProjectVariable` or `GroupVariable`. */
export function variable(owner: "project" | "group"): Kind {
  const list = (of: Properties) => [`${owner}s`, String(of[owner]), "variables"];
  const scopeOf = (of: Properties) => (of.environmentScope ?? "*") as string;
  const one = (of: Properties) => ({
    segments: [...list(of), String(of.key)],
    query: { "filter[environment_scope]": scopeOf(of) },
  });

  function outputs(of: Properties, found: Body, value: unknown): Properties {
    return {
      [owner]: of[owner],
      key: found.key,
      // A hidden value is not shown again.
      value: found.value ?? value,
      environmentScope: found.environment_scope,
      protected: found.protected,
      masked: found.masked,
      hidden: found.hidden,
      raw: found.raw,
      variableType: found.variable_type,
      description: found.description ?? "",
    };
  }

  return {
    identity: [owner, "key", "environmentScope"],

    async create(client: Client, inputs) {
      const body = {
        key: inputs.key,
        environment_scope: scopeOf(inputs),
        ...given(inputs, names),
        ...(inputs.hidden === true
          ? { masked_and_hidden: true }
          : given(inputs, { masked: "masked" })),
      };
      return outputs(inputs, await client.ask("POST", list(inputs), { body }), inputs.value);
    },

    async read(client, id, state) {
      const { segments, query } = one(id);
      const found = await client.find(segments, query);
      return found && outputs(id, found, state.value);
    },

    async update(client, state, inputs) {
      const { segments, query } = one(inputs);
      const body = {
        ...given(inputs, names),
        // GitLab refuses the visibility of a hidden variable, even unchanged by some versions
        // (terraform-provider-gitlab !3283), and refuses to hide one that is there.
        ...(state.hidden === true ? {} : given(inputs, { masked: "masked" })),
        ...(inputs.hidden === true && state.hidden !== true ? { masked_and_hidden: true } : {}),
      };
      return outputs(inputs, await client.ask("PUT", segments, { query, body }), inputs.value);
    },

    async delete(client, state) {
      const { segments, query } = one(state);
      await client.ask("DELETE", segments, { query });
    },
  };
}
