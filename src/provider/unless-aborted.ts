/** Rejects when the signal aborts, whatever becomes of the request: a library may take no signal, or wait between. */
export async function unlessAborted<T>(request: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new Error("aborted"));
    signal.addEventListener("abort", stop, { once: true });
  });
  return Promise.race([request(), aborted]).finally(() =>
    signal.removeEventListener("abort", stop),
  );
}
