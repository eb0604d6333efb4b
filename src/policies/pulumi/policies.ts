import type {
  ReportViolation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { withException } from "../exceptions";
import type { Finding } from "../finding";
import type { Remedy } from "../remedy";
import type { Resource } from "../resource";
import type { Rule } from "../rule";
import { rules as allRules } from "../rules";
import type { Scene } from "../scene";
import type { Settings } from "../settings";
import { configSchema } from "./config-schema";
import { remediationOf } from "./remediation";
import { watchRequests } from "./requests";
import { Session } from "./session";

/** A rule as a policy: it looks at each resource before it is written, and at the whole stack. */
export type SealPolicy = ResourceValidationPolicy & StackValidationPolicy;

export interface SealPoliciesOptions {
  /** What holds for every rule that is not configured itself. Default: the rules' own defaults. */
  settings?: Partial<Settings>;
  /**
   * Whether these are all policies of the pack. Default false: then a configured name is an unknown
   * rule only when it begins with "seal-".
   */
  isWholePack?: boolean;
  /** Remedies that configuration can switch on, with the level "remediate". Default: none. */
  remedies?: readonly Remedy[];
  /** Default: the machine's clock. */
  now?: () => Date;
}

/**
 * Rules as policies of a policy pack: `new PolicyPack("acme", { policies: [...sealPolicies(), own] })`.
 * Call it once per pack, so that the rules know of each other what they have seen.
 */
export function sealPolicies(
  rules: readonly Rule[] = allRules,
  options: SealPoliciesOptions = {},
): (SealPolicy | ResourceValidationPolicy)[] {
  const { settings = {}, isWholePack = false, remedies = [], now = () => new Date() } = options;
  const names = [...rules, ...remedies].map(({ name }) => name);
  const session = new Session({ names, settings, isWholePack, now, requests: watchRequests() });
  return [
    ...rules.map((rule) => policyOf(rule, session)),
    ...remedies.map((remedy) => remediationOf(remedy, session)),
  ];
}

function policyOf(rule: Rule, session: Session): SealPolicy {
  return {
    name: rule.name,
    displayName: rule.title,
    description: rule.description,
    severity: rule.severity,
    enforcementLevel: rule.level,
    remediationSteps: rule.remediation,
    tags: ["seal", "secrets", "ci"],
    configSchema: configSchema([...rule.settings, "exceptions"]),

    async validateResource(args, report) {
      await guarded(rule, report, args.urn, async () => {
        const resource = await session.see(rule, args);
        const settings = session.settingsOf(rule, args.getConfig());
        const { scene } = session;
        const findings = rule.resource?.(resource, scene, settings) ?? [];
        // What is not yet known may be known when the whole stack is looked at.
        const violations = findings.filter(({ kind }) => kind === "violation");
        new Reporter(rule, session, scene, settings, report).tell(violations);
      });
    },

    async validateStack(args, report) {
      await guarded(rule, report, undefined, async () => {
        const scene = await session.seeAll(rule, args);
        const settings = session.settingsOf(rule, args.getConfig());
        const reporter = new Reporter(rule, session, scene, settings, report);
        for (const resource of scene.resources) {
          await guarded(rule, report, resource.urn, async () =>
            reporter.tell(rule.resource?.(resource, scene, settings) ?? []),
          );
        }
        reporter.tell(rule.stack?.(scene, settings) ?? []);
      });
    },
  };
}

/** Tells findings to the engine, each once per update. */
class Reporter {
  readonly #rule: Rule;
  readonly #session: Session;
  readonly #scene: Scene;
  readonly #settings: Settings;
  readonly #report: ReportViolation;

  constructor(
    rule: Rule,
    session: Session,
    scene: Scene,
    settings: Settings,
    report: ReportViolation,
  ) {
    this.#rule = rule;
    this.#session = session;
    this.#scene = scene;
    this.#settings = settings;
    this.#report = report;
  }

  tell(findings: readonly Finding[]): void {
    for (const finding of findings) {
      const { resource } = finding;
      if (!this.#session.isNew(this.#rule.name, resource.urn, finding.says)) continue;
      const told = withException(finding, this.#settings.exceptions, this.#scene.now);
      const says = sentence(this.#withheld(told.says));
      if (told.kind === "violation" && !told.excepted) {
        this.#report(`${says}\n${this.#rule.remediation}`, resource.urn);
      } else {
        advise(this.#report, `${this.#rule.description}\n${says}`, resource);
      }
    }
  }

  /** The last line of defence: no rule puts a value into a text. */
  #withheld(says: string): string {
    const shows = this.#scene.tokens(this.#settings).holding(says) !== undefined;
    return shows ? "what is wrong cannot be shown without showing a token" : says;
  }
}

function sentence(says: string): string {
  return /^[a-z]+ /.test(says) ? says.charAt(0).toUpperCase() + says.slice(1) : says;
}

/**
 * Advice has the level "advisory" whatever the rule's is. The policy library takes it as an object,
 * since 1.19 and not yet in its types (pulumi/pulumi-policy#424).
 */
function advise(report: ReportViolation, message: string, { urn }: Pick<Resource, "urn">): void {
  const info = { message, urn, enforcementLevel: "advisory" };
  report(info as unknown as string, urn);
}

/** A rule that fails says so: nothing shows that the resource complies. Its error may hold a secret. */
async function guarded(
  rule: Rule,
  report: ReportViolation,
  urn: string | undefined,
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    const kind = error instanceof Error ? error.constructor.name : typeof error;
    report(
      `${rule.name} itself failed here (${kind}${placeOf(error)}), so that nothing shows that this complies; please report it to the authors of pulumi-seal`,
      urn,
    );
  }
}

/** File and line of the first frame, without the message, which may hold a value. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const frame = /^\s+at .*?([\w-]+\.[cm]?[jt]s:\d+):\d+\)?$/m.exec(stack)?.[1];
  return frame === undefined ? "" : ` at ${frame}`;
}
