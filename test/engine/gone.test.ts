import assert from "node:assert/strict";
import type { Held } from "../support/bench";
import { ClaimsBench } from "../support/claims-bench";
import type { Step } from "../support/step";
import type { Declared } from "./programs/claims";

/* What a store is in was archived, deleted, or moved out of reach: the cause by its name. On all hosts at once. */

type Stores = Declared["stores"];

const kept: Stores = [["environmentSecret", { repository: "blog" }]];
const stores: Stores = [
  ...kept,
  ["environmentSecret", { repository: "web-shop" }],
  ["projectVariable", { project: "acme/checkout" }],
  ["variableGroup", { project: "payments", pipelines: [42] }],
];

describe("a store in what is archived or gone (F10)", () => {
  let bench: ClaimsBench;
  let token: Held;

  beforeEach(async () => {
    bench = await ClaimsBench.create();
    bench.hosts.github.addRepository("blog");
    // A person who owns nothing, and is an owner of the organization.
    bench.hosts.github.login = "robin";
    token = bench.issue("ci-a");
    await bench.set(token);
    await bench.declare({ name: "production", stores });
    const first = await bench.stack.up();
    assert.ok(first.succeeded, first.output);
  });
  afterEach(() => bench.close());

  const takeOut = () => bench.declare({ name: "production", stores: kept });
  const deleteAll = () => {
    bench.hosts.github.deleteRepository("web-shop");
    bench.hosts.gitlab.deleteProject("acme/checkout");
    bench.hosts.azure.deleteProject("payments");
  };
  /** The credentials are not shown enough to know that what is not shown is gone. */
  const doubt = () => {
    bench.hosts.github.scopes = undefined;
    bench.hosts.gitlab.accessLevel = 40;
    bench.hosts.azure.deleted.length = 0;
  };
  const urnsIn = ({ diagnostics }: Step) => [
    ...new Set([...diagnostics.matchAll(/pulumi state delete '([^']+)'/g)].map(([, urn]) => urn!)),
  ];
  const says = ({ diagnostics }: Step, ...texts: string[]) => {
    for (const text of texts) assert.ok(diagnostics.includes(text), `${text}\n${diagnostics}`);
    assert.doesNotMatch(diagnostics, /lack a permission|writes it again/);
  };
  const isSettled = async () => {
    const same = await bench.stack.up();
    assert.ok(same.succeeded, same.output);
    assert.deepEqual(same.operations, {}, same.output);
  };
  const lost = [
    "the repository acme/web-shop was deleted, or moved out of reach of these credentials",
    "the project acme/checkout was deleted, or moved out of reach of these credentials",
    "the project payments was deleted, or moved out of reach of these credentials",
  ];

  it("says that it is archived when it is taken out, and is deleted once it is not (F10)", async () => {
    const { github, gitlab, azure } = bench.hosts;
    github.archive("web-shop");
    gitlab.archiveProject("acme/checkout");
    azure.project("payments").state = "deleting";
    const refreshed = await bench.stack.refresh();
    assert.ok(refreshed.succeeded, refreshed.output);
    says(refreshed);
    await takeOut();
    const causes: [string, () => unknown][] = [
      [
        "the repository acme/web-shop is archived, and so read-only: unarchive it at Settings, run this again, and archive it again; or where it may stay as it is, forget it: pulumi state delete 'urn:",
        () => github.unarchive("web-shop"),
      ],
      [
        "acme/checkout is archived, and so read-only: unarchive it at Settings > General > Advanced, run this again, and archive it again; or",
        () => gitlab.unarchiveProject("acme/checkout"),
      ],
      [
        "the project payments is being deleted: run this again when it is gone, or restore it at Organization settings > Projects; or",
        () => (azure.project("payments").state = "wellFormed"),
      ],
    ];
    // The engine stops at the first that fails.
    while (causes.length > 0) {
      const step = await bench.stack.up();
      assert.ok(!step.succeeded);
      says(step);
      const told = causes.filter(([text]) => step.diagnostics.includes(text));
      assert.ok(told.length > 0, step.diagnostics);
      for (const one of told) {
        one[1]();
        causes.splice(causes.indexOf(one), 1);
      }
    }
    const done = await bench.stack.up();
    assert.ok(done.succeeded, done.output);
    assert.equal(github.repository("web-shop").environments.size, 0);
    assert.deepEqual(gitlab.project("acme/checkout").variables, []);
    assert.equal(azure.project("payments").groups.size, 0);
    await isSettled();
  });

  it("is taken out when it is certainly gone (F10)", async () => {
    deleteAll();
    await takeOut();
    const step = await bench.stack.up();
    assert.ok(step.succeeded, step.output);
    says(step, "the repository acme/web-shop is gone, and with it what this stack wrote there");
    await isSettled();
  });

  it("says so while it is declared, and is destroyed (F10)", async () => {
    deleteAll();
    const step = await bench.stack.up();
    assert.ok(!step.succeeded);
    const gone = [
      "the repository acme/web-shop is gone; take the store out",
      "the project acme/checkout is gone; take the store out",
      "the project payments is gone; take the store out",
    ];
    says(step, ...gone);
    const refreshed = await bench.stack.refresh();
    says(refreshed, "the repository acme/web-shop is gone", "the project acme/checkout is gone");
    assert.ok(refreshed.succeeded, refreshed.output);
    says(await bench.stack.up(), ...gone);
    const destroyed = await bench.stack.destroy();
    says(destroyed);
    assert.ok(destroyed.succeeded, destroyed.output);
  });

  it("is forgotten by the command that the message names, where it is not known (F10)", async () => {
    deleteAll();
    doubt();
    const declared = await bench.stack.up();
    assert.ok(!declared.succeeded);
    says(declared, ...lost.map((text) => `${text}; give them access to it, or where it is`));
    const refreshed = await bench.stack.refresh();
    assert.ok(!refreshed.succeeded);
    says(refreshed, "or where it is deleted for good, forget it: pulumi state delete 'urn:");
    await takeOut();
    let step = await bench.stack.up();
    const told: string[] = [];
    for (let round = 0; round < 12 && !step.succeeded; round += 1) {
      says(step);
      told.push(step.diagnostics);
      const urns = urnsIn(step);
      assert.ok(urns.length > 0, step.diagnostics);
      for (const urn of urns) await bench.stack.command("state", "delete", urn, "--yes");
      step = await bench.stack.up();
    }
    assert.ok(step.succeeded, step.output);
    for (const text of lost) assert.ok(told.join("\n").includes(text), told.join("\n"));
    await isSettled();
    const destroyed = await bench.stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.output);
  });
});
