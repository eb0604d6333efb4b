// A run of the setup as far as it finds the engine: what it found on stdout, or why not on stderr.
import { findEngine } from "../../../toolchain/engine.mjs";
import { explainRefusal, SetupError } from "../../../toolchain/tell.mjs";

try {
  process.stdout.write(JSON.stringify(await findEngine()));
} catch (error) {
  const known = error instanceof SetupError ? error.message : explainRefusal(error);
  if (!known) throw error;
  process.stderr.write(known);
  process.exitCode = 2;
}
