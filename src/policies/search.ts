import type { Encoding } from "./encodings";
import type { Resource } from "./resource";
import type { HeldToken, Tokens } from "./tokens";
import type { TokenType } from "../model/token";
import type { Path, Props, Value } from "./value";

export interface Find {
  readonly path: Path;
  readonly token: HeldToken;
  readonly encoding: Encoding;
}

/**
 * Where a resource's inputs and outputs hold a token of a type, each path once. What is passed over
 * depends on the side: a provider may give a list back in another order.
 */
export function findTokens(
  resource: Resource,
  tokens: Tokens,
  type: TokenType,
  passedOver: (side: Props) => (path: Path) => boolean,
): Find[] {
  if (tokens.all(type).length === 0) return [];
  const finds = new Map<string, Find>();
  for (const side of [resource.props, resource.outputs ?? {}]) {
    const isPassedOver = passedOver(side);
    visit(side, [], (text, path) => {
      const key = JSON.stringify(path);
      if (finds.has(key) || isPassedOver(path)) return;
      const found = tokens.holding(text, type);
      if (found) finds.set(key, { path, ...found });
    });
  }
  return [...finds.values()];
}

/** Every text in a value, the names of its properties among them. */
export function visit(value: Value, path: Path, look: (text: string, path: Path) => void): void {
  if (typeof value === "string") return look(value, path);
  if (typeof value !== "object" || value === null) return;
  const isList = Array.isArray(value);
  for (const [key, child] of Object.entries(value as Record<string, Value>)) {
    const below = [...path, isList ? Number(key) : key];
    if (!isList) look(key, below);
    visit(child, below, look);
  }
}
