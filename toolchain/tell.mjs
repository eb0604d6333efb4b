// Progress for people, on stderr; and errors that say what to do.

/** A failure that is the machine's or the user's: told without a stack. */
export class SetupError extends Error {}

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
