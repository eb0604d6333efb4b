import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { branches } from "../../../demo/hosts";
import { Narrator, type Observed } from "../../../demo/narrator";
import { temporaryFolder } from "../../support/project";

/* How the demo tells and reports; that it runs is what `.ci/run` shows. */

const seen: Observed = {
  step: "rotation",
  succeeded: true,
  operations: { "seal:index:Token production": "update" },
  reads: { main: "0123456789ab" },
  matrix: [
    { host: "GitHub", context: "job", branch: "main", token: "0123456789ab", production: true },
  ],
  alive: [{ name: "ci-a", fingerprint: "0123456789ab" }],
  failures: [],
};

describe("the narrator of the demo", () => {
  let folder: string;
  let lines: string[];
  const { log } = console;

  beforeEach(() => {
    folder = temporaryFolder();
    lines = [];
    console.log = (text: string) => void lines.push(text);
  });
  afterEach(() => {
    console.log = log;
    rmSync(folder, { recursive: true });
  });

  function finished(act: (narrator: Narrator) => void) {
    const report = join(folder, "report.json");
    const narrator = new Narrator();
    act(narrator);
    const code = narrator.finish(report);
    return { code, report: JSON.parse(readFileSync(report, "utf8")) as Record<string, unknown> };
  }

  it("ends with 0 and reports each step when all went as it must", () => {
    const { code, report } = finished((narrator) => narrator.observe(seen));
    assert.equal(code, 0);
    assert.deepEqual(report, { succeeded: true, failures: [], steps: [seen] });
  });

  it("ends with 1 and names the step when something did not hold", () => {
    const failures = ["main reads another token"];
    const { code, report } = finished((narrator) => narrator.observe({ ...seen, failures }));
    assert.equal(code, 1);
    assert.deepEqual(report.failures, ["rotation: main reads another token"]);
  });

  it("ends with 1 and keeps what was seen when it breaks off", () => {
    const { code, report } = finished((narrator) => {
      narrator.observe(seen);
      narrator.breakOff(new TypeError("no engine"));
    });
    assert.equal(code, 1);
    assert.deepEqual(report, {
      succeeded: false,
      failures: ["the demo broke off after 1 step(s): TypeError: no engine"],
      steps: [seen],
    });
  });

  it("prints for each host what each kind of job reads on each branch, by name and fingerprint", () => {
    const hosts = ["GitHub web-shop", "GitLab acme/checkout", "Azure DevOps payments"];
    const matrix = hosts.flatMap((host) =>
      ["job", "merge request"].flatMap((context) =>
        branches.map((branch) => {
          const production = context === "job" && branch === "main";
          const token = production ? "0123456789ab" : "refused";
          return { host, context, branch, token, production };
        }),
      ),
    );
    finished((narrator) => narrator.observe({ ...seen, matrix }));
    const rows = lines.join("\n").split("\n");
    assert.ok(rows.some((row) => branches.every((branch) => row.includes(branch))));
    for (const host of hosts) {
      const [job, mergeRequest, ...others] = rows.filter((row) => row.includes(host));
      assert.match(job ?? "", /job +│ ci-a \(0123456789ab\) +│ refused +│ refused/);
      assert.match(mergeRequest ?? "", /merge request +│ refused +│ refused +│ refused/);
      assert.deepEqual(others, []);
    }
  });

  it("has no escape codes where there is no terminal, in CI neither", () => {
    if (process.stdout.isTTY) return;
    finished((narrator) => {
      narrator.chapter("a chapter");
      narrator.quote("what the engine said");
      narrator.observe(seen);
    });
    assert.ok(lines.length > 4);
    for (const line of lines) assert.ok(!line.includes("\u001b"), JSON.stringify(line));
  });
});
