// Runs a program and keeps what it says; nothing is printed unless it fails.
import { spawn } from "node:child_process";

const kept = 20_000;

/** What programs say that a full disk stops; GNU tar may tell no more than how much it wrote. */
const fullDisk =
  /no space left on device|\bENOSPC\b|disk quota exceeded|\bEDQUOT\b|wrote only \d+ of \d+ bytes/i;

/**
 * Resolves with {code, output, isDiskFull}; code is "missing" when there is no such program. A full
 * disk is looked for in all that is said, because npm goes on with half of the files, and exits 0.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    let output = "";
    let isDiskFull = false;
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
    const keep = (data) => {
      output += data;
      isDiskFull ||= fullDisk.test(output);
      output = output.slice(-kept);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) =>
      resolve({
        code: error.code === "ENOENT" ? "missing" : (error.code ?? 1),
        output,
        isDiskFull,
      }),
    );
    child.on("close", (code) => resolve({ code: code ?? 1, output: output.trim(), isDiskFull }));
  });
}
