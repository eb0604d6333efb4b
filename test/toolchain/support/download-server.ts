import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { engineNames, engineVersion } from "./programs";
import type { Sandbox } from "./sandbox";

const archive = `pulumi-v${engineVersion}-${process.platform}-${process.arch}.tar.gz`;
const checksums = `pulumi-${engineVersion}-checksums.txt`;

/** Serves an engine as its official download does; its files may be replaced and removed. */
export class DownloadServer {
  static readonly archive = archive;
  static readonly checksums = checksums;
  readonly files = new Map<string, string | Buffer>();
  readonly requests: string[] = [];
  readonly #server = createServer((request, response) => {
    const name = request.url!.slice(1);
    this.requests.push(name);
    this.#onRequest.forEach((listener) => listener());
    void (name === archive ? this.#held : Promise.resolve()).then(() => {
      response.statusCode = this.files.has(name) ? 200 : 404;
      response.end(this.files.get(name));
    });
  });
  readonly #onRequest = new Set<() => void>();
  #held = Promise.resolve();

  /** The engine in the archive is the sandbox's stub. */
  async start(sandbox: Sandbox): Promise<this> {
    const content = pack(sandbox);
    const checksum = createHash("sha256").update(content).digest("hex");
    this.files.set(archive, content);
    this.files.set(checksums, `${"0".repeat(64)}  another.tar.gz\n${checksum}  ${archive}\n`);
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The environment of a run that may download. */
  get env(): NodeJS.ProcessEnv {
    const { port } = this.#server.address() as AddressInfo;
    return { PULUMI_SEAL_DOWNLOAD: "", PULUMI_SEAL_DOWNLOAD_URL: `http://127.0.0.1:${port}` };
  }

  /** Does not send the archive until the returned function is called. */
  hold(): () => void {
    let release: () => void = () => {};
    this.#held = new Promise((resolve) => (release = resolve));
    return () => release();
  }

  async requested(name: string): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.requests.includes(name)) resolve();
      };
      this.#onRequest.add(look);
      look();
    });
  }
}

function pack(sandbox: Sandbox): Buffer {
  const folder = mkdtempSync(join(sandbox.folder, "archive-"));
  const top = join(folder, "pulumi");
  for (const name of engineNames) {
    if (name === "pulumi") sandbox.stubPulumi({ folder: top });
    else sandbox.stub(name, "exit 0", top);
  }
  execFileSync("tar", ["-czf", archive, "pulumi"], { cwd: folder });
  return readFileSync(join(folder, archive));
}
