// One at a time, across processes: a folder is made by exactly one of them.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { tell } from "./tell.mjs";

/** Runs `act` while no other process holds the lock; one left by a dead process is taken over. */
export async function withLock(path, what, act) {
  mkdirSync(dirname(path), { recursive: true });
  for (let told = false; !take(path); await sleep(500)) {
    if (holderIsDead(path)) {
      giveUp(path);
    } else if (!told) {
      tell(`waiting for another run that is at ${what}`);
      told = true;
    }
  }
  try {
    return await act();
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

function take(path) {
  try {
    mkdirSync(path);
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
  writeFileSync(join(path, "pid"), String(process.pid));
  return true;
}

function holderIsDead(path) {
  let pid;
  try {
    pid = Number(readFileSync(join(path, "pid"), "utf8"));
  } catch {
    return false; // it is just being taken, or given back
  }
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

/** Moved first, so that only one of several waiting runs removes it. */
function giveUp(path) {
  try {
    renameSync(path, `${path}.dead-${process.pid}`);
    rmSync(`${path}.dead-${process.pid}`, { recursive: true, force: true });
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}
