import * as pulumi from "@pulumi/pulumi";
import type { DevelopmentStore } from "pulumi-seal";
import { fingerprintOf } from "pulumi-seal/model";

type Held = Record<"held", object>;
class Entry extends pulumi.dynamic.Resource {
  declare readonly held: pulumi.Output<{ token: string; generation: string }>;
}

/** PUT writes over what is at an address, so that the token is never absent. */
function entryAt(url: string): pulumi.dynamic.ResourceProvider<Held> {
  const send = async (method: string, body?: string) => {
    if (!(await fetch(url, { method, body })).ok) throw new Error(`${method} was refused`);
  };
  const put = ({ held }: Held) =>
    send("PUT", JSON.stringify(held)).then(() => ({ id: url, outs: { held } }));
  return { create: put, update: (_id, _olds, news) => put(news), delete: () => send("DELETE") };
}

/** Keeps a development token at an address that takes PUT, as many secret servers do. */
export const httpStore = (url: string): DevelopmentStore => ({
  context: "development",
  kind: "HTTP store",
  key: `http-${new URL(url).hostname}`, // names the resources
  location: pulumi.output(url),
  texts: [url], // where the token must not stand by mistake
  problems: (path) => (/^https?:/.test(url) ? [] : [`${path}: must be an address`]),
  place: () => undefined, // the plugin cannot look at it
  run: () => undefined, // no CI run confirms it
  confine: ({ name, ...entry }, options) => ({
    resources: [], // nothing has to stand before the secret is written
    fill: (after) => {
      const opts = { ...pulumi.mergeOptions(options, after), additionalSecretOutputs: ["held"] };
      const { held } = new Entry(entryAt(url), `${name}-secret`, { held: entry }, opts);
      const fingerprint = pulumi.unsecret(held.token.apply(fingerprintOf));
      return { generation: pulumi.unsecret(held.generation), fingerprint };
    },
  }),
});
