import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import empty from "google-protobuf/google/protobuf/empty_pb";
import assert from "node:assert/strict";
import { connectEngineLog } from "../../../src/provider/engine-log";

describe("the engine's log", () => {
  it("is delivered once the engine has every line", async () => {
    const server = new grpc.Server();
    const taken: string[] = [];
    let take = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      server.addService(EngineService, {
        log: (
          { request }: { request: LogRequest },
          answer: (error: null, value: empty.Empty) => void,
        ) => {
          take = () => {
            taken.push(request.getMessage());
            answer(null, new empty.Empty());
          };
          resolve();
        },
        getRootResource: () => undefined,
        setRootResource: () => undefined,
        startDebugging: () => undefined,
        requirePulumiVersion: () => undefined,
      });
    });
    const port = await new Promise<number>((resolve, reject) =>
      server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
    try {
      const log = connectEngineLog(`127.0.0.1:${port}`);
      log.warn("urn", "revoke it");
      const delivered = log.delivered().then(() => [...taken]);
      await asked;
      take();
      assert.deepEqual(await delivered, ["revoke it"]);
    } finally {
      server.forceShutdown();
    }
  });

  it("has nothing to wait for without an engine", async () => {
    const log = connectEngineLog(undefined);
    log.warn("urn", "nobody reads it");
    await log.delivered();
  });
});
