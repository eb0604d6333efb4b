import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../support/root";

/** What of package.json the tests read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { types: string; default: string }>>;
  readonly files: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  readonly repository?: { readonly url: string };
  readonly allowScripts: Readonly<Record<string, boolean>>;
  readonly publishConfig: Readonly<Record<string, unknown>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** One entry of the lock file. */
export interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

export interface LockFile {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, Locked>>;
}

const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), "utf8"));

export const manifest = read("package.json") as Manifest;
export const lockFile = read("package-lock.json") as LockFile;
