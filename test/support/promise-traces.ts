/*
 * Pulumi's SDK notes with each promise where it was made, to name those that never end
 * (`debuggablePromise` in `@pulumi/pulumi/runtime/debuggable.js`). tsx maps each of these traces to its
 * source, which took half of the time of the tests with mocks: none is read there.
 */
const usual = Error.prepareStackTrace.bind(Error);

Error.prepareStackTrace = (error, frames): unknown =>
  frames[0]?.getFunctionName() === "debuggablePromise" ? "" : usual(error, frames);
