import * as pulumi from "@pulumi/pulumi";
import type { DevelopmentStore } from "pulumi-seal";
import { fingerprintOf } from "pulumi-seal/model";

type Entry = { url: string; value: string };

/** An entry that PUT writes: in place, so that it is never absent. */
class HttpEntry extends pulumi.dynamic.Resource {
  declare readonly value: pulumi.Output<string>;
  constructor(name: string, entry: pulumi.Inputs, opts: pulumi.CustomResourceOptions) {
    const send = async (method: string, { url, value }: Entry) => {
      const { status } = await fetch(url, { method, ...(method === "PUT" && { body: value }) });
      if (status >= 300) throw new Error(`${method} of ${name} answered ${String(status)}`);
      return { id: url, outs: { url, value } };
    };
    const create = (inputs: Entry) => send("PUT", inputs);
    const update = (_id: string, _olds: unknown, inputs: Entry) => send("PUT", inputs);
    const remove = async (_id: string, inputs: Entry) => void (await send("DELETE", inputs));
    const secretOutputs = { additionalSecretOutputs: ["value"] };
    super({ create, update, delete: remove }, name, entry, { ...opts, ...secretOutputs });
  }
}

/** Keeps a development token below an address that takes PUT, as many secret servers do. */
export const httpStore = (url: string): DevelopmentStore => ({
  context: "development",
  kind: "HTTP store",
  key: `http-${new URL(url).hostname}`, // names the resources
  location: pulumi.output(url),
  texts: [url], // where the token must not stand by mistake
  problems: (path) => (url.endsWith("/") ? [] : [`${path}: must end with "/", received "${url}"`]),
  place: () => undefined, // the plugin cannot look at it
  run: () => undefined, // no CI run confirms it
  confine: ({ name, token, generation }, options) => ({
    resources: [], // nothing has to stand before the secret is written
    fill: (after) => {
      const opts = pulumi.mergeOptions(options, after);
      const secret = new HttpEntry(
        `${name}-secret`,
        { url: `${url}SEAL_TOKEN`, value: token },
        opts,
      );
      const label = { url: `${url}SEAL_TOKEN_GENERATION`, value: generation };
      const last = pulumi.mergeOptions(opts, { dependsOn: secret });
      const { value } = new HttpEntry(`${name}-generation`, label, last);
      return {
        generation: pulumi.unsecret(value),
        fingerprint: pulumi.unsecret(secret.value.apply(fingerprintOf)),
      };
    },
  }),
});
