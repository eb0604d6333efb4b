import sodium from "libsodium-wrappers";
import type { Api } from "./api";
import { pluginOf, type Kind, type Properties } from "./in-place";

/**
 * A model of the GitHub plugin (6.15), as far as the stores use it: the same requests that change
 * something, in the same order. What it reads in between is left out.
 */
export function githubPlugin(api: Api, owner: string) {
  const at = ({ repository, environment }: Properties) =>
    `/repos/${owner}/${String(repository)}/environments/${String(environment)}`;
  const within = ["repository", "environment"];

  const secret = (list: (of: Properties) => string, identity: string[]): Kind => {
    const put = async (inputs: Properties) => {
      const { key, key_id } = await api.ask("GET", `${list(inputs)}/public-key`);
      const encrypted_value = await sealed(String(inputs.value), String(key));
      await api.ask("PUT", `${list(inputs)}/${String(inputs.secretName)}`, {
        encrypted_value,
        key_id,
      });
    };
    return {
      identity,
      async create(inputs) {
        await put(inputs);
        return { id: String(inputs.secretName) };
      },
      read: async (id, state) => ((await api.find(`${list(state)}/${id}`)) ? {} : undefined),
      async update(_id, inputs) {
        await put(inputs);
        return undefined;
      },
      delete: async (id, state) => api.delete(`${list(state)}/${id}`),
    };
  };

  const ofRepository = (what: string) => (of: Properties) =>
    `/repos/${owner}/${String(of.repository)}/${what}`;
  return pluginOf({
    "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": secret(
      (of) => `${at(of)}/secrets`,
      [...within, "secretName"],
    ),
    "github:index/actionsSecret:ActionsSecret": secret(ofRepository("actions/secrets"), [
      "repository",
      "secretName",
    ]),
  });
}

async function sealed(value: string, key: string): Promise<string> {
  await sodium.ready;
  const { ORIGINAL } = sodium.base64_variants;
  const box = sodium.crypto_box_seal(value, sodium.from_base64(key, ORIGINAL));
  return sodium.to_base64(box, ORIGINAL);
}
