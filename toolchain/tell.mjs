// Progress for people, on stderr; and errors that say what to do.

/** A failure that is the machine's or the user's: told without a stack. */
export class SetupError extends Error {}

const anotherCache = "set PULUMI_SEAL_CACHE to a folder on another disk";

/** For what a program could not do on a full disk; `remedy` is how to use another one. */
export const fullDiskError = (what, remedy = anotherCache) =>
  new SetupError(`the disk is full: ${what}; free some, or ${remedy}`);

/** What the machine refused, and what to do; undefined for any other error. */
export function explainRefusal({ code, message }) {
  if (["ENOSPC", "EDQUOT"].includes(code)) {
    return `the disk is full (${message}); free some, or ${anotherCache}`;
  }
  if (["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"].includes(code)) {
    return `a folder cannot be written (${message}); allow it, or set PULUMI_SEAL_CACHE to one that can`;
  }
  return undefined;
}

const started = Date.now();

export function tell(message) {
  process.stderr.write(`setup: ${message}\n`);
}

export function seconds(since = started) {
  const s = Math.round((Date.now() - since) / 1000);
  return s < 60 ? `${s} s` : `${Math.floor(s / 60)} min ${s % 60} s`;
}

/** Says every 15 seconds that something is still going on. */
export async function withProgress(what, act) {
  const since = Date.now();
  tell(what);
  const timer = setInterval(() => tell(`${what}: ${seconds(since)} so far`), 15_000);
  try {
    return await act();
  } finally {
    clearInterval(timer);
  }
}
