import type * as pulumi from "@pulumi/pulumi";

/*
 * Which of a binding's options land where; docs/options.md says what each means.
 *
 * |                  | the binding itself | kept children  | remade children |
 * | ---------------- | ------------------ | -------------- | --------------- |
 * | `protect`        | no                 | yes            | never           |
 * | `retainOnDelete` | yes                | yes            | yes             |
 * | `deletedWith`    | yes                | yes            | yes             |
 *
 * What is not in the table is the SDK's and the engine's own doing, or refused (`option-problems.ts`).
 */

/** What children get of their binding's options. */
export interface ChildOptions {
  /**
   * Of what holds something: the resources of the stores, and the records of tokens (`Token`,
   * `Preflight`, `Retirement`), which nobody could make again.
   */
  readonly kept: pulumi.CustomResourceOptions;
  /**
   * Of what proves and labels: a look makes it again, and a leak takes it away with the canary. Were it protected,
   * the engine would refuse that half-way.
   */
  readonly remade: pulumi.CustomResourceOptions;
}

export function childOptions(
  parent: pulumi.Resource,
  options: pulumi.ComponentResourceOptions | undefined,
): ChildOptions {
  const { protect, retainOnDelete, deletedWith } = options ?? {};
  // For all, although only newer engines hand them down by themselves: a deletion that was done would say
  // of a token that no store holds it, and clear away what is not whole.
  const all = {
    parent,
    ...(retainOnDelete === undefined ? {} : { retainOnDelete }),
    ...(deletedWith === undefined ? {} : { deletedWith }),
  };
  return {
    kept: { ...all, ...(protect === undefined ? {} : { protect }) },
    remade: { ...all, protect: false },
  };
}

/**
 * Without `protect`, which children inherit from their parent in the engine: Node.js language hosts up to
 * 3.66 hand it a `false` as nothing (`protect` was not `optional` in resource.proto).
 */
export function componentOptions(
  options: pulumi.ComponentResourceOptions | undefined,
): pulumi.ComponentResourceOptions | undefined {
  if (options?.protect !== true) return options;
  const { protect: _protect, ...others } = options;
  return others;
}
