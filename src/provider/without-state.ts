import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ReadRequest } from "@pulumi/pulumi/proto/provider_pb";

/**
 * Lets a resource be read that has no state: `pulumi import`. The SDK's server (3.270, provider/server.js, `read`)
 * opens properties that the engine does not send then, and ends in an unexpected error before a handler is asked.
 */
export function readWithoutState(): void {
  const { prototype } = ReadRequest;
  const given: () => Struct | undefined = Reflect.get(prototype, "getProperties");
  prototype.getProperties = function (this: ReadRequest) {
    return given.call(this) ?? new Struct();
  };
}
