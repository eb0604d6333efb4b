import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { Fault } from "../../../src/provider/fault";
import { outputOnWire, secretOnWire, unknownOnWire } from "./world";

/** In every secret that a property makes up, so that a search finds any that is told. */
export const mark = "canarySecret";

/** A few hundred runs per property; PULUMI_SEAL_FUZZ_RUNS says how many instead. */
export const fuzzed = {
  numRuns: Number(process.env.PULUMI_SEAL_FUZZ_RUNS ?? 300),
  // The counterexample alone: the trace of a property says nothing.
  verbose: fc.VerbosityLevel.None,
};

/** Texts that a person, or somebody who means ill, could give. */
export const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("", " ", "\n", "null", "../..", "%2e%2e/%00", "${x}", "{owner}", "-1", "1e999"),
  fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "github", "gitlab"),
  fc.constant("x".repeat(70_000)),
);

/** A secret text. */
export const secretText = fc.string({ maxLength: 20 }).map((rest) => `${mark}-0123456789${rest}`);

const signature = pulumi.runtime.specialSigKey;

/** What the engine can send as the value of a property, and what it never would. */
export const { wire } = fc.letrec<{ wire: unknown }>((tie) => ({
  wire: fc.oneof(
    { maxDepth: 4, depthIdentifier: "wire" },
    text,
    fc.constantFrom<unknown>(null, true, false, 0, -1, 0.5, NaN, Infinity, 2 ** 53, [], {}),
    fc.double(),
    fc.constantFrom(...Object.values(unknownOnWire)),
    secretText.map(secretOnWire),
    fc.array(tie("wire"), { maxLength: 4 }),
    fc.dictionary(text, tie("wire"), { maxKeys: 4 }),
    tie("wire").map(secretOnWire),
    fc
      .record(
        {
          value: tie("wire"),
          secret: fc.boolean(),
          dependencies: fc.array(fc.constant("urn:pulumi:dev::shop::random:index:Id::x")),
        },
        { requiredKeys: [] },
      )
      .map(outputOnWire),
    // Assets, archives and references to resources, whole and broken.
    fc.record(
      {
        [signature]: fc.constantFrom<unknown>(
          pulumi.runtime.specialAssetSig,
          pulumi.runtime.specialArchiveSig,
          pulumi.runtime.specialResourceSig,
          pulumi.runtime.specialSecretSig,
          "?",
          null,
          1,
        ),
        text,
        path: text,
        uri: text,
        urn: text,
        assets: tie("wire"),
      },
      { requiredKeys: [signature] },
    ),
  ),
}));

/** Properties that are right but for a few, at any depth. */
export function almost(good: object): fc.Arbitrary<Record<string, unknown>> {
  const places = pathsOf(good);
  const change = fc.record({
    at: fc.constantFrom(...places),
    to: fc.oneof(wire, fc.constant(undefined)),
  });
  return fc
    .array(change, { maxLength: 3 })
    .map(
      (changes) =>
        changes.reduce<unknown>((all, { at, to }) => changed(all, at, to), good) as never,
    );
}

/** Every property of a value, at any depth, by its path. */
function pathsOf(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...pathsOf(inner).map((path) => [key, ...path]),
  ]);
}

function changed(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  // Another change may have taken the place away.
  if (key === undefined || typeof value !== "object" || value === null) return to;
  const inner = (value as Record<string, unknown>)[key];
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...(value as unknown[])] as never)
    : { ...value };
  const next = rest.length === 0 ? to : changed(inner, rest, to);
  if (next === undefined && !Array.isArray(copy)) Reflect.deleteProperty(copy, key);
  else copy[key] = next;
  return copy;
}

/** Settles as a handler may: with a result, or with a fault that a person understands. */
export async function settled<T>(promise: Promise<T>): Promise<T | Fault> {
  const fault = await promise.catch((error: unknown) => {
    assert.ok(error instanceof Fault, inspect(error));
    return error;
  });
  if (fault instanceof Fault) assertClear(fault.message, fault);
  return fault;
}

/** What is told: no secret, no stack, no error of the language, and not beyond all reading. */
export function assertClear(message: string, whole: unknown = message): void {
  const told = inspect(whole, { depth: 12, showHidden: true, maxStringLength: null });
  // A partial fault carries the state that the engine is to keep.
  const open = whole instanceof Fault ? message : told;
  assert.ok(!open.includes(mark), `a secret: ${message}`);
  assert.doesNotMatch(message, /\n\s+at \S|TypeError|RangeError|is not a function|an unexpected/);
  assert.ok(message.length > 0);
}

/** A secret is nowhere but in an envelope. */
export function assertEnveloped(value: unknown): void {
  if (typeof value === "string") assert.ok(!value.includes(mark), "a secret in clear");
  if (typeof value !== "object" || value === null) return;
  const sig = (value as Record<string, unknown>)[signature];
  if (sig === pulumi.runtime.specialSecretSig) return;
  if (
    sig === pulumi.runtime.specialOutputValueSig &&
    (value as { secret?: unknown }).secret === true
  )
    return;
  for (const [key, inner] of Object.entries(value)) {
    assertEnveloped(key);
    assertEnveloped(inner);
  }
}
