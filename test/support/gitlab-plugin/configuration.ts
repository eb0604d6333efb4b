import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb";
import { openAll } from "../../../src/provider/wire";

/** The provider's configuration: whom to ask, as whom. */
export interface Configuration {
  /** Ends in /api/v4. */
  readonly baseUrl: string;
  readonly token: string;
}

/**
 * What the engine configures the provider with. The plugin server of Pulumi's Node.js SDK does not
 * hand it on, so it is read where the request is decoded.
 */
export function receiveConfiguration(): () => Record<string, unknown> {
  let received: Record<string, unknown> = {};
  const service = ResourceProviderService as unknown as {
    configure: { requestDeserialize: (bytes: Buffer) => ConfigureRequest };
  };
  const { requestDeserialize } = service.configure;
  service.configure.requestDeserialize = (bytes) => {
    const request = requestDeserialize(bytes);
    received = openAll(request.getArgs()?.toJavaScript() ?? {});
    return request;
  };
  return () => received;
}

/** With the defaults of the published plugin: GITLAB_TOKEN, GITLAB_BASE_URL, gitlab.com. */
export function completed(
  given: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>>,
): Configuration {
  const text = (name: string, variable: string) =>
    (given[name] as string | undefined) || environment[variable] || "";
  const baseUrl = text("baseUrl", "GITLAB_BASE_URL") || "https://gitlab.com/api/v4/";
  return { baseUrl: baseUrl.replace(/\/+$/, ""), token: text("token", "GITLAB_TOKEN") };
}
