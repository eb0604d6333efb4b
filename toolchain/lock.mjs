// One at a time, across processes: a folder is made by exactly one of them.
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { tell } from "./tell.mjs";

/** Runs `act` while no other process holds the lock; one left by a dead process is taken over. */
export async function withLock(path, what, act) {
  mkdirSync(dirname(path), { recursive: true });
  for (let told = false; !take(path); await sleep(500)) {
    const holder = holderOf(path);
    if (holder === undefined) continue; // it was just given back
    if (isDead(holder)) {
      remove(path, holder);
    } else if (!told) {
      tell(
        `waiting for another run (process ${holder}) that is at ${what}; if there is none, remove ${path}`,
      );
      told = true;
    }
  }
  try {
    return await act();
  } finally {
    remove(path, process.pid);
  }
}

/** Made aside and moved in whole: there is never a lock that does not say who holds it. */
function take(path) {
  const aside = mkdtempSync(`${path}.`);
  try {
    writeFileSync(join(aside, "pid"), String(process.pid));
    renameSync(aside, path);
    return true;
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (isTaken(error)) return false;
    throw error;
  }
}

/** Moved aside first: who comes meanwhile sees the whole lock or none. */
function remove(path, holder) {
  const aside = mkdtempSync(`${path}.`);
  const moved = join(aside, "lock");
  try {
    renameSync(path, moved);
    // Another run was faster to take over the same dead lock, and this one is its own.
    if (holderOf(moved) !== holder) renameSync(moved, path);
  } catch (error) {
    if (error.code !== "ENOENT" && !isTaken(error)) throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function holderOf(path) {
  try {
    return Number(readFileSync(join(path, "pid"), "utf8")) || 0;
  } catch {
    return undefined;
  }
}

function isDead(pid) {
  // No id reached the disk before power was lost; or, as a process never waits for itself, an
  // earlier one had the same id, as happens in containers.
  if (pid === 0 || pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

/** What the platforms say when a folder is moved to where one is. */
const isTaken = ({ code }) => ["ENOTEMPTY", "EEXIST", "EPERM"].includes(code);
