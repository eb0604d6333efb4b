// The official engine, where its download can be reached.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, lockFolder, makeAside } from "./cache.mjs";
import { run } from "./command.mjs";
import { withLock } from "./lock.mjs";
import { engineVersion, executable } from "./programs.mjs";
import { fullDiskError, SetupError, tell, withProgress } from "./tell.mjs";

const sources = {
  archives: process.env.PULUMI_SEAL_DOWNLOAD_URL || "https://get.pulumi.com/releases/sdk",
  checksums:
    process.env.PULUMI_SEAL_DOWNLOAD_URL ||
    `https://github.com/pulumi/pulumi/releases/download/v${engineVersion}`,
};

/** Folder of the downloaded engine, or undefined when it cannot be had. */
export async function downloadEngine() {
  if (process.env.PULUMI_SEAL_DOWNLOAD === "off") return undefined;
  const folder = join(cache, `engine-${engineVersion}-official`);
  if (existsSync(join(folder, executable("pulumi")))) return folder;
  const os = { linux: "linux", darwin: "darwin", win32: "windows" }[process.platform];
  const arch = { x64: "x64", arm64: "arm64" }[process.arch];
  if (!os || !arch || os === "windows") return undefined;

  const archive = `pulumi-v${engineVersion}-${os}-${arch}.tar.gz`;
  const checksums = await get(`${sources.checksums}/pulumi-${engineVersion}-checksums.txt`);
  if (!checksums) return unreachable();
  const expected = checksums
    .toString()
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .find(([, name]) => name === archive)?.[0];
  if (!expected) return unreachable();

  return withLock(lockFolder("download"), "downloading the engine", async () => {
    if (existsSync(join(folder, executable("pulumi")))) return folder;
    const content = await withProgress(`downloading the Pulumi engine ${engineVersion}`, () =>
      get(`${sources.archives}/${archive}`),
    );
    if (!content) return unreachable();
    if (createHash("sha256").update(content).digest("hex") !== expected) {
      throw new SetupError(
        `the download of ${archive} is not what its published checksum says; do not use it, check your network, or set PULUMI_SEAL_DOWNLOAD=off to build from source`,
      );
    }
    await unpack(content, folder);
    return folder;
  });
}

function unreachable() {
  tell("the official download cannot be reached; building from source instead");
  return undefined;
}

async function unpack(content, folder) {
  const aside = makeAside("unpacking");
  try {
    writeFileSync(join(aside, "archive.tar.gz"), content);
    const { code, output, isDiskFull } = await run("tar", ["-xzf", "archive.tar.gz"], {
      cwd: aside,
      // Its words are known in English only.
      env: { ...process.env, LC_ALL: "C" },
    });
    if (isDiskFull) throw fullDiskError(`the engine could not be unpacked in ${cache}`);
    if (code !== 0)
      throw new SetupError(`unpacking the engine failed: ${output || "is `tar` installed?"}`);
    const [top] = readdirSync(aside).filter((entry) => entry !== "archive.tar.gz");
    rmSync(folder, { recursive: true, force: true });
    renameSync(join(aside, top), folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** The content, or undefined when it cannot be reached or is not there. */
async function get(url) {
  // Only the wait for an answer is bounded: a slow line may still download.
  const gone = new AbortController();
  const timer = setTimeout(() => gone.abort(), 8_000);
  try {
    const response = await fetch(url, { signal: gone.signal });
    clearTimeout(timer);
    return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
