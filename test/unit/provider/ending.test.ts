import assert from "node:assert/strict";
import { endingOf, exposuresOf, type Before } from "../../../src/provider/ending";
import { AzureDevopsScene } from "./azure-devops-scene";
import { newWorld, urnOf } from "./world";

/* What a store is about to take back, and since when that is an exposure; on a variable group. */

const store = "Azure DevOps variable group payments/seal-production";

describe("what a store declares no more", () => {
  let scene: AzureDevopsScene;

  beforeEach(async () => {
    scene = await AzureDevopsScene.create();
  });
  afterEach(() => scene.azure.stop());

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
      const before: Before = {
        ...(pipelines && { places: [scene.place({ pipelines })] }),
        ending: { [store]: ending, another: ["45"] },
      };
      assert.deepEqual(endingOf(scene.place(), before), expected);
    });
  }

  it("is nothing for a store that is called as a property of every object is", () => {
    const place = { ...scene.place(), store: "constructor" };
    assert.deepEqual(endingOf(place, { ending: {} }), []);
  });

  const look = (before: Before) =>
    exposuresOf(scene.place(), { ...newWorld(), urn: urnOf("Confinement") }, before);
  const dropped = (): Before => ({ places: [scene.place({ pipelines: [42, 43] })] });

  it("passes while it is open, and is remembered", async () => {
    scene.group.authorized.add(43);
    assert.deepEqual(await look(dropped()), { texts: [], ending: ["43"] });
  });

  it("is forgotten once it was seen closed, and a stranger from then on", async () => {
    assert.deepEqual(await look({ ending: { [store]: ["43"] } }), { texts: [], ending: [] });
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
