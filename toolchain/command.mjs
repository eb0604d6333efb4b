// Runs a program and keeps what it says; nothing is printed unless it fails.
import { spawn } from "node:child_process";

const kept = 20_000;

/** Resolves with {code, output}; code is "missing" when there is no such program. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
    const keep = (data) => (output = (output + data).slice(-kept));
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) =>
      resolve({ code: error.code === "ENOENT" ? "missing" : (error.code ?? 1), output }),
    );
    child.on("close", (code) => resolve({ code: code ?? 1, output: output.trim() }));
  });
}
