import assert from "node:assert/strict";
import { endingOf, exposuresOf, type Before } from "../../../src/provider/ending";
import { AzureDevopsScene } from "./azure-devops-scene";
import { newWorld, urnOf } from "./world";

/* What a store is about to take back, and since when that is an exposure; on a variable group. */

describe("what a store declares no more", () => {
  let scene: AzureDevopsScene;

  beforeEach(async () => {
    scene = await AzureDevopsScene.create();
  });
  afterEach(() => scene.azure.stop());

  const id = () => {
    const { id: project } = scene.azure.project("payments");
    return `projects/${project}/groups/seal-production`;
  };
  const located = () => ({ id: id(), place: scene.place() });
  /** What a state says of one place, and of another. */
  const stateOf = (pipelines: number[] | undefined, ending: string[]): Before => ({
    ...(pipelines && {
      // Labels: only the id says which place it is.
      places: [scene.place({ pipelines, store: "as it was called then" })],
      placeIds: { [scene.place().key]: id() },
    }),
    ending: { [id()]: ending, another: ["45"] },
  });
  const cases: [string, number[] | undefined, string[], string[]][] = [
    ["nothing at the first declaration", undefined, [], []],
    ["nothing where nothing was dropped", [42], [], []],
    ["what was dropped", [42, 43], [], ["43"]],
    ["what was dropped before, and is not known to be closed", [42], ["44"], ["44"]],
    ["both", [42, 43], ["44"], ["44", "43"]],
    ["not what is declared again", [42], ["42", "44"], ["44"]],
  ];
  for (const [what, pipelines, ending, expected] of cases) {
    it(`is ${what}`, () => {
      assert.deepEqual(endingOf(located(), stateOf(pipelines, ending)), expected);
    });
  }

  it("is nothing for a place whose id is called as a property of every object is", () => {
    assert.deepEqual(endingOf({ ...located(), id: "constructor" }, { ending: {} }), []);
  });

  const look = (before: Before) =>
    exposuresOf(located(), { ...newWorld(), urn: urnOf("Confinement") }, before);
  const dropped = () => stateOf([42, 43], []);

  it("passes while it is open, and is remembered", async () => {
    scene.group.authorized.add(43);
    assert.deepEqual(await look(dropped()), { texts: [], ending: ["43"] });
  });

  it("is forgotten once it was seen closed, and a stranger from then on", async () => {
    assert.deepEqual(await look(stateOf(undefined, ["43"])), { texts: [], ending: [] });
    scene.group.authorized.add(43);
    const { texts } = await look({ ending: {} });
    assert.match(texts.join(), /^pipeline 43 may use it, though it is not declared/);
  });

  it("hides nothing else that is open", async () => {
    scene.group.authorized.add(43).add(44);
    const { texts, ending } = await look(dropped());
    assert.deepEqual(ending, ["43"]);
    assert.equal(texts.length, 1);
    assert.match(texts[0]!, /^pipeline 44/);
  });
});
