import { formatProblem } from "../model/problem";
import { describe, type KnownToken } from "../model/superseded";
import { askAlive, type Patience } from "./authorization";
import type { Clock } from "./clock";
import { clockProblems } from "./clock-skew";
import { Fault } from "./fault";

export interface Asked extends KnownToken {
  readonly authorizationUrl: string;
  /** Projects besides the token's own under which stores report it. */
  readonly projects?: readonly string[];
}

/**
 * Rejects unless the token is alive under every project that a store reports: CI would be refused
 * under another; and unless the clock is right, by the answer. Nothing was written by then.
 */
export async function requireAlive(
  token: Asked,
  patience: Patience,
  clock: Pick<Clock, "now">,
): Promise<void> {
  const { authorizationUrl, project, projects = [] } = token;
  const nothing = "nothing was changed";
  for (const asked of [project, ...projects]) {
    const verdict = await askAlive(authorizationUrl, { ...token, project: asked }, patience);
    if (verdict.kind === "dead") {
      const refuses = `but ${authorizationUrl} refuses ${describe(token)} for project "${asked}" (${verdict.status})`;
      throw new Fault(
        asked === project
          ? `token: must be alive, ${refuses}, and ${nothing}; check that it was copied whole and not revoked, or generate a new one at Settings > Tokens`
          : `sealProject: must be a project that the token may be used with, ${refuses} and accepts it for "${project}", and ${nothing}; copy the Project ID from the project's page`,
      );
    }
    if (verdict.kind === "not known") {
      throw new Fault(
        `token: could not be checked within ${patience.seconds} s at ${authorizationUrl} (${verdict.why}), and ${nothing}; check the address and the network, then run \`pulumi up\` again`,
      );
    }
    const [wrong] = clockProblems(clock.now(), authorizationUrl, verdict.answeredOn);
    if (wrong) throw new Fault(formatProblem(wrong));
  }
}
