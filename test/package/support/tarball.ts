import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { root } from "../../support/root";
import { lockFile, manifest } from "./manifest";
import { mustRun } from "./npm";

/** The package as npm packs it from a copy of this clone, whose own `dist` others use meanwhile. */
export class Tarball {
  readonly folder = mkdtempSync(join(tmpdir(), "pulumi-seal-pack-"));
  /** The sources that are packed. */
  readonly source = join(this.folder, "source");
  path = "";
  /** What is in it, each with its mode. */
  readonly modes = new Map<string, number>();

  constructor() {
    const left = ["node_modules", "dist", ".git"].map((name) => join(root, name));
    cpSync(root, this.source, { recursive: true, filter: (path) => !left.includes(path) });
    symlinkSync(join(root, "node_modules"), join(this.source, "node_modules"));
  }

  async pack(): Promise<void> {
    const args = ["pack", "--json", "--pack-destination", this.folder];
    const printed = await mustRun("npm", args, this.source);
    // What the packing script prints comes first.
    const [packed] = JSON.parse(printed.slice(printed.search(/^\[/m))) as {
      filename: string;
      files: { path: string; mode: number }[];
    }[];
    this.path = join(this.folder, packed!.filename);
    for (const { path, mode } of packed!.files) this.modes.set(path, mode);
  }

  /**
   * An empty project into which a person installs the package, and the SDKs that it can work with: the
   * versions of this clone, or others of those that a registry carries.
   */
  async install(name = "project", others: Readonly<Record<string, string>> = {}): Promise<string> {
    const project = join(this.folder, name);
    mkdirSync(project);
    const locked = (name: string) => lockFile.packages[`node_modules/${name}`]?.version ?? "";
    const versionOf = async (name: string) => {
      if (others[name] !== undefined) return others[name];
      const [, local] = /^file:(.+)$/.exec(manifest.devDependencies[name] ?? "") ?? [];
      if (local === undefined) return locked(name);
      const packed = await mustRun("npm", ["pack", join(root, local)], this.folder);
      return `file:../${packed.trim().split("\n").at(-1) ?? ""}`;
    };
    const peers = Object.keys(manifest.peerDependencies).map(
      async (name) => [name, await versionOf(name)] as const,
    );
    const dependencies = Object.fromEntries([
      [manifest.name, `file:../${basename(this.path)}`],
      ...(await Promise.all(peers)),
    ]) as Record<string, string>;
    const devDependencies = {
      typescript: locked("typescript"),
      "@types/node": locked("@types/node"),
    };
    const own = { name: "project", version: "0.0.0", private: true, dependencies, devDependencies };
    await installIn(project, own);
    return project;
  }

  /**
   * `policy-pack/` of a project that has the package, as `pulumi policy publish` ships it: packed by
   * npm, and installed anew where it runs (pulumi 3.220, backend/httpstate/policypack.go). No registry
   * has the package yet, so it is taken from its file.
   */
  async publishPack(project: string): Promise<string> {
    const copy = join(this.folder, "copy");
    cpSync(join(project, "node_modules", manifest.name, "policy-pack"), copy, { recursive: true });
    const packed = await mustRun("npm", ["pack", copy], this.folder);
    await mustRun("tar", ["-xzf", packed.trim().split("\n").at(-1) ?? ""], this.folder);
    const pack = join(this.folder, "package");
    // Rules of somebody else, as they may be beside it in a repository of a company.
    mkdirSync(join(this.folder, "dist", "policies"), { recursive: true });
    writeFileSync(join(this.folder, "dist", "policies", "index.js"), "exports.policies = [];");
    const own = JSON.parse(readFileSync(join(pack, "package.json"), "utf8")) as Installed;
    const dependencies = { ...own.dependencies, [manifest.name]: `file:../${basename(this.path)}` };
    await installIn(pack, { ...own, dependencies });
    return pack;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Installed {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** With the versions of this clone, so that the test of a commit has one outcome. */
async function installIn(folder: string, own: Installed): Promise<void> {
  write(folder, "package.json", own);
  const published = Object.entries(lockFile.packages).filter(
    ([path, { link }]) => path.startsWith("node_modules/") && !link,
  );
  const packages = { "": own, ...Object.fromEntries(published) };
  write(folder, "package-lock.json", { name: own.name, lockfileVersion: 3, packages });
  const options = ["--no-audit", "--no-fund", "--prefer-offline"];
  await mustRun("npm", ["install", "--ignore-scripts", ...options], folder);
}

function write(folder: string, name: string, content: object): void {
  writeFileSync(join(folder, name), JSON.stringify(content));
}
