// The very object that the SDK calls; an `import *` may be a copy of it.
import log = require("@pulumi/pulumi/log");

/*
 * Pulumi's SDK writes what the engine answers about a resource to the debug log, with every output
 * (@pulumi/pulumi runtime/resource.js, "RegisterResource RPC finished"). The engine masks there only what is
 * a secret of the present configuration, each as a whole: with `--target`, after a new token was configured,
 * it shows the one before, and a token inside a structured secret always. The Automation API and
 * `--event-log` get the debug log without `--debug`. Pulumi took such values out of the Python SDK
 * (pulumi/pulumi#24479, 2026-08); this does it here.
 */

const answer = /( RPC finished: .*?, resp: ).*$/s;
const withheld = Symbol.for("pulumi-seal: answers are withheld from the debug log");

/** From here on, no debug message of this program shows what the engine answered. */
export function withholdAnswers(): void {
  const debug: typeof log.debug & { [withheld]?: true } = log.debug;
  if (debug[withheld]) return;
  if (!Object.getOwnPropertyDescriptor(log, "debug")?.writable) {
    // A newer SDK, which may well withhold them itself; no rotation must fail for that.
    void log.warn("pulumi-seal does not know the debug log of this @pulumi/pulumi; keep it secret");
    return;
  }
  const without: typeof log.debug = (text, ...rest) =>
    debug(text.replace(answer, "$1[withheld by pulumi-seal]"), ...rest);
  Object.assign(log, { debug: Object.assign(without, { [withheld]: true }) });
}
