import assert from "node:assert/strict";
import { describedFor } from "../../../src/model/owner-label";
import { azureDevopsVariableGroupHandler } from "../../../src/provider/azure-devops/variable-group";
import { confinementHandler } from "../../../src/provider/confinement";
import type { Place } from "../../../src/provider/place";
import { preflightHandler } from "../../../src/provider/preflight";
import type { Wire } from "../../../src/provider/wire";
import { newGroup } from "../../support/azure-devops-groups";
import { AzureDevopsScene } from "./azure-devops-scene";
import { aliveProofs, newWorld, ownerLabel, rejectionOf, secretOnWire, urnOf } from "./world";

/* Which variable group a place is: by its number, or by its name while it has none. */

const urn = urnOf("Preflight", "production-preflight");
const fingerprint = "0123456789ab";

describe("the place of a variable group", () => {
  let scene: AzureDevopsScene;
  let world: ReturnType<typeof newWorld>;

  beforeEach(async () => {
    scene = await AzureDevopsScene.create();
    scene.azure.project("payments").groups.clear();
    scene.azure.project("payments").checks.clear();
    world = newWorld();
  });
  afterEach(() => scene.azure.stop());

  /** Each is of an update of its own. */
  function preflight() {
    world = newWorld();
    return preflightHandler({ ...world, lifeProofs: aliveProofs(fingerprint) });
  }
  const inputs = (...places: Place[]): Wire => ({ fingerprint, owner: ownerLabel, places });
  const flown = async (...places: Place[]) =>
    (await preflight().create(urn, inputs(...places))).outs;
  const updated = async (olds: Wire, ...places: Place[]) =>
    (await preflight().update("preflight", urn, olds, inputs(...places))).outs;
  const differs = async (olds: Wire, ...places: Place[]) =>
    (await preflight().diff(urn, olds, inputs(...places))).changes;

  const content = (name: string): Wire => ({
    project: "payments",
    name,
    description: describedFor(ownerLabel),
    variables: [
      { name: "SEAL_TOKEN", isSecret: true, value: secretOnWire("canarySealToken") },
      { name: "SEAL_PROJECT", value: "web-shop" },
      { name: "SEAL_TOKEN_GENERATION", value: "c0ffee00" },
    ],
    organizationUrl: scene.azure.organizationUrl,
    credentials: secretOnWire(scene.place().credentials),
  });
  /** As the store makes it; says its number. */
  const made = async (name = "seal-production") =>
    (await azureDevopsVariableGroupHandler(newWorld()).create(urn, content(name))).id;
  const rename = (name: string, newName: string) =>
    scene.azure.renameGroup("payments", name, newName);
  const idOf = (group: string) => {
    const server = scene.azure.organizationUrl.replace("http://", "");
    return `${server} projects/${scene.azure.project("payments").id}/groups/${group}`;
  };
  const idsOf = ({ placeIds }: Wire) => Object.values(placeIds as Record<string, string>);
  /** What the program calls `seal-main`, whose resources have names of their own. */
  const renamed = (change: object = {}) =>
    scene.place({ group: "seal-main", key: "azure-devops-payments-seal-main", ...change });

  it("is known by its name while it is not there, and by its number from the next flight on", async () => {
    const first = await flown(scene.place());
    assert.deepEqual(idsOf(first), [idOf("seal-production")]);
    const number = await made();
    assert.equal(await differs(first, scene.place()), false);
    const next = await updated(first, scene.place());
    assert.deepEqual(idsOf(next), [idOf(number)]);
    assert.deepEqual(next.unwritten, {});
    assert.equal(await differs(next, scene.place()), false);
  });

  it("is not taken for a number when it is called by one", async () => {
    const place = scene.place({ group: "7" });
    const first = await flown(place);
    assert.deepEqual(idsOf(first), [idOf("=7")]);
    const number = await made("7");
    assert.deepEqual(idsOf(await updated(first, place)), [idOf(number)]);
  });

  for (const [known, settle] of [
    ["by its number", (olds: Wire) => updated(olds, scene.place())],
    ["by its name", (olds: Wire) => Promise.resolve(olds)],
  ] as const) {
    describe(`that the state knows ${known}`, () => {
      let state: Wire;
      let number: string;
      beforeEach(async () => {
        const first = await flown(scene.place());
        number = await made();
        state = await settle(first);
      });

      it("is followed to the name that somebody gave it, which is told once", async () => {
        rename("seal-production", "seal-main");
        const handler = preflight();
        assert.deepEqual((await handler.check(urn, {}, inputs(scene.place()))).failures, []);
        assert.equal((await handler.diff(urn, state, inputs(scene.place()))).changes, false);
        const { outs } = await handler.update("preflight", urn, state, inputs(scene.place()));
        assert.deepEqual(idsOf(outs), [idOf(number)]);
        assert.deepEqual(world.log.lines, [
          "warning: stores[0]: Azure DevOps variable group payments/seal-production: it is called payments/seal-main now; write that in the program, because another may take the name before",
        ]);
      });

      it("is the same when the program takes the new name", async () => {
        rename("seal-production", "seal-main");
        const after = await updated(state, renamed());
        const { key } = renamed();
        assert.equal((after.placeIds as Record<string, string>)[key], idOf(number));
        assert.deepEqual([after.unwritten, after.ending], [{}, {}]);
        assert.equal(world.log.text, "");
      });

      for (const [whose, change] of [
        ["a stranger", {}],
        ["a stranger who has a secret of the same name", { hasToken: true }],
        ["another binding", { description: describedFor("acme/shop/prod/other#0123abcd") }],
      ] as const) {
        it(`is followed although ${whose} takes its name`, async () => {
          rename("seal-production", "seal-main");
          const taken = { ...newGroup(99, "seal-production"), ...change };
          if ("hasToken" in change)
            taken.variables.set("SEAL_TOKEN", { value: "x", isSecret: true });
          scene.azure.project("payments").groups.set(99, taken);
          assert.equal(await differs(state, scene.place()), false);
          const after = await updated(state, scene.place());
          assert.deepEqual(idsOf(after), [idOf(number)]);
          assert.match(world.log.text, /it is called payments\/seal-main now; write that in/);
        });
      }

      it("is the same in another spelling", async () => {
        const spelt = scene.place({ group: "Seal-Production", key: "spelt" });
        const after = await updated(state, spelt);
        assert.equal((after.placeIds as Record<string, string>).spelt, idOf(number));
        assert.deepEqual(after.unwritten, {});
      });

      it("is another once it was made anew, and its maker's", async () => {
        const remade = scene.azure.remakeGroup("payments");
        remade.variables.set("THEIRS", { value: "x", isSecret: false });
        assert.equal(await differs(state, scene.place()), true);
        assert.match(
          String(await rejectionOf(updated(state, scene.place()))),
          /must not be there already, but Azure DevOps variable group payments\/seal-production is/,
        );
      });

      it("is a new one under a name that nothing has, and the group stays as it is", async () => {
        scene.azure.group("payments").authorized.add(42);
        const after = await updated(state, renamed());
        const { key } = renamed();
        assert.equal((after.placeIds as Record<string, string>)[key], idOf("seal-main"));
        assert.deepEqual(after.unwritten, { [idOf("seal-main")]: "" });
        assert.equal(scene.azure.group("payments").id, Number(number));
      });

      it("is the same where the update renames it in place, and nothing is told", async () => {
        const same = { key: scene.place().key, group: "seal production" };
        const after = await updated(state, scene.place(same));
        assert.deepEqual(idsOf(after), [idOf(number)]);
        assert.equal(world.log.text, "");
      });

      it("is refused as one place by its name of before and its new name, also in a preview", async () => {
        rename("seal-production", "seal-main");
        const second = renamed({ path: "stores[1]", store: "the second" });
        const told = [];
        for (const act of [differs, updated]) {
          told.push(String(await rejectionOf(act(state, scene.place(), second))));
        }
        for (const text of told) {
          assert.match(
            text,
            /stores\[1\]: must be a place of its own, but the second is the place of stores\[0\] already/,
          );
        }
      });
    });
  }

  it("keeps its number while another takes the name", async () => {
    const first = await flown(scene.place());
    const number = await made();
    const state = await updated(first, scene.place());
    rename("seal-production", "seal-main");
    const groups = scene.azure.project("payments").groups;
    groups.set(99, newGroup(99, "seal-production"));
    const after = await updated(state, scene.place());
    assert.deepEqual(idsOf(after), [idOf(number)]);
  });

  it("is one by the number of two that were renamed at once", async () => {
    const places = (a: string, b: string) => [
      scene.place({ group: a, key: `key-${a}` }),
      scene.place({ group: b, key: `key-${b}`, path: "stores[1]" }),
    ];
    const state = await flown(...places("seal-a", "seal-b"));
    const numbers = [await made("seal-a"), await made("seal-b")];
    rename("seal-a", "seal-c");
    rename("seal-b", "seal-d");
    const { placeIds } = await updated(state, ...places("seal-c", "seal-d"));
    const ids = placeIds as Record<string, string>;
    assert.deepEqual([ids["key-seal-c"], ids["key-seal-d"]], numbers.map(idOf));
  });

  it("is told by the proof of its confinement, which sees it by its number", async () => {
    scene.azure.project("payments").groups.set(7, scene.group);
    scene.azure.project("payments").checks.set(8, scene.check);
    const given = { token: "canary", places: [scene.place()] };
    const at = urnOf("Confinement");
    const { outs } = await confinementHandler(newWorld()).create(at, given);
    assert.deepEqual(idsOf(outs), [idOf("7")]);
    rename("seal-production", "seal-main");
    const later = newWorld();
    assert.deepEqual(await confinementHandler(later).diff(at, outs, given), { changes: false });
    assert.match(later.log.text, /it is called payments\/seal-main now/);
  });
});
