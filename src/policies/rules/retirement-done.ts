import { Temporal } from "temporal-polyfill";
import { sealToken, token } from "../examples";
import { violation, type Finding } from "../finding";
import { areSame, type Resource } from "../resource";
import { defineRule, type Program } from "../rule";
import type { Scene } from "../scene";
import { at, elements, isAbsent, notYetKnown, type Props, type Value } from "../value";

const superseded = { fingerprint: "0f1e2d3c4b5a", tokenName: "development-2026-05" };

const rotatedWith = (pending: readonly Props[]): Program => ({
  resources: {
    token: { ...token(), state: { inPlaceSince: "2026-08-01T09:00:00Z" } },
    retirement: {
      type: "seal:index:Retirement",
      properties: {
        token: sealToken,
        confirmed: "${token.fingerprint}",
        superseded: "${token.superseded}",
        authorizationUrl: "${token.authorizationUrl}",
      },
      state: { pending },
    },
  },
});

export const retirementDone = defineRule({
  name: "seal-retirement-done",
  title: "Superseded tokens are proven dead in time",
  description:
    "Tokens that a rotation superseded are proven dead within the days that are configured.",
  why: "A rotation protects from nothing while the token before it still works.",
  severity: "medium",
  level: "advisory",
  remediation:
    "Revoke the superseded tokens on Seal's page Settings > Tokens, as the to-do of `pulumi up` says, then run `pulumi up` again.",
  settings: ["retirementDays"],
  example: { bad: rotatedWith([superseded]), good: rotatedWith([]) },

  stack(scene, { retirementDays }) {
    return scene.ofType("seal:Retirement").flatMap((retirement): Finding[] => {
      const pending = pendingOf(retirement);
      const since = firstSupersededOn(retirement) ?? rotatedOn(retirement, scene);
      if (pending.length === 0 || !since) return [];
      const days = since.until(scene.now.toISOString().slice(0, 10)).days;
      if (days <= retirementDays) return [];
      const fingerprints = pending.map((fingerprint) => ` ${fingerprint}`).join(",");
      return [
        violation(
          retirement,
          `${pending.length} superseded token${pending.length === 1 ? " is" : "s are"} not proven dead, ${days} days after the rotation of ${since.toString()} (fingerprint${fingerprints})`,
        ),
      ];
    });
  },
});

/** What is to be proven dead: a preview that will try again has only the inputs. */
function listed({ props, outputs }: Resource): readonly Value[] {
  const pending = at(outputs, "pending");
  return elements(isAbsent(pending) || pending === notYetKnown ? props.superseded : pending);
}

function pendingOf(retirement: Resource): string[] {
  return listed(retirement).map((superseded) => {
    const fingerprint = at(superseded, "fingerprint");
    return typeof fingerprint === "string" && /^[0-9a-f]{12}$/.test(fingerprint)
      ? fingerprint
      : "unknown";
  });
}

/**
 * The day on which the first of them was superseded, or on which a person was first asked to revoke it
 * where an older version superseded it; later rotations do not move it.
 */
function firstSupersededOn(retirement: Resource): Temporal.PlainDate | undefined {
  const { props, outputs } = retirement;
  const superseded = [props.superseded, at(outputs, "superseded")].flatMap(elements);
  const days = listed(retirement).flatMap((pending) => {
    const same = superseded.find((one) => at(one, "fingerprint") === at(pending, "fingerprint"));
    return dayOf(at(same, "supersededSince")) ?? dayOf(at(pending, "since")) ?? [];
  });
  return days.sort((a, b) => Temporal.PlainDate.compare(a, b))[0];
}

/** The day on which the token in use came into place: all there is for what an older version superseded. */
function rotatedOn(retirement: Resource, scene: Scene): Temporal.PlainDate | undefined {
  const held = scene.ofType("seal:Token").find((candidate) => {
    const [a, b] = [
      { resource: retirement, property: "token" },
      { resource: candidate, property: "token" },
    ];
    return areSame(a, b) === "yes";
  });
  return dayOf(at(held?.outputs, "inPlaceSince"));
}

function dayOf(instant: unknown): Temporal.PlainDate | undefined {
  try {
    return typeof instant === "string"
      ? Temporal.Instant.from(instant).toZonedDateTimeISO("UTC").toPlainDate()
      : undefined;
  } catch {
    return undefined;
  }
}
