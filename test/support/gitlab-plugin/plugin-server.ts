import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb";
import { openAll } from "../../../src/provider/wire";

/*
 * What the plugin server of Pulumi's Node.js SDK does not do, done where requests are decoded: it hands no
 * configuration on.
 */

const { configure } = ResourceProviderService as unknown as {
  readonly configure: { requestDeserialize: (bytes: Buffer) => ConfigureRequest };
};

/** What the engine configures the provider with. */
export function receiveConfiguration(): () => Record<string, unknown> {
  let received: Record<string, unknown> = {};
  const { requestDeserialize } = configure;
  configure.requestDeserialize = (bytes) => {
    const request = requestDeserialize(bytes);
    received = openAll(request.getArgs()?.toJavaScript() ?? {});
    return request;
  };
  return () => received;
}
