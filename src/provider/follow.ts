import type { Challenge } from "../model/proof";
import type { CiClient, SeenRun, StartedRun } from "./ci-run";
import { Fault } from "./fault";
import { pause, type Waiting } from "./pause";
import { demandProof, failureOf } from "./proof";

/**
 * Starts a run on the branch, and follows it to its end; resolves once it succeeded there and, given a
 * challenge, answered it.
 */
export async function follow(
  ci: CiClient,
  branch: string,
  waiting: Waiting,
  challenge?: Challenge,
): Promise<SeenRun> {
  const started = await ci.start(challenge);
  waiting.log.info(waiting.urn, `Started ${ci.name} on ${branch}`);
  const id = await found(ci, started, waiting);
  const run = await untilEnded(ci, id, waiting);
  if (run.branch !== branch) {
    throw new Fault(`the run ${run.url} was on branch ${run.branch}, not ${branch}`);
  }
  if (!run.ended?.succeeded) {
    const why = challenge ? await failureOf(ci, id, challenge) : "";
    throw new Fault(`the run ${run.url} ended with "${run.ended?.as}"${why}; read its log there`);
  }
  if (challenge) await demandProof(ci, id, run, challenge);
  waiting.log.info(
    waiting.urn,
    `Run ${run.url} succeeded on ${branch}${challenge ? ", and a job of it read the new token" : ""}`,
  );
  return run;
}

async function found(ci: CiClient, started: StartedRun, waiting: Waiting): Promise<number> {
  if (typeof started === "number") return started;
  for (;;) {
    const id = await started();
    if (id !== undefined) return id;
    await pause(waiting, ci.host, `no run of ${ci.name} appeared within the timeout`);
  }
}

/** Says each state once, and what a person has to do before it goes on. */
async function untilEnded(ci: CiClient, id: number, waiting: Waiting): Promise<SeenRun> {
  let told = "";
  for (;;) {
    const run = await ci.look(id);
    if (run.ended) return run;
    const state = `${run.state}${run.waitsFor ? `: ${run.waitsFor}` : ""}`;
    if (state !== told) waiting.log.info(waiting.urn, `Run ${run.url} is ${state}`);
    told = state;
    await pause(
      waiting,
      ci.host,
      `the run ${run.url} did not end within the timeout (it is ${state})`,
    );
  }
}
