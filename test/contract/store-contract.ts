import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Store } from "../../src/index";
import { fingerprintOf } from "../../src/model/token";
import { record, token, type Declared, type Recording } from "../mocks/recorder";

/*
 * What TokenBinding relies on in every store, whoever wrote it (docs/stores.md). Mocks show what a
 * store declares; that its secret is never absent only the real engine shows, in test/engine.
 */

const rotated = "canaryRotatedToken-fedcba9876543210";

/** The contract, for a store that is made anew for each test. */
export function storeContract(name: string, make: () => Store): void {
  describe(`the contract of stores: ${name}`, () => {
    let store: Store;
    let recording: Recording;
    let resources: Declared[];
    const declaredWith = (value: string) => {
      const made = make();
      return record({
        type: made.context,
        token: pulumi.secret(value),
        stores: [made],
        confirmation: { enabled: made.run(parent) !== undefined },
      });
    };
    let parent: pulumi.Resource;

    before(async () => {
      // A first recording sets the mocks up, which a parent needs.
      await record();
      parent = new pulumi.ComponentResource("test:index:Parent", "parent");
      store = make();
      recording = await declaredWith(token);
      resources = ofStore(recording, store);
    });

    it("has a context, a kind, and a key that names its resources", () => {
      assert.ok(["production", "development"].includes(store.context));
      assert.notEqual(store.kind, "");
      assert.match(store.key ?? "", /^\S+$/);
      assert.ok(resources.length > 0, "at least one resource");
    });

    it("finds no problem in what is right", () => {
      assert.deepEqual(recording.problems, []);
    });

    it("parents its resources", () => {
      for (const { label, parent } of resources) assert.equal(parent, "TokenBinding", label);
    });

    it("holds the token as it is, and nowhere unless it is marked secret", () => {
      const found = resources.flatMap(({ inputs }) => leavesOf(inputs));
      assert.ok(
        found.some(({ text }) => text === token),
        "no resource holds the token",
      );
      for (const { text, isSecret } of found) assert.ok(isSecret || !text.includes(token));
    });

    it("is at a place that nothing secret names", async () => {
      const location = await valueOf(store.location);
      assert.notEqual(location, "");
      assert.ok(!location.includes(token));
      for (const { label } of resources) assert.ok(!label.includes(token), label);
    });

    it("writes the token only after what has to come before", () => {
      const isProven = store.context === "production" || store.place(parent) !== undefined;
      const last = isProven ? "confinement" : "preflight";
      const writers = resources.filter(({ inputs }) =>
        leavesOf(inputs).some(({ text }) => text.includes(token)),
      );
      // A host may confine only what is there; then the look comes before others may read it.
      const after = writers.some(({ label }) => label.endsWith("-group")) ? "preflight" : last;
      for (const { label, after: before } of writers) assert.ok(before.includes(after), label);
    });

    it("says in clear which generation and which token it holds, by its own state", () => {
      const { inputs } = recording.declared.find(({ type }) => type.endsWith(":Confirmation"))!;
      const [written, ...others] = inputs.written as Record<string, unknown>[];
      assert.deepEqual(others, []);
      assert.equal(written?.generation, "c0ffee00");
      assert.equal(written?.fingerprint, fingerprintOf(token));
      assert.ok(String(written?.store).startsWith(`${store.kind} `));
    });

    it("makes the same resources of another token, so that they are updated in place", async () => {
      const again = ofStore(await declaredWith(rotated), store);
      assert.deepEqual(withoutToken(again, rotated), withoutToken(resources, token));
    });

    it("has a CI run on a branch, or none", () => {
      const run = store.run(parent);
      if (run !== undefined) assert.notEqual(run.branch, "");
    });
  });
}

const ofStore = ({ declared }: Recording, { key = "" }: Store) =>
  declared.filter(({ label }) => label.startsWith(`${key}-`));

/** All texts within a value as it is on the wire, and whether an envelope is around them. */
function leavesOf(value: unknown, isSecret = false): { text: string; isSecret: boolean }[] {
  if (typeof value === "string") return [{ text: value, isSecret }];
  if (typeof value !== "object" || value === null) return [];
  const signature = (value as Record<string, unknown>)[pulumi.runtime.specialSigKey];
  const within = isSecret || signature === pulumi.runtime.specialSecretSig;
  return Object.values(value).flatMap((inner) => leavesOf(inner, within));
}

function withoutToken(resources: Declared[], value: string): unknown {
  const sorted = resources.toSorted((a, b) => a.label.localeCompare(b.label));
  return JSON.parse(JSON.stringify(sorted).replaceAll(value, "(token)")) as unknown;
}

const valueOf = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => output.apply(resolve));
