import { notYetKnown, type Props, type Value } from "../value";

/**
 * Properties as plain data. The policy library hands them out behind proxies that throw where a
 * preview does not know a value; what throws is marked here, and only that.
 */
export async function plainProps(props: object): Promise<Props> {
  return (await plain(props)) as Props;
}

async function plain(value: unknown): Promise<Value> {
  if (typeof value !== "object" || value === null) return scalar(value);
  if (Array.isArray(value)) {
    // Without reading the elements here: one that is not known would throw.
    const indices = Array.from({ length: value.length }, (_, index) => String(index));
    return Promise.all(indices.map((index) => property(value, index)));
  }
  const isAsset = ["__pulumiAsset", "__pulumiArchive"].some((mark) => Object.hasOwn(value, mark));
  const entries = Object.keys(value).map(async (key) => [
    key,
    await (isAsset ? assetProperty(value, key) : property(value, key)),
  ]);
  return Object.fromEntries(await Promise.all(entries)) as Props;
}

function scalar(value: unknown): Value {
  return typeof value === "function" || typeof value === "bigint" || typeof value === "symbol"
    ? undefined
    : (value as Value);
}

async function property(holder: object, key: string): Promise<Value> {
  let value: unknown;
  try {
    value = (holder as Record<string, unknown>)[key];
  } catch {
    return notYetKnown;
  }
  return plain(value);
}

/** An asset's text is a promise, which does not work behind a proxy; its own property has none. */
async function assetProperty(asset: object, key: string): Promise<Value> {
  const value: unknown = Object.getOwnPropertyDescriptor(asset, key)?.value;
  return plain(await value);
}
