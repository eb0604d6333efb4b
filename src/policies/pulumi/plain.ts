import { notYetKnown, type Props, type Value } from "../value";

/** What a local path of an asset holds. */
export type ReadAsset = (path: string) => Promise<Value>;

/**
 * Properties as plain data. The policy library hands them out behind proxies that throw where a
 * preview does not know a value; what throws is marked here, and only that.
 */
export async function plainProps(props: object, readAsset?: ReadAsset): Promise<Props> {
  return (await plain(props, readAsset)) as Props;
}

async function plain(value: unknown, readAsset?: ReadAsset): Promise<Value> {
  if (typeof value !== "object" || value === null) return scalar(value);
  if (Array.isArray(value)) {
    // Without reading the elements here: one that is not known would throw.
    const indices = Array.from({ length: value.length }, (_, index) => String(index));
    return Promise.all(indices.map((index) => property(value, index, readAsset)));
  }
  const isAsset = ["__pulumiAsset", "__pulumiArchive"].some((mark) => Object.hasOwn(value, mark));
  if (isAsset) return assetProps(value, readAsset);
  const entries = Object.keys(value).map(
    async (key) => [key, await property(value, key, readAsset)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

function scalar(value: unknown): Value {
  return typeof value === "function" || typeof value === "bigint" || typeof value === "symbol"
    ? undefined
    : (value as Value);
}

async function property(holder: object, key: string, readAsset?: ReadAsset): Promise<Value> {
  let value: unknown;
  try {
    value = (holder as Record<string, unknown>)[key];
  } catch {
    return notYetKnown;
  }
  return plain(value, readAsset);
}

/**
 * An asset's text is a promise, which does not work behind a proxy; its own property has none. What it
 * names by a path is read: an asset that names something else has `uri`, or `assets` of its own.
 */
async function assetProps(asset: object, readAsset?: ReadAsset): Promise<Props> {
  const entries = Object.keys(asset).map(async (key) => {
    const value: unknown = Object.getOwnPropertyDescriptor(asset, key)?.value;
    return [key, await plain(await value, readAsset)] as const;
  });
  const props = Object.fromEntries(await Promise.all(entries)) as Props;
  const { path } = props;
  return typeof path === "string" && readAsset
    ? { ...props, content: await readAsset(path) }
    : props;
}
