import assert from "node:assert/strict";
import * as github from "@pulumi/github";
import { fingerprintOf } from "../../../src/model/token";
import {
  canary,
  declare,
  declareAny,
  judge,
  otherCanary,
  summary,
  unknown,
  type Declared,
  type Judgement,
} from "../../support/judge";

/* The rules about tokens themselves, all rules at work. Today is 2026-11-23. */

const never = "never-expiry-rotates";
const expiry = "rotation-before-expiry";
const overdue = "token-not-overdue";
const alive = "token-alive";
const fromSecret = "token-from-secret";

function token(props: object = {}, extra: Partial<Declared> = {}): Declared {
  return declareAny(
    "seal:index:Token",
    "token",
    {
      // Nothing confirms a development token, and nothing has to.
      type: "development",
      token: canary,
      tokenName: "ci-a",
      expiry: "never",
      createdOn: "2026-11-01",
      rotation: { every: "90 days" },
      project: "web-shop",
      ...props,
    },
    extra,
  );
}

const oneYear = { expiry: "one-year", rotation: undefined };
const longest = (longestPeriod: string): Judgement => ({
  config: { "seal-never-expiry-rotates": { longestPeriod } },
});

describe("the rules about tokens", () => {
  const cases: [string, Declared[], string[], Judgement?][] = [
    ["stay silent about a token that is rotated", [token()], []],
    ["stay silent about a period of a year", [token({ rotation: { every: "1 year" } })], []],
    ["stay silent about 12 months for a year", [token({ rotation: { every: "P12M" } })], []],
    ["stay silent about the longest period", [token()], [], longest("90 days")],
    [
      "report a period that is a day longer than a year",
      [token({ rotation: { every: "366 days" } })],
      [`token: ${never}`],
    ],
    [
      "report a period that is a day longer than the longest",
      [token()],
      [`token: ${never}`],
      longest("89 days"),
    ],
    ["report Never without a rotation", [token({ rotation: undefined })], [`token: ${never}`]],
    ["report Never without a period", [token({ rotation: {} })], [`token: ${never}`]],
    [
      "report a period that is none",
      [token({ rotation: { every: "often" } })],
      [`token: ${never}`],
    ],
    [
      "say that a period is not yet known",
      [token({ rotation: { every: unknown } })],
      [`token? ${never}`],
    ],
    ["say that the expiry is not yet known", [token({ expiry: unknown })], [`token? ${never}`]],

    ["stay silent about a token with a year to go", [token({ ...oneYear })], []],
    [
      "stay silent about a token with 15 days to go",
      [token({ ...oneYear, createdOn: "2025-12-08" })],
      [`token: ${overdue}`],
    ],
    [
      "report a token with 14 days to go",
      [token({ ...oneYear, createdOn: "2025-12-07" })],
      [`token: ${expiry}`, `token: ${overdue}`],
    ],
    [
      "report an expired token",
      [token({ ...oneYear, createdOn: "2025-11-22" })],
      [`token: ${expiry}`, `token: ${overdue}`],
    ],
    [
      "take the days that are configured",
      [token({ ...oneYear, createdOn: "2025-12-07" })],
      [],
      {
        config: {
          "seal-rotation-before-expiry": { leadDays: 13 },
          "seal-token-not-overdue": { graceDays: 30 },
        },
      },
    ],
    [
      "report a period as long as the token's life",
      [token({ ...oneYear, rotation: { every: "1 year" } })],
      [`token: ${expiry}`],
    ],
    [
      "stay silent about a period that ends in time",
      [token({ ...oneYear, rotation: { every: "351 days" } })],
      [],
    ],
    [
      "report a period that ends a day too late",
      [token({ ...oneYear, rotation: { every: "352 days" } })],
      [`token: ${expiry}`],
    ],

    ["stay silent six days after the due date", [token({ createdOn: "2026-08-19" })], []],
    [
      "report a week after the due date",
      [token({ createdOn: "2026-08-18" })],
      [`token: ${overdue}`],
    ],
    [
      "stay silent within the days of grace",
      [token({ createdOn: "2026-08-18" })],
      [],
      { config: { "seal-token-not-overdue": { graceDays: 8 } } },
    ],
    [
      "report the due date where no day is granted",
      [token({ createdOn: "2026-08-25" })],
      [`token: ${overdue}`],
      { config: { "seal-token-not-overdue": { graceDays: 0 } } },
    ],
    [
      "take no grace of a binding for theirs",
      [token({ createdOn: "2026-08-18", rotation: { every: "90 days", grace: "1 year" } })],
      [`token: ${overdue}`],
    ],
    [
      "report by the dates that the plugin computed, which weekdays and spread change",
      [token({ createdOn: "2026-08-19", dueOn: "2026-11-12" })],
      [`token: ${overdue}`],
    ],
    [
      "stay silent about a token that is yet to be put in place",
      [token({ createdOn: undefined })],
      [],
    ],
    [
      "report by the day on which it was put in place",
      [token({ createdOn: undefined }, { outputs: { dueOn: "2026-11-01" } })],
      [`token: ${overdue}`],
    ],
    ["stay silent about a date that is none", [token({ createdOn: "soon" })], []],

    ["report a dead token", [token({}, { outputs: { alive: false } })], [`token: ${alive}`]],
    ["stay silent about a token that is alive", [token({}, { outputs: { alive: true } })], []],
    [
      "report a token that a refresh found dead, in a preview of the update that will ask again",
      [token({ deadSince: "2026-11-20T09:00:00Z" }, { outputs: { deadSince: "2026-11-20" } })],
      [`token: ${alive}`],
    ],
    [
      "report it where the preview marks what it does not know",
      [token({ deadSince: "2026-11-20T09:00:00Z" }, { outputs: { alive: unknown } })],
      [`token: ${alive}`],
    ],
    [
      "stay silent about a token that was accepted since a refresh found it dead",
      [token({ deadSince: "2026-11-20T09:00:00Z" }, { outputs: { alive: true } })],
      [],
    ],
    [
      "report a leaked token",
      [token()],
      [`token: ${alive}`],
      { config: { "seal-token-alive": { leakedFingerprints: [fingerprintOf(canary)] } } },
    ],
    [
      "report a leaked token in a store, under a development token's name",
      [
        declare(github.ActionsSecret, "secret", {
          repository: "web-shop",
          secretName: "SEAL_DEV_TOKEN",
          value: canary,
        }),
      ],
      [`secret: ${alive}`],
      { config: { "seal-token-alive": { leakedFingerprints: [fingerprintOf(canary)] } } },
    ],
    [
      "report a store that holds a token whose leak a binding answered",
      [
        token(
          { token: otherCanary },
          { outputs: { leaks: [{ fingerprint: fingerprintOf(canary) }] } },
        ),
        declare(github.ActionsSecret, "secret", {
          repository: "web-shop",
          secretName: "SEAL_DEV_TOKEN",
          value: canary,
        }),
      ],
      [`secret: ${alive}`],
    ],
    [
      "stay silent about answered leaks that a preview does not know",
      [token({}, { outputs: { leaks: unknown } })],
      [],
    ],
    [
      "stay silent about another token than the leaked one",
      [token()],
      [],
      { config: { "seal-token-alive": { leakedFingerprints: ["0123456789ab"] } } },
    ],

    [
      "stay silent about a token that is marked as a secret",
      [token({}, { secret: [["token"]] })],
      [],
    ],
    [
      "report a token that is not marked",
      [token({}, { secret: [["other"]] })],
      [`token: ${fromSecret}`],
    ],
    [
      "report a token that is in clear in configuration",
      [token({}, { secret: [["token"]] })],
      [`token: ${fromSecret}`],
      { plainConfiguration: { "web:sealToken": canary } },
    ],
    [
      "report a store whose token is in clear in configuration",
      [
        declare(
          github.ActionsSecret,
          "secret",
          { repository: "web-shop", secretName: "SEAL_DEV_TOKEN", value: canary },
          { secret: [["value"]] },
        ),
      ],
      [`secret: ${fromSecret}`],
      { plainConfiguration: { "web:npmrc": `//npm.sealsecurity.io/:_authToken=${canary}` } },
    ],
    [
      "stay silent about other configuration",
      [token({}, { secret: [["token"]] })],
      [],
      { plainConfiguration: { "web:project": "web-shop", "web:empty": "" } },
    ],
    [
      "report a GitLab variable that is not marked",
      [
        declareAny(
          "gitlab:index/projectVariable:ProjectVariable",
          "variable",
          {
            project: "acme/web-shop",
            key: "SEAL_TOKEN",
            value: canary,
            protected: true,
            masked: true,
          },
          { secret: [] },
        ),
      ],
      [`variable: ${fromSecret}`],
    ],
    [
      "stay silent about a group's variables that are marked as a whole",
      [
        declareAny(
          "azuredevops:index/variableGroup:VariableGroup",
          "group",
          {
            projectId: "1",
            variables: [{ name: "SEAL_DEV_TOKEN", secretValue: canary, isSecret: true }],
          },
          { secret: [["variables"]] },
        ),
      ],
      [],
    ],
  ];
  for (const [what, resources, expected, options] of cases) {
    it(what, async () => assert.deepEqual(summary(await judge(resources, options)), expected));
  }

  it("name the key of configuration that is in clear, and the token's fingerprint", async () => {
    const [told] = await judge([token()], { plainConfiguration: { "web:sealToken": canary } });
    assert.match(
      told!.message,
      new RegExp(`fingerprint ${fingerprintOf(canary)}.*\`web\\.sealToken\``),
    );
  });

  it("say how long a token is overdue", async () => {
    const [told] = await judge([token({ createdOn: "2026-08-15" })]);
    assert.match(told!.message, /It was due on 2026-11-13, 10 days ago/);
  });
});
