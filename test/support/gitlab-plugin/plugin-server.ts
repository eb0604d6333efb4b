import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { ConfigureRequest, ReadRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { openAll } from "../../../src/provider/wire";

/*
 * Two things that the plugin server of Pulumi's Node.js SDK does not do, done where requests are
 * decoded: it hands no configuration on, and cannot import.
 */

interface Method<Request> {
  requestDeserialize: (bytes: Buffer) => Request;
}
const service = ResourceProviderService as unknown as {
  readonly configure: Method<ConfigureRequest>;
  readonly read: Method<ReadRequest>;
};

/** What the engine configures the provider with. */
export function receiveConfiguration(): () => Record<string, unknown> {
  let received: Record<string, unknown> = {};
  onRequest(service.configure, (request) => {
    received = openAll(request.getArgs()?.toJavaScript() ?? {});
  });
  return () => received;
}

/** A read that is an import comes without properties, which the server takes for granted. */
export function allowImports(): void {
  onRequest(service.read, (request) => {
    if (!request.hasProperties()) request.setProperties(new Struct());
  });
}

function onRequest<Request>(method: Method<Request>, act: (request: Request) => void): void {
  const { requestDeserialize } = method;
  method.requestDeserialize = (bytes) => {
    const request = requestDeserialize(bytes);
    act(request);
    return request;
  };
}
