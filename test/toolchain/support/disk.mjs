// Loaded first: the disk is as free as FREE_GB says, so that no test depends on the real one.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

fs.statfsSync = () => ({ bavail: Number(process.env.FREE_GB) * 1e9, bsize: 1 });
syncBuiltinESMExports();
