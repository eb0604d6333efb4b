import assert from "node:assert/strict";
import * as github from "@pulumi/github";
import schema from "../../../schema.json";
import { confirmingHosts } from "../../../src/policies/rules/binding-confirmed";
import {
  canary,
  declare,
  declareAny,
  judge,
  summary,
  unknown,
  type Declared,
  type Judgement,
} from "../../support/judge";

/* The rules about bindings, all rules at work. Today is 2026-11-23. */

const confirmed = "binding-confirmed";
const inBinding = "store-in-binding";
const retired = "retirement-done";

const binding = declareAny("seal:index:TokenBinding", "production", { type: "production" });
const token = declareAny(
  "seal:index:Token",
  "production",
  {
    type: "production",
    token: canary,
    tokenName: "ci-a",
    expiry: "never",
    rotation: { every: "90 days" },
  },
  { parent: binding, outputs: { inPlaceSince: "2026-11-10T09:00:00Z", dueOn: "2027-02-08" } },
);
const confirmation = (runs: unknown, extra: Partial<Declared> = {}) =>
  declareAny(
    "seal:index:Confirmation",
    "confirmation",
    { fingerprint: "0123456789ab", runs },
    { parent: binding, ...extra },
  );
const runs = [{ host: "github" }];
const preflight = (...hosts: string[]) =>
  declareAny(
    "seal:index:Preflight",
    "preflight",
    { fingerprint: "0123456789ab", places: hosts.map((host) => ({ host })) },
    { parent: binding },
  );
const retirement = (props: object, outputs?: Record<string, unknown>) =>
  declareAny(
    "seal:index:Retirement",
    "retirement",
    { token: canary, ...props },
    { parent: binding, ...(outputs && { outputs }) },
  );

const place = { repository: "web-shop", environment: "seal-production" };
const secret = (extra: Partial<Declared> = {}) =>
  declare(
    github.ActionsEnvironmentSecret,
    "secret",
    { ...place, secretName: "SEAL_TOKEN", value: canary },
    extra,
  );
const environment = declare(github.RepositoryEnvironment, "environment", {
  ...place,
  deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
});
const policy = declare(github.RepositoryEnvironmentDeploymentPolicy, "policy", {
  ...place,
  branchPattern: "main",
});

const whole = [binding, token, environment, policy, confirmation(runs)];
const superseded = [{ sealed: "x", fingerprint: "0f1e2d3c4b5a", tokenName: "ci-old" }];
const since = (supersededSince: string, fingerprint = "0f1e2d3c4b5a") => ({
  ...superseded[0],
  fingerprint,
  supersededSince,
});
const late: Judgement = { now: "2026-11-18T00:00:00Z" };
const required: Judgement = { config: { "seal-store-in-binding": { bindingRequired: true } } };

