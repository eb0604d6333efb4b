import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "@pulumi/pulumi/provider";
import { systemClock } from "./clock";
import { connectEngineLog } from "./engine-log";
import { sealProvider } from "./provider";
import { readWithoutState } from "./without-state";

const root = join(__dirname, "..", "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  version: string;
};
const schema = readFileSync(join(root, "schema.json"), "utf8");
const args = process.argv.slice(2);

readWithoutState();
void main(
  sealProvider(version, schema, {
    clock: systemClock,
    log: connectEngineLog(args.find((arg) => !arg.startsWith("-"))),
    environment: process.env,
    newNonce: () => randomBytes(16).toString("hex"),
  }),
  args,
);
