// A run of the setup as far as it finds the engine: what it found on stdout, or why not on stderr.
import { findEngine } from "../../../toolchain/engine.mjs";
import { SetupError } from "../../../toolchain/tell.mjs";

try {
  process.stdout.write(JSON.stringify(await findEngine()));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(error.message);
  process.exitCode = 2;
}
