// Usage: node toolchain/run.mjs <setup|demo|faults|bench|test> [arguments for the task]
// Sets up what is missing, once, then runs the task. Plain Node.js, no dependencies.
import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { root } from "./programs.mjs";
import { explainRefusal, SetupError, tell } from "./tell.mjs";

const bin = join(root, "node_modules", ".bin");
const tasks = {
  setup: undefined,
  demo: ["--import", "tsx", join(root, "demo", "main.ts")],
  faults: ["--import", "tsx", join(root, "test", "faults", "main.ts")],
  bench: ["--import", "tsx", join(root, "test", "speed", "main.ts")],
  test: [join(root, "node_modules", "mocha", "bin", "mocha.js")],
};

const [task, ...args] = process.argv.slice(2);

try {
  if (!Object.hasOwn(tasks, task)) {
    throw new SetupError(
      `usage: node toolchain/run.mjs <${Object.keys(tasks).join("|")}> [arguments]`,
    );
  }
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 18 || (major === 18 && minor < 15)) {
    throw new SetupError(
      `Node.js 18.15 or newer is needed to set up, and this is ${process.versions.node}`,
    );
  }
  // Only now, because an older Node.js cannot load them, and would say something else.
  const { compile, compileCache, installPackages } = await import("./packages.mjs");
  const { findEngine } = await import("./engine.mjs");
  await installPackages();
  await compile();
  const { engine, plugins } = await findEngine();
  if (tasks[task] === undefined) {
    tell(`ready: engine in ${engine}, plugins in ${plugins}`);
  } else {
    process.exitCode = await start([...tasks[task], ...args], { engine, plugins, compileCache });
  }
} catch (error) {
  const known = error instanceof SetupError ? error.message : explainRefusal(error);
  process.stderr.write(`setup: error: ${known ?? error.stack}\n`);
  process.exitCode = known ? 2 : 70;
}

/** Runs the task with the right Node.js and engine first on PATH, and passes signals on. */
function start(command, { engine, plugins, compileCache }) {
  let child;
  // Before the task starts, because one that has started may be stopped at once.
  process.on("SIGTERM", () => child?.kill("SIGTERM"));
  // A terminal sends Ctrl-C to the task as well, and a second one would cut its clean-up short.
  process.on("SIGINT", () => process.stdin.isTTY || child?.kill("SIGINT"));
  child = spawn(join(bin, "node"), command, {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      PATH: [bin, engine, process.env.PATH].join(delimiter),
      PULUMI_SEAL_PLUGINS: plugins,
      // The engine starts several Node.js programs in each update, which load the same large modules.
      NODE_COMPILE_CACHE: compileCache,
      // Else the engine takes the plugins on PATH that the setup has passed over.
      ...(process.env.PULUMI_SEAL_IGNORE_PATH && { PULUMI_IGNORE_AMBIENT_PLUGINS: "true" }),
    },
  });
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}
