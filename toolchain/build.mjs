// Builds engine and plugins from Go modules, where they cannot be downloaded.
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lockFolder, makeAside, requireDisk } from "./cache.mjs";
import { run } from "./command.mjs";
import { withLock } from "./lock.mjs";
import { executable, moduleFolder } from "./programs.mjs";
import { seconds, SetupError, tell, withProgress } from "./tell.mjs";

export const isThere = ([{ name }, folder]) => existsSync(join(folder, executable(name)));

/** Builds each [program, folder] that is not there yet; one after the other, they share caches. */
export async function buildMissing(wanted) {
  const missing = wanted.filter((one) => !isThere(one));
  if (missing.length === 0) return;
  await requireGo(missing.map(([{ name }]) => name));
  requireDisk();
  for (const [index, one] of missing.entries()) {
    const [program, folder] = one;
    const what = `building ${program.name} (${index + 1} of ${missing.length}, about ${program.about} from empty caches)`;
    await withLock(lockFolder(program.name), what, async () => {
      if (isThere(one)) return;
      const since = Date.now();
      await withProgress(what, () => build(program, folder));
      tell(`built ${program.name} in ${seconds(since)}, ${missing.length - index - 1} to go`);
    });
  }
}

/** Built aside and moved in whole: a run that is killed leaves nothing half-done. */
async function build(program, folder) {
  mkdirSync(folder, { recursive: true });
  const aside = makeAside(`building-${program.name}`);
  try {
    const built = join(aside, executable(program.name));
    const flags = ["-s", "-w", ...(program.define ? ["-X", program.define] : [])].join(" ");
    const { code, output, isDiskFull } = await run(
      "go",
      ["build", "-trimpath", "-buildvcs=false", "-o", built, "-ldflags", flags, program.package],
      {
        cwd: moduleFolder(program.module),
        env: { ...process.env, GOWORK: "off", GOFLAGS: "-mod=readonly" },
      },
    );
    if (code !== 0) throw new SetupError(explain(program.name, output, isDiskFull));
    renameSync(built, join(folder, executable(program.name)));
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

async function requireGo(names) {
  const { code, output } = await run("go", ["env", "GOVERSION"]);
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(output) ?? [];
  if (code === 0 && (Number(major) > 1 || Number(minor) >= 21)) return;
  const found =
    code === "missing"
      ? "there is no `go` on PATH"
      : `\`go\` on PATH is ${output || "not one that runs"}`;
  throw new SetupError(
    `Go 1.21 or newer is needed to build ${names.join(", ")}, which could not be found or downloaded, and ${found}; install Go (go.dev/doc/install), or install Pulumi (pulumi.com/docs/install)`,
  );
}

/** Go's own last words, and what they mean. */
function explain(name, output, isDiskFull) {
  const causes = [
    [
      /executable file not found.*\bgit\b|\bgit\b.*executable file not found/i,
      "Go needs git to fetch a module; install git",
    ],
    [
      /no such host|could not resolve host|connection refused|i\/o timeout|network is unreachable|TLS handshake|proxyconnect/i,
      "the Go module proxy cannot be reached; check the network and GOPROXY",
    ],
    [
      /checksum mismatch|verifying module/i,
      "a module is not what its checksum says; do not go on, check GOPROXY and GONOSUMDB",
    ],
    [
      /requires go >= [\d.]+|toolchain not available/i,
      "the Go on PATH is too old, and cannot fetch a newer one; install it, or check GOTOOLCHAIN",
    ],
  ];
  const cause = isDiskFull
    ? "the disk is full; free some, or set GOCACHE, GOMODCACHE and PULUMI_SEAL_CACHE to another one"
    : (causes.find(([pattern]) => pattern.test(output))?.[1] ?? "see what Go says");
  return `building ${name} failed: ${cause}\n${output
    .split("\n")
    .slice(-8)
    .map((line) => `  ${line}`)
    .join("\n")}`;
}
