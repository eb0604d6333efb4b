// What a built engine finds beside itself, as an official one does, but is kept elsewhere.
import {
  copyFileSync,
  existsSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { lockFolder, makeAside, yamlFolder } from "./cache.mjs";
import { withLock } from "./lock.mjs";
import { executable, scriptPath, scripts, yamlProgram } from "./programs.mjs";

/** Puts them into the engine's folder, unless they are there in this version. */
export async function putBeside(engine) {
  const yaml = executable(yamlProgram.name);
  const wanted = [
    { from: join(yamlFolder(), yaml), to: join(engine, yaml), isSame: isSameFile, put: linkSync },
    ...scripts.map((name) => ({
      from: scriptPath(name),
      to: join(engine, name),
      isSame: hasSameContent,
      put: copyFileSync,
    })),
  ].filter(({ from, to, isSame }) => !(existsSync(to) && isSame(from, to)));
  if (wanted.length === 0) return;
  await withLock(lockFolder("beside"), "putting programs beside the engine", () => {
    const aside = makeAside("beside");
    try {
      // Moved in whole: an engine that runs meanwhile finds the one or the other.
      for (const { from, to, put } of wanted) {
        put(from, join(aside, "program"));
        renameSync(join(aside, "program"), to);
      }
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
  });
}

const isSameFile = (a, b) => statSync(a).ino === statSync(b).ino;
const hasSameContent = (a, b) => readFileSync(a).equals(readFileSync(b));
