import { readdir, readFile, stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { programFolder } from "./program-folder";

/** What a file or a folder that an asset names holds: a text, or texts by name. */
export type Content = string | { readonly [name: string]: Content };

/** What may still be read: of one asset, where what is only looked at counts as well, or in all. */
interface Allowance {
  entries: number;
  bytes: number;
}

const mebibyte = 1024 * 1024;
/** What is larger is no configuration. All of it is kept in memory while the pack runs. */
const largestFile = mebibyte;
const ofOneAsset: Allowance = { entries: 1000, bytes: 4 * mebibyte };
const inAll: Allowance = { entries: 10_000, bytes: 64 * mebibyte };

/** Reads the local files and folders that assets name, within limits; never a remote one. */
export class AssetReader {
  readonly #inAll = { ...inAll };
  /** Each version of a file once, because functions often share a folder. */
  readonly #texts = new Map<string, string>();
  readonly #folder: () => string | undefined;

  constructor(folder: () => string | undefined = programFolder) {
    this.#folder = folder;
  }

  /** Absent where it cannot be read or is too large: of what is not there the engine says so itself. */
  async contentAt(path: string): Promise<Content | undefined> {
    const folder = isAbsolute(path) ? "" : this.#folder();
    if (folder === undefined) return undefined;
    const found = join(folder, path);
    const left = { ...ofOneAsset };
    return (await this.#file(found, left)) ?? (await this.#folderAt(found, left));
  }

  async #file(path: string, left: Allowance): Promise<string | undefined> {
    if (!take(left, 0)) return undefined;
    try {
      const found = await stat(path);
      const { size, mtimeMs, ino } = found;
      // What is no file, a device for example, may have no end.
      if (!found.isFile() || size > Math.min(largestFile, left.bytes)) return undefined;
      left.bytes -= size;
      const version = [path, ino, size, mtimeMs].join("\n");
      const known = this.#texts.get(version);
      if (known !== undefined) return known;
      if (!take(this.#inAll, size)) return undefined;
      const text = textOf(await readFile(path));
      this.#texts.set(version, text);
      return text;
    } catch {
      return undefined;
    }
  }

  /** Files before folders, so that what lies on top is read first. */
  async #folderAt(path: string, left: Allowance): Promise<Content | undefined> {
    if (!take(left, 0)) return undefined;
    try {
      const entries = await readdir(path, { withFileTypes: true });
      // A link to a folder is not followed: it may lead back up.
      const [folders, files] = [true, false].map((isFolder) =>
        entries
          .filter((entry) => entry.isDirectory() === isFolder)
          .map(({ name }) => name)
          .sort(),
      );
      const content: [string, Content | undefined][] = [];
      for (const name of files ?? []) {
        content.push([name, await this.#file(join(path, name), left)]);
      }
      for (const name of folders ?? []) {
        content.push([name, await this.#folderAt(join(path, name), left)]);
      }
      const read = content.filter((entry): entry is [string, Content] => entry[1] !== undefined);
      return Object.fromEntries(read);
    } catch {
      return undefined;
    }
  }
}

function take(left: Allowance, size: number): boolean {
  if (left.entries === 0 || size > left.bytes) return false;
  left.entries -= 1;
  left.bytes -= size;
  return true;
}

/** Windows writes some files in UTF-16, with a mark in front. */
function textOf(bytes: Buffer): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isWide ? "utf16le" : "utf8");
}
