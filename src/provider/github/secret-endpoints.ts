import sodium from "libsodium-wrappers";
import { stampOf, type SecretProduct } from "../../model/github";
import { notDeleted, requireStatus } from "./answer";
import type { Client } from "./client";
import { findEnvironment } from "./environment";
import { environmentPath, pathOf } from "./path";
import { selectedBy } from "./reach";

/** Where a secret is: below a repository, or below an organization when there is none. */
export interface SecretPlace {
  readonly product: SecretProduct;
  readonly owner: string;
  readonly repository?: string;
  /** Of the repository; its secrets are of Actions. */
  readonly environment?: string;
}

export interface SeenSecret {
  readonly updated_at?: string;
  readonly visibility?: string;
}

/** The secrets of one product of a repository or an organization. */
export function secretsOf(client: Client, place: SecretPlace) {
  const { product, repository, environment } = place;
  const within =
    repository === undefined || environment === undefined
      ? undefined
      : { ...place, repository, environment };
  const path = `${within ? environmentPath(within) : `${pathOf(place)}/${product}`}/secrets`;
  const hints = hintsOf(place);
  const one = (name: string) => `${path}/${encodeURIComponent(name)}`;
  const request = (method: string, at: string, body?: object) => () =>
    client.rest.request(`${method} ${at}`, { ...body });

  const publicKey = async () => {
    const at = `${path}/public-key`;
    const found = await client.ask(`GET ${at}`, request("GET", at), hints);
    return found.data as { key_id: string; key: string };
  };

  return {
    publicKey,

    /** Undefined when there is no secret of this name, or no such repository. */
    async read(name: string): Promise<SeenSecret | undefined> {
      const at = one(name);
      const found = await client.find(`GET ${at}`, request("GET", at), hints);
      return found?.data as SeenSecret | undefined;
    },

    /** When GitHub says that it was written, to the second; undefined as for `read`. */
    async stamp(name: string): Promise<string | undefined> {
      const found = await this.read(name);
      return found && stampOf(found.updated_at);
    },

    /** Which repositories a "selected" one reaches: their ids. */
    selected: (name: string) => selectedBy(client, one(name), hints),

    /** Makes it, or writes over it: to GitHub this is one request, so it is never absent. */
    async write(name: string, value: string, reach: object): Promise<void> {
      const { key_id, key } = await publicKey();
      const at = one(name);
      const body = { ...reach, key_id, encrypted_value: await sealedFor(key, value) };
      const written = await client.ask(`PUT ${at}`, request("PUT", at, body), hints);
      requireStatus(`PUT ${at}`, written, 201, 204);
    },

    /** What is not there is removed, when that is known. */
    async remove(name: string): Promise<void> {
      const at = one(name);
      const removed = await client.find(`DELETE ${at}`, request("DELETE", at), hints);
      if (removed) return requireStatus(`DELETE ${at}`, removed, 204);
      if (await this.read(name)) throw notDeleted(`DELETE ${at}`, hints);
      await this.reach();
    },

    /** Refuses when what the secrets belong to cannot be reached; an environment may be gone. */
    async reach(): Promise<void> {
      if (within && !(await findEnvironment(client, within, hints))) return;
      await client.ask(`GET ${path}`, request("GET", path), hints);
    },
  };
}

/** docs.github.com, "Encrypting secrets for the REST API": a sealed box of libsodium. */
async function sealedFor(key: string, value: string): Promise<string> {
  await sodium.ready;
  const base64 = sodium.base64_variants.ORIGINAL;
  const sealed = sodium.crypto_box_seal(sodium.from_string(value), sodium.from_base64(key, base64));
  return sodium.to_base64(sealed, base64);
}

const permissions: Readonly<Record<SecretProduct, string>> = {
  actions: "Secrets",
  dependabot: "Dependabot secrets",
  codespaces: "Codespaces secrets",
};

/** docs.github.com, "Permissions required for fine-grained personal access tokens". */
export function hintsOf({
  product,
  owner,
  repository,
  environment,
}: SecretPlace): Record<number, string> {
  const permission = environment === undefined ? permissions[product] : "Environments";
  const what = `\`${permission}: write\` of ${repository === undefined ? "the organization" : "the repository"}`;
  return {
    403: `its credentials lack a permission; they need ${what}`,
    404:
      repository === undefined
        ? `no organization ${owner} (\`github:owner\`), or its credentials do not reach its secrets; they need ${what}`
        : `no such \`repository\`, or its credentials do not reach it; they need ${what}`,
    422: `GitHub takes no such secret there; look whether the plan of ${owner} has ${product} secrets of ${repository === undefined ? "organizations for these `repositories`" : "this `repository`"}`,
  };
}
