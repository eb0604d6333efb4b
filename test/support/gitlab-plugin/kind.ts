import type { Body, Client } from "./client";

export type Properties = Readonly<Record<string, unknown>>;

/** One resource of the plugin: how it looks at GitLab, and by what it is told from others. */
export interface Kind {
  /** Properties whose change replaces the resource; they make its id, too, in this order. */
  readonly identity: readonly string[];
  /** Whether GitLab gives the id instead: it is the property `id`, and nothing else replaces. */
  readonly isNumbered?: boolean;
  create(client: Client, inputs: Properties): Promise<Properties>;
  /** Undefined when it is not there any more. */
  read(client: Client, id: Properties, state: Properties): Promise<Properties | undefined>;
  update(client: Client, state: Properties, inputs: Properties): Promise<Properties>;
  delete(client: Client, state: Properties): Promise<void>;
}

/** What was given, in GitLab's names; what was not given is left to GitLab's defaults. */
export function given(inputs: Properties, names: Readonly<Record<string, string>>): Body {
  return Object.fromEntries(
    Object.entries(names)
      .filter(([name]) => inputs[name] !== undefined)
      .map(([name, theirs]) => [theirs, inputs[name]]),
  );
}