describe("the rules about bindings", () => {
  const alone = { ...token, parent: undefined } as unknown as Declared;
  const cases: [string, Declared[], string[], Judgement?][] = [
    ["stay silent about a binding", [...whole, secret({ parent: binding })], []],
    [
      "stay silent about a binding where one is required",
      [...whole, secret({ parent: binding })],
      [],
      required,
    ],

    [
      "report a binding without a run",
      [binding, token, confirmation([])],
      [`confirmation: ${confirmed}`],
    ],
    [
      "report a binding without a run beside a host that can run one",
      [binding, token, preflight("other", "gitlab"), confirmation([])],
      [`confirmation: ${confirmed}`],
    ],
    [
      "advise only, where no host of a binding can run one",
      [binding, token, preflight("other", "another"), confirmation([])],
      [`confirmation! ${confirmed}`],
    ],
    [
      "do not take another binding's hosts for its own",
      [
        binding,
        token,
        { ...preflight("other"), parent: declareAny("seal:index:TokenBinding", "other", {}) },
        confirmation([]),
      ],
      [`confirmation: ${confirmed}`],
    ],
    ["report a binding without a confirmation", [binding, token], [`production: ${confirmed}`]],
    [
      "stay silent about a development token without a run",
      [binding, { ...token, props: { ...token.props, type: "development" } }, confirmation([])],
      [],
    ],
    [
      "stay silent about a canary that is confirmed first",
      [...whole, { ...confirmation([]), name: "canary" }],
      [],
    ],
    [
      "report a token whose confirmation is another's",
      [alone, { ...confirmation(runs), parent: undefined }],
      [`production: ${confirmed}`],
    ],
    [
      "stay silent about a token and a confirmation of one fingerprint",
      [
        { ...alone, props: { ...alone.props, fingerprint: "0123456789ab" } },
        { ...confirmation(runs), parent: undefined },
      ],
      [],
    ],
    [
      "say that the runs are not yet known",
      [binding, token, confirmation(unknown)],
      [`confirmation? ${confirmed}`],
    ],

    ["report a store beside the binding", [...whole, secret()], [`secret: ${inBinding}`]],
    [
      "report a store beside the binding that is declared before it",
      [secret(), ...whole],
      [`secret: ${inBinding}`],
    ],
    [
      "report a store of another binding",
      [...whole, secret({ parent: declareAny("seal:index:TokenBinding", "other", {}) })].flatMap(
        (declared) => (declared.name === "secret" ? [declared.parent!, declared] : [declared]),
      ),
      [`secret: ${inBinding}`],
    ],
    [
      "stay silent about a store of a token that stands alone",
      [
        { ...alone, props: { ...alone.props, fingerprint: "0123456789ab" } },
        { ...confirmation(runs), parent: undefined },
        environment,
        policy,
        secret(),
      ],
      [],
    ],
    ["stay silent about a store without a binding", [environment, policy, secret()], []],
    [
      "report a store without a binding where one is required",
      [environment, policy, secret()],
      [`secret: ${inBinding}`],
      required,
    ],

    [
      "stay silent about a retirement that is done",
      [...whole, retirement({ superseded }, { pending: [] })],
      [],
    ],
    [
      "stay silent about a retirement with nothing to do",
      [...whole, retirement({ superseded: [] })],
      [],
    ],
    [
      "stay silent about a retirement that has time",
      [...whole, retirement({ superseded }, { pending: superseded })],
      [],
      { now: "2026-11-17T23:00:00Z" },
    ],
    [
      "report a retirement that is late",
      [...whole, retirement({ superseded }, { pending: superseded })],
      [`retirement: ${retired}`],
      late,
    ],
    [
      "report a retirement that is late, before it is tried again",
      [...whole, retirement({ superseded })],
      [`retirement: ${retired}`],
      late,
    ],
    [
      "report a retirement that is late although another rotation came since",
      [
        ...whole,
        retirement(
          { superseded },
          { pending: [{ ...superseded[0], since: "2026-06-01T09:00:00Z" }] },
        ),
      ],
      [`retirement: ${retired}`],
      { now: "2026-11-11T09:00:00Z" },
    ],
    [
      "report what was superseded long ago, although another rotation came since and it is tried again",
      [
        ...whole,
        retirement({ superseded: [...superseded, since("2026-11-01T09:00:00Z", "1".repeat(12))] }),
      ],
      [`retirement: ${retired}`],
      { now: "2026-11-11T09:00:00Z" },
    ],
    [
      "report it where a preview does not know what is pending",
      [...whole, retirement({ superseded: [since("2026-11-01T09:00:00Z")] }, { pending: unknown })],
      [`retirement: ${retired}`],
      { now: "2026-11-11T09:00:00Z" },
    ],
    [
      "count from the rotation, not from the day on which somebody was asked",
      [
        ...whole,
        retirement(
          { superseded: [since("2026-11-01T09:00:00Z")] },
          { pending: [{ ...superseded[0], since: "2026-11-10T09:00:00Z" }] },
        ),
      ],
      [`retirement: ${retired}`],
      { now: "2026-11-11T09:00:00Z" },
    ],
    [
      "stay silent about what was superseded long ago, and is proven dead",
      [
        ...whole,
        retirement(
          {
            superseded: [...superseded, since("2026-01-01T09:00:00Z", "1".repeat(12))],
          },
          { pending: [{ ...superseded[0], since: "2026-11-10T09:00:00Z" }] },
        ),
      ],
      [],
      { now: "2026-11-11T09:00:00Z" },
    ],
    [
      "take the days that are configured",
      [...whole, retirement({ superseded })],
      [],
      {
        ...late,
        config: { "seal-retirement-done": { retirementDays: 8 } },
      },
    ],
    [
      "stay silent about what a preview does not know of a retirement",
      [...whole, retirement({ superseded: unknown })],
      [],
      late,
    ],
    [
      "stay silent about a retirement since nobody knows when",
      [
        binding,
        { ...token, outputs: { inPlaceSince: "once" } },
        confirmation(runs),
        retirement({ superseded }),
      ],
      [],
      late,
    ],
  ];
  for (const [what, resources, expected, options] of cases) {
    it(what, async () => assert.deepEqual(summary(await judge(resources, options)), expected));
  }

  it("know the hosts that can run a confirmation", () => {
    const { runs: input } = schema.resources["seal:index:Confirmation"].inputProperties;
    // One type per host: "seal:index:GithubRun".
    const types = [...JSON.stringify(input.items).matchAll(/seal:index:(\w+)Run"/g)];
    const named = types.map(([, host = ""]) =>
      host.replace(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase(),
    );
    assert.deepEqual([...new Set(named)].sort(), confirmingHosts);
  });

  it("name the fingerprints of what is late, and when it was superseded", async () => {
    const told = await judge([...whole, retirement({ superseded })], late);
    assert.match(
      told[0]!.message,
      /1 superseded token is not proven dead, 8 days after the rotation of 2026-11-10 \(fingerprint 0f1e2d3c4b5a\)/,
    );
  });

  it("do not show a fingerprint that is none", async () => {
    const odd = [{ fingerprint: canary, tokenName: "ci-old" }];
    const told = await judge([...whole, retirement({}, { pending: odd })], late);
    assert.match(told.at(-1)!.message, /fingerprint unknown/);
  });
});
