import * as pulumi from "@pulumi/pulumi";
import type { DevelopmentStore } from "pulumi-seal";
import { fingerprintOf } from "pulumi-seal/model";

class Entry extends pulumi.dynamic.Resource {
  declare readonly token: pulumi.Output<string>;
  declare readonly generation: pulumi.Output<string>;
}

function entryAt(url: string): pulumi.dynamic.ResourceProvider<Record<string, string>> {
  const send = async (method: string, body?: string) => {
    if (!(await fetch(url, { method, body })).ok) throw new Error(`${method} was refused`);
  };
  const put = async ({ token, project, generation }: Record<string, string>) => {
    await send("PUT", JSON.stringify({ token, project, generation })); // so it is never absent
    return { id: url, outs: { token, project, generation } };
  };
  return { create: put, update: (_id, _olds, news) => put(news), delete: () => send("DELETE") };
}

/** Keeps a development token at an address where PUT writes over what is there. */
export const httpStore = (url: string): DevelopmentStore => ({
  context: "development",
  kind: "HTTP store",
  key: `http-${new URL(url).hostname}`, // names the resources
  location: pulumi.output(url),
  texts: [url], // where the token must not stand by mistake
  problems: (path) => (/^https?:/.test(url) ? [] : [`${path}: must be an address`]),
  place: () => undefined, // the plugin cannot look at it
  run: () => undefined, // no CI run confirms it
  confine: (_entry, options) => ({
    resources: [], // nothing has to stand before the secret is written
    fill: ({ name, ...entry }, after) => {
      const opts = { ...pulumi.mergeOptions(options, after), additionalSecretOutputs: ["token"] };
      const { token, generation } = new Entry(entryAt(url), `${name}-secret`, entry, opts);
      return { generation, fingerprint: pulumi.unsecret(token.apply(fingerprintOf)) };
    },
  }),
});
