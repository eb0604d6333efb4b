import { token } from "../examples";
import { violation } from "../finding";
import { typeOf } from "../resource";
import { defineRule } from "../rule";
import { scheduleOfToken } from "../schedule";

export const tokenNotOverdue = defineRule({
  name: "seal-token-not-overdue",
  title: "No token is overdue",
  description: "A token is rotated within the days after its due date that are configured.",
  why: "A period that nobody keeps protects from nothing.",
  severity: "medium",
  level: "advisory",
  remediation:
    "Make a new token on Seal's page Settings > Tokens, set it in the stack's configuration with its name and date, and run `pulumi up`.",
  settings: ["graceDays"],
  example: {
    bad: { resources: { token: token({ createdOn: "2024-02-01" }) } },
    good: { resources: { token: token() } },
  },

  resource(resource, scene, { graceDays }) {
    if (typeOf(resource) !== "seal:Token") return [];
    const { dueOn } = scheduleOfToken(resource);
    if (!dueOn) return [];
    const days = dueOn.until(scene.now.toISOString().slice(0, 10)).days;
    if (days < graceDays) return [];
    const ago = days === 0 ? "today" : days === 1 ? "yesterday" : `${days} days ago`;
    return [violation(resource, `it was due on ${dueOn.toString()}, ${ago}`)];
  },
});
