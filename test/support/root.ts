import { dirname } from "node:path";

/** The folder of this clone. */
export const root = dirname(dirname(__dirname));
