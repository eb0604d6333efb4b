import {
  specialOutputValueSig,
  specialSecretSig,
  specialSigKey,
  unknownValue,
} from "@pulumi/pulumi/runtime/rpc";
import { isObject } from "../model/is-object";

/*
 * Handlers of `pulumi.provider.main` get raw wire values: secrets in envelopes, unknowns as sentinel
 * strings. This is the only place that knows how either looks. Nothing here takes the whole SDK: a
 * plugin starts in every update, and would load the Automation API with it.
 */

/** Property values as the engine sends them. */
export type Wire = Readonly<Record<string, unknown>>;

/** Stands in an opened value for what is not known before the update. */
export const unknown: unique symbol = Symbol("unknown");

/** The engine has one sentinel per kind of value: pulumi/pulumi, sdk/go/common/resource/plugin/rpc.go. */
const unknownSentinels: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // string
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // bool
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

export const unknownOnWire: string = unknownValue;

function signatureOf(value: unknown): unknown {
  return isObject(value) ? value[specialSigKey] : undefined;
}

/** Whether the value itself is marked secret. */
export function isEnvelope(wire: unknown): wire is Record<string, unknown> {
  const signature = signatureOf(wire);
  return (
    signature === specialSecretSig ||
    (signature === specialOutputValueSig && (wire as Record<string, unknown>).secret === true)
  );
}

/** The value without envelopes; what is not known becomes `unknown`. Null counts as absent. */
export function open(wire: unknown): unknown {
  if (unknownSentinels.has(wire)) return unknown;
  if (wire === null) return undefined;
  if (Array.isArray(wire)) return wire.map(open);
  if (!isObject(wire)) return wire;
  switch (signatureOf(wire)) {
    case specialSecretSig:
      return open(wire.value);
    case specialOutputValueSig:
      return "value" in wire ? open(wire.value) : unknown;
    default:
      return Object.fromEntries(Object.entries(wire).map(([key, value]) => [key, open(value)]));
  }
}

export function openAll(wire: Wire): Record<string, unknown> {
  return open(wire) as Record<string, unknown>;
}

/** The values with defaults for what is absent; null counts as absent. */
export function withDefaults(defaults: Wire, values: Wire): Record<string, unknown> {
  const present = Object.entries(values).filter(([, value]) => open(value) !== undefined);
  return { ...defaults, ...Object.fromEntries(present) };
}

/** Whether the value is, or holds at any depth, a secret. */
export function isSecret(wire: unknown): boolean {
  if (isEnvelope(wire)) return true;
  if (Array.isArray(wire)) return wire.some(isSecret);
  return isObject(wire) && Object.values(wire).some(isSecret);
}

/** Whether an opened value holds, at any depth, something that is not known yet. */
export function hasUnknown(opened: unknown): boolean {
  if (opened === unknown) return true;
  if (Array.isArray(opened)) return opened.some(hasUnknown);
  return isObject(opened) && Object.values(opened).some(hasUnknown);
}

/** The envelope in which a secret goes back to the engine. */
export function secret(value: unknown): Record<string, unknown> {
  return {
    [specialSigKey]: specialSecretSig,
    value: withoutUndefined(value),
  };
}

/** The wire has no undefined: absent properties are left out. */
export function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .map(([key, v]) => [key, withoutUndefined(v)]),
  );
}
