import assert from "node:assert/strict";
import { describedFor } from "../../../src/model/owner-label";
import { confinementHandler } from "../../../src/provider/confinement";
import { endingOf, exposuresOf, type Before } from "../../../src/provider/ending";
import { preflightHandler } from "../../../src/provider/preflight";
import { openAll, type Wire } from "../../../src/provider/wire";
import { AzureDevopsScene } from "./azure-devops-scene";
import { aliveProofs, newWorld, ownerLabel, rejectionOf, secretOnWire, urnOf } from "./world";

/* What a store is about to take back, and since when that is an exposure; on a variable group. */

describe("what a store declares no more", () => {
  let scene: AzureDevopsScene;

  beforeEach(async () => {
    scene = await AzureDevopsScene.create();
    scene.group.description = describedFor(ownerLabel);
    for (const id of [44, 45]) scene.azure.addPipeline("payments", { id, name: `web-${id}` });
  });
  afterEach(() => scene.azure.stop());

  const fingerprint = "0123456789ab";
  const idOf = (group: string | number) => {
    const server = scene.azure.organizationUrl.replace("http://", "");
    return `${server} projects/${scene.azure.project("payments").id}/groups/${group}`;
  };
  const id = () => idOf(scene.group.id);
  const located = () => ({
    id: id(),
    earlier: idOf("seal-production"),
    place: scene.place(),
  });
  // Labels: only the id says which place it is.
  const declared = (pipelines: number[]) =>
    scene.place({ pipelines, store: "as it was called then" });
  const inputs = (pipelines: number[], ...others: object[]): Wire => ({
    token: secretOnWire("canarySealToken"),
    fingerprint,
    owner: ownerLabel,
    places: [declared(pipelines), ...others],
  });

  const preflight = () =>
    preflightHandler({ ...newWorld(), lifeProofs: aliveProofs(fingerprint, "ba9876543210") });
  async function fly(news: Wire, olds?: Wire): Promise<Wire> {
    const urn = urnOf("Preflight");
    const answer = olds
      ? await preflight().update("preflight", urn, olds, news)
      : await preflight().create(urn, news);
    return answer.outs;
  }
  /** What the preflight keeps after updates that declared one list of pipelines after the other. */
  async function kept(...history: number[][]): Promise<Wire> {
    const { groups } = scene.azure.project("payments");
    groups.clear();
    let outs: Wire | undefined;
    for (const [index, pipelines] of history.entries()) {
      // Another place, which drops a pipeline of its own.
      const others = index === 0 ? [42, 45] : [42];
      const other = scene.place({ group: "another", key: "another", pipelines: others });
      outs = await fly(inputs(pipelines, other), outs);
      groups.set(scene.group.id, scene.group);
    }
    return outs ?? {};
  }
  const flown = async (...history: number[][]) => openAll(await kept(...history)) as Before;
  const cases: [string, number[][], string[]][] = [
    ["nothing at the first declaration", [], []],
    ["nothing where nothing was dropped", [[42], [42]], []],
    ["what was dropped", [[42, 43]], ["43"]],
    ["what was dropped before, and is not known to be closed", [[42, 44], [42]], ["44"]],
    [
      "both",
      [
        [42, 44],
        [42, 43],
      ],
      ["44", "43"],
    ],
    ["not what is declared again", [[43, 42, 44], [43]], ["44", "43"]],
  ];
  for (const [what, history, expected] of cases) {
    it(`is ${what}`, async () => {
      for (const one of [43, 44]) scene.group.authorized.add(one);
      assert.deepEqual(endingOf(located(), await flown(...history)), expected);
    });
  }

  it("is no pass for the next token once a refresh or an update saw it closed", async () => {
    scene.group.authorized.add(44);
    const olds = await kept([42, 44], [42]);
    const rotate = (state: Wire) => fly({ ...inputs([42]), fingerprint: "ba9876543210" }, state);
    assert.deepEqual((await rotate(olds)).ending, { [id()]: ["44"] });

    scene.group.authorized.delete(44);
    const refreshed = await preflight().read("preflight", urnOf("Preflight"), olds);
    const updated = await fly({ ...inputs([42]), recover: true }, olds);
    scene.group.authorized.add(44);
    for (const state of [refreshed.props, updated]) {
      assert.ok(!Object.hasOwn(state.ending as object, id()));
      assert.match(String(await rejectionOf(rotate(state))), /pipeline 44 may use it, though/);
    }
  });

  it("is nothing for a place whose id is called as a property of every object is", async () => {
    scene.group.authorized.add(44);
    const before = await flown([42, 44], [42]);
    assert.deepEqual(endingOf({ id: "constructor", place: scene.place() }, before), []);
  });

  /** What the confinement keeps after an update, the first one or one over what it kept before. */
  async function confined(pipelines: number[], olds?: Wire): Promise<Wire> {
    const confinement = confinementHandler(newWorld());
    const urn = urnOf("Confinement");
    const { outs } = olds
      ? await confinement.update("confinement", urn, olds, inputs(pipelines))
      : await confinement.create(urn, inputs(pipelines));
    return outs;
  }
  const look = (before: Wire) =>
    exposuresOf(located(), { ...newWorld(), urn: urnOf("Confinement") }, openAll(before));

  it("passes while it is open, and is remembered", async () => {
    scene.group.authorized.add(43);
    const before = await confined([42, 43]);
    assert.deepEqual(await look(before), { texts: [], ending: ["43"] });
    const after = await confined([42], before);
    assert.deepEqual(after.ending, { [id()]: ["43"] });
    assert.deepEqual(await look(after), { texts: [], ending: ["43"] });
  });

  it("is forgotten once it was seen closed, and a stranger from then on", async () => {
    scene.group.authorized.add(43);
    const open = await confined([42], await confined([42, 43]));
    scene.group.authorized.delete(43);
    assert.deepEqual(await look(open), { texts: [], ending: [] });
    const closed = await confined([42], open);
    const read = await confinementHandler(newWorld()).read(
      "confinement",
      urnOf("Confinement"),
      open,
    );
    assert.deepEqual([closed.ending, read.props.ending], [{}, {}]);
    scene.group.authorized.add(43);
    const { texts } = await look(closed);
    assert.match(texts.join(), /^pipeline 43 may use it, though it is not declared/);
  });

  it("hides nothing else that is open", async () => {
    scene.group.authorized.add(43);
    const before = await confined([42, 43]);
    scene.group.authorized.add(44);
    const { texts, ending } = await look(before);
    assert.deepEqual(ending, ["43"]);
    assert.equal(texts.length, 1);
    assert.match(texts[0]!, /^pipeline 44/);
  });
});
