import { Temporal } from "temporal-polyfill";
import { parsePeriod } from "../../model/duration";
import { Expiry } from "../../model/token";
import { token } from "../examples";
import { formatPath, violation, type Finding } from "../finding";
import { typeOf, type Resource } from "../resource";
import { defineRule } from "../rule";
import { scheduleOfToken } from "../schedule";
import { at, notYetKnown } from "../value";

const life = { years: 1 };

export const rotationBeforeExpiry = defineRule({
  name: "seal-rotation-before-expiry",
  title: "A token is rotated before it expires",
  description:
    "A token that expires after one year is rotated some days before, and its period is shorter than its life.",
  why: "When a token expires, every build that uses it fails at once. A rotation takes two steps of a person and a CI run, so that it needs days, not hours.",
  severity: "medium",
  level: "advisory",
  remediation:
    "Make a new token on Seal's page Settings > Tokens, set it in the stack's configuration with its name and date, and run `pulumi up`.",
  settings: ["leadDays"],
  example: {
    bad: {
      resources: {
        token: token({
          expiry: "one-year",
          createdOn: "2026-11-01",
          rotation: { every: "2 years" },
        }),
      },
    },
    good: {
      resources: {
        token: token({
          expiry: "one-year",
          createdOn: "2026-11-01",
          rotation: { every: "6 months" },
        }),
      },
    },
  },

  resource(resource, scene, { leadDays }) {
    if (typeOf(resource) !== "seal:Token" || resource.props.expiry !== Expiry.OneYear) return [];
    return [...periodFindings(resource, leadDays), ...dateFindings(resource, scene.now, leadDays)];
  },
});

function periodFindings(resource: Resource, leadDays: number): Finding[] {
  const path = ["rotation", "every"];
  const every = at(resource.props, ...path);
  const period = every === notYetKnown ? undefined : parsePeriod(every);
  const reference = Temporal.PlainDate.from("2001-01-01");
  const latest = reference.add(life).subtract({ days: leadDays });
  if (!period || Temporal.PlainDate.compare(reference.add(period), latest) <= 0) return [];
  return [
    violation(
      resource,
      `it expires after one year, and ${formatPath(path)} ends less than ${leadDays} days before that`,
    ),
  ];
}

function dateFindings(resource: Resource, now: Date, leadDays: number): Finding[] {
  const { expiresOn } = scheduleOfToken(resource);
  if (!expiresOn) return [];
  const today = now.toISOString().slice(0, 10);
  const days = Temporal.PlainDate.from(today).until(expiresOn).days;
  if (days > leadDays) return [];
  const when = days < 0 ? "expired" : "expires";
  return [violation(resource, `it ${when} on ${expiresOn.toString()}, and was not rotated`)];
}
