// The spec reporter, and one closing line that other programs read.
const { reporters } = require("mocha");

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once("end", () => {
      const { passes = 0, failures = 0, pending = 0 } = this.stats;
      process.once("exit", () => {
        const skipped = pending > 0 ? `, ${pending} skipped` : "";
        process.stdout.write(`\n${passes} passed, ${failures} failed${skipped}\n`);
      });
    });
  }
};
