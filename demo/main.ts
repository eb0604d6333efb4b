import { parseArgs } from "node:util";
import { Narrator } from "./narrator";
import { Scene } from "./scene";

const usage = `Usage: npm run demo -- [--report FILE]

Runs the top-level Pulumi program against loopback servers, through a rotation.
  --report FILE  write what was observed as JSON
Exit codes: 0 all went as it must, 1 something did not, 2 wrong arguments.`;

/** What holds the token on each host. */
const holders = [
  "seal:index:GithubSecret",
  "seal:index:GitlabVariable",
  "seal:index:AzureDevopsVariableGroup",
];
const each = (operation: string) => Object.fromEntries(holders.map((type) => [type, operation]));
const [a, b, c, d, e] = [
  "ci-production-2026-08",
  "ci-production-2026-11",
  "ci-production-2027-02",
  "ci-production-2027-05",
  "ci-production-2027-06",
] as const;

async function demo(narrator: Narrator): Promise<void> {
  narrator.say(
    "Seal, GitHub, GitLab and Azure DevOps are loopback servers; the engine and its plugins are the real ones.",
  );
  const scene = await Scene.create(narrator);
  try {
    narrator.chapter(`First up: ${a} goes to GitHub, GitLab and Azure DevOps, for main only`);
    await scene.set(a);
    await scene.up("first up", {
      succeeds: true,
      main: a,
      alive: [a],
      operations: { ...each("create"), "seal:index:Confirmation": "create" },
      says: /succeeded on main/,
    });

    narrator.chapter("Up again, with nothing changed");
    await scene.up("no change", { succeeds: true, main: a, alive: [a], idle: true });

    narrator.chapter(`Rotation: a person made ${b} and set it`);
    await scene.set(b);
    await scene.up("rotation", {
      succeeds: false,
      main: b,
      alive: [a, b],
      operations: {
        "seal:index:Token": "update",
        ...each("update"),
        "seal:index:Confirmation": "update",
      },
      says: /"ci-production-2026-08" .*still accepted/,
    });
    narrator.say("   CI confirmed the new token; only now is the old one asked to be revoked.");

    narrator.chapter(`The person revoked ${a}; its death is proven`);
    scene.revoke(a);
    await scene.up("retirement", {
      succeeds: true,
      main: b,
      alive: [b],
      operations: { "seal:index:Retirement": "update" },
      says: /Proven dead: "ci-production-2026-08"/,
    });

    narrator.chapter(`Another rotation, to ${c}, but the canary's CI run fails`);
    const workflow = scene.hosts.github.repository("web-shop").workflows.get("seal.yml");
    if (workflow) workflow.broken = true;
    await scene.set(c);
    await scene.up("failed confirmation", {
      succeeds: false,
      main: c,
      later: b,
      alive: [b, c],
      says: /ended with "failure"[\s\S]*must not be revoked/,
    });
    narrator.say("   Only the canary holds the new token; everything else is as it was.");

    narrator.chapter(
      "The workflow is mended: the next up confirms, and then asks for the revocation",
    );
    if (workflow) workflow.broken = false;
    await scene.up("retry", {
      succeeds: false,
      main: c,
      alive: [b, c],
      operations: { "seal:index:Confirmation": "update" },
      says: /"ci-production-2026-11" .*still accepted/,
    });

    narrator.chapter(`The person revoked ${b}; the rotation is closed`);
    scene.revoke(b);
    await scene.up("closed", {
      succeeds: true,
      main: c,
      alive: [c],
      operations: { "seal:index:Retirement": "update" },
    });

    narrator.chapter(`A rotation to ${d} fails at the canary again`);
    if (workflow) workflow.broken = true;
    await scene.set(d);
    await scene.up("failed canary", { succeeds: false, main: d, later: c, alive: [c, d] });

    narrator.chapter(`Rollback: the person puts ${c} back`);
    if (workflow) workflow.broken = false;
    await scene.set(c);
    await scene.up("rollback", {
      succeeds: false,
      main: c,
      alive: [c, d],
      says: /"ci-production-2027-05" .*still accepted/,
    });
    narrator.say("   The one that failed is to be revoked; the one that works never is.");

    narrator.chapter(`The person revoked ${d}; the rollback is closed`);
    scene.revoke(d);
    await scene.up("rolled back", { succeeds: true, main: c, alive: [c] });

    narrator.chapter(`Leak: ${c} stood in a public log; the person made ${e}, and says so`);
    await scene.leak(c);
    await scene.set(e);
    await scene.up("leak", {
      succeeds: false,
      main: c,
      alive: [c, e],
      says: /LEAKED: "ci-production-2027-02" .*Nothing was changed yet/,
    });

    narrator.chapter(
      `The person revoked ${c}: its death is proven first, then ${e} goes everywhere`,
    );
    scene.revoke(c);
    await scene.up("leak answered", {
      succeeds: true,
      main: e,
      alive: [e],
      operations: each("update"),
    });

    narrator.chapter("Somebody lets feature branches read it, too: the policy pack refuses that");
    await scene.openToFeatureBranches();
    await scene.up("feature branches", {
      succeeds: false,
      main: e,
      alive: [e],
      idle: true,
      refusedBy: "seal-github-production-in-environments",
    });
  } finally {
    await scene.close();
  }
}

async function main(): Promise<number> {
  let report: string | undefined;
  try {
    const { values } = parseArgs({
      options: { report: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    report = values.report;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  const narrator = new Narrator();
  await demo(narrator).catch((error: unknown) => narrator.breakOff(error));
  return narrator.finish(report);
}

void main().then((code) => (process.exitCode = code));
