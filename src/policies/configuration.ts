import { parsePeriod } from "../model/duration";
import { validityOf } from "./exceptions";
import type { Finding } from "./finding";
import type { Scene } from "./scene";
import type { Settings } from "./settings";

/** What is configured under this name holds for all rules. */
export const forAllRules = "seal-configuration-valid";

/** The configuration of a pack, as far as it can be seen. */
export interface Configuration {
  /** What each rule is configured with. */
  readonly rules: ReadonlyMap<string, Partial<Settings>>;
  /** Names that are configured and that no policy of the pack has. */
  readonly unknownNames: readonly string[];
  readonly knownNames: readonly string[];
}

/** What is wrong with the configuration; none of it is a property's value. */
export function configurationFindings(scene: Scene): Finding[] {
  const { configuration, now } = scene;
  // The stack itself: there is no other resource to blame.
  const stack = scene.ofType("pulumi:Stack")[0] ?? { urn: "", name: "stack" };
  const says = (text: string, kind: Finding["kind"] = "violation"): Finding => ({
    kind,
    resource: stack,
    says: text,
  });
  if (!configuration) return [];
  return [
    ...configuration.unknownNames.map((name) =>
      says(
        `"${name}" is configured, but there is no such rule; there are: ${configuration.knownNames.join(", ")}`,
      ),
    ),
    ...[...configuration.rules].flatMap(([rule, { longestPeriod, exceptions = [] }]) => [
      ...(longestPeriod === undefined || parsePeriod(longestPeriod)
        ? []
        : [
            says(
              `${rule}: longestPeriod must be a period of whole days, weeks, months or years, received "${longestPeriod}"; write for example "90 days"`,
            ),
          ]),
      ...exceptions.flatMap((exception, index) => {
        const path = `${rule}: exceptions[${index}]`;
        switch (validityOf(exception, now)) {
          case "holds":
            return [];
          case "no date":
            return [says(`${path}.until must be a calendar date, received "${exception.until}"`)];
          case "expired":
            return [
              says(
                `${path} expired on ${exception.until} and excepts nothing any more; remove it, or give a new reason and date`,
                "advice",
              ),
            ];
        }
      }),
    ]),
  ];
}
