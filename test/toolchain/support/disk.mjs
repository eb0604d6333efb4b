// Loaded first: the disk is as free as FREE_GB says, so that no test depends on the real one, and
// full for a file that is called FULL_FOR.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";

const { writeFileSync } = fs;

fs.statfsSync = () => ({ bavail: Number(process.env.FREE_GB) * 1e9, bsize: 1 });
fs.writeFileSync = (path, ...rest) => {
  if (basename(String(path)) !== process.env.FULL_FOR) return writeFileSync(path, ...rest);
  const code = "ENOSPC";
  throw Object.assign(new Error(`${code}: no space left on device, write`), { code });
};
syncBuiltinESMExports();
