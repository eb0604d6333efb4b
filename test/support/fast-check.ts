import fc from "fast-check";

/*
 * The same cases in every run, so that a failure is never chance. PULUMI_SEAL_FUZZ_SEED tries others:
 * a number, or "random"; a failure names its seed.
 */
const given = process.env.PULUMI_SEAL_FUZZ_SEED ?? "20261123";
if (given !== "random") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(given) });
