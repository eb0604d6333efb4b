import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toolchain } from "./programs";
import type { Run } from "./run";
import { Sandbox } from "./sandbox";

/** A clone of the project with the real setup script, and an `npm` that brings a stub Node.js. */
export class Clone extends Sandbox {
  readonly root = join(this.folder, "clone");
  readonly #node = join(this.folder, "node-of-npm");

  constructor() {
    super();
    cpSync(toolchain, join(this.root, "toolchain"), { recursive: true });
    mkdirSync(join(this.root, "src"));
    for (const name of ["package-lock.json", "tsconfig.json", "tsconfig.build.json"]) {
      this.write(name, "{}");
    }
    this.write("src/index.ts", "");
    this.stubNode({});
    this.stubNpm();
    this.stubPulumi();
    this.stubGo();
  }

  write(path: string, content: string): void {
    writeFileSync(join(this.root, path), content);
  }

  stubNpm(end = "exit 0"): void {
    this.stub(
      "npm",
      `echo "npm $1" >> "$CALLS"
while [ -e "$HOLD" ]; do sleep 0.02; done
mkdir -p node_modules/.bin
cp '${this.#node}/node' node_modules/.bin/node
${end}`,
    );
  }

  /** The Node.js of the clone, which compiles, and does tasks. */
  stubNode({
    compiles = "mkdir -p dist",
    task = "exit 0",
  }: {
    compiles?: string;
    task?: string;
  }): void {
    this.stub(
      "node",
      `case "$1" in
*/tsc) echo compile >> "$CALLS"; ${compiles} ;;
*) echo "task $*" >> "$CALLS"; ${task} ;;
esac`,
      this.#node,
    );
  }

  startTask(args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
    return this.start(join(this.root, "toolchain", "run.mjs"), args, env);
  }
}
