import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { spawn, type ChildProcess } from "node:child_process";
import { basename } from "node:path";

export type Properties = Record<string, JavaScriptValue>;

/** A provider plugin as the engine runs it, without an engine: for what it says of its resources. */
export class PluginProcess {
  readonly #child: ChildProcess;
  readonly #client: ResourceProviderClient;

  readonly #package: string;

  private constructor(child: ChildProcess, port: string, name: string) {
    this.#child = child;
    this.#package = name;
    const credentials = grpc.credentials.createInsecure();
    this.#client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials);
  }

  /** With nothing of this process's environment. */
  static async start(executable: string, env: NodeJS.ProcessEnv): Promise<PluginProcess> {
    // The address of the engine: nobody is there to hear the plugin's log.
    const stdio = ["ignore", "pipe", "ignore"] as const;
    const child = spawn(executable, ["127.0.0.1:1"], { env, stdio: [...stdio] });
    const port = await new Promise<string>((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (code) => reject(new Error(`the plugin ended with ${String(code)}`)));
      child.stdout?.once("data", (data) => resolve(String(data).trim()));
    });
    return new PluginProcess(child, port, basename(executable).replace("pulumi-resource-", ""));
  }

  stop(): void {
    this.#client.close();
    this.#child.kill();
  }

  /** As the engine does: what a provider is given is checked, and then it is configured with that. */
  async configure(properties: Properties = {}): Promise<void> {
    const checked = await this.#checkConfig(properties);
    const request = new pb.ConfigureRequest();
    request.setAcceptsecrets(true);
    request.setArgs(checked);
    const variables = request.getVariablesMap();
    for (const [name, value] of Object.entries(checked.toJavaScript())) {
      if (typeof value === "string") variables.set(`${this.#package}:config:${name}`, value);
    }
    await new Promise((resolve, reject) => {
      this.#client.configure(request, (error, response) =>
        error ? reject(error) : resolve(response),
      );
    });
  }

  async #checkConfig(properties: Properties): Promise<Struct> {
    const request = new pb.CheckRequest();
    request.setUrn(`urn:pulumi:dev::test::pulumi:providers:${this.#package}::default`);
    request.setNews(Struct.fromJavaScript(properties));
    const response = await new Promise<pb.CheckResponse>((resolve, reject) => {
      this.#client.checkConfig(request, (error, answer) =>
        error ? reject(error) : resolve(answer),
      );
    });
    const failures = response.getFailuresList().map((failure) => failure.getReason());
    if (failures.length > 0) throw new Error(failures.join("\n"));
    return response.getInputs()!;
  }

  /** The inputs as the plugin completes them; fails where it finds them wrong. */
  async check(type: string, inputs: Properties): Promise<Properties> {
    const request = new pb.CheckRequest();
    request.setUrn(urnOf(type));
    request.setNews(Struct.fromJavaScript(inputs));
    request.setRandomseed(Buffer.alloc(32, 1));
    const response = await new Promise<pb.CheckResponse>((resolve, reject) => {
      this.#client.check(request, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
    const failures = response.getFailuresList().map((failure) => failure.getReason());
    if (failures.length > 0) throw new Error(`${type}: ${failures.join("\n")}`);
    return response.getInputs()!.toJavaScript();
  }

  /** What a preview shows of a resource that is created with these inputs. */
  async preview(type: string, inputs: Properties): Promise<Properties> {
    const request = new pb.CreateRequest();
    request.setUrn(urnOf(type));
    request.setPreview(true);
    request.setProperties(Struct.fromJavaScript(await this.check(type, inputs)));
    const response = await new Promise<pb.CreateResponse>((resolve, reject) => {
      this.#client.create(request, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
    const properties = response.getProperties()!.toJavaScript();
    // The engine, too, keeps no secret that is absent.
    return Object.fromEntries(
      Object.entries(properties).filter(
        ([, value]) => (value as Properties | null)?.value !== null,
      ),
    );
  }

  /** The properties for which the resource is replaced when its inputs become these. */
  async replaces(type: string, inputs: Properties, news: Properties): Promise<string[]> {
    const request = new pb.DiffRequest();
    request.setUrn(urnOf(type));
    request.setId("1");
    request.setOldInputs(Struct.fromJavaScript(await this.check(type, inputs)));
    request.setOlds(Struct.fromJavaScript({ ...(await this.preview(type, inputs)), id: "1" }));
    request.setNews(Struct.fromJavaScript(await this.check(type, news)));
    const response = await new Promise<pb.DiffResponse>((resolve, reject) => {
      this.#client.diff(request, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
    if (response.getChanges() !== pb.DiffResponse.DiffChanges.DIFF_SOME) {
      throw new Error(`${type}: no difference is seen`);
    }
    return response.getReplacesList();
  }
}

const urnOf = (type: string): string => `urn:pulumi:dev::test::${type}::one`;
