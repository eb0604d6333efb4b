import assert from "node:assert/strict";
import { Bench, type Held } from "./bench";
import type { Step } from "./step";

/** A binding of test/engine/programs/options.ts that is led through its whole life. */
export class LifeOfBinding {
  readonly bench: Bench;
  /** How an update is run. */
  up: () => Promise<Step>;

  private constructor(bench: Bench) {
    this.bench = bench;
    this.up = () => bench.stack.up();
  }

  static async create(): Promise<LifeOfBinding> {
    return new LifeOfBinding(await Bench.create("options.ts"));
  }

  /** Sets configuration of the program. */
  async declare(values: Record<string, unknown>): Promise<void> {
    const texts = Object.entries(values).map(([key, value]) => [
      `seal-test:${key}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    await this.bench.stack.configure(Object.fromEntries(texts) as Record<string, string>);
  }

  async putInPlace(token: Held): Promise<Step> {
    await this.bench.set(token);
    return this.up();
  }

  /** A first update, a rotation, and a leak; what main reads is told after each, and is never gone. */
  async untilDestroyed(): Promise<Held> {
    const { bench } = this;
    const [a, b, c] = ["ci-a", "ci-b", "ci-c"].map((name) => bench.issue(name)) as [
      Held,
      Held,
      Held,
    ];
    const first = await this.putInPlace(a);
    assert.ok(first.succeeded, first.output);
    assert.equal(bench.read("main"), a.fingerprint);
    const since = bench.github.timeline.length;

    const rotated = await this.putInPlace(b);
    assert.match(rotated.diagnostics, /"ci-a" .*still accepted/, rotated.output);
    assert.equal(bench.read("main"), b.fingerprint);

    bench.seal.revoke(a.value);
    await this.declare({ args: { leaked: "ci-b" } });
    const told = await this.putInPlace(c);
    assert.match(told.diagnostics, /LEAKED: "ci-b" .*Nothing was changed yet/, told.output);
    assert.equal(bench.read("main"), b.fingerprint);
    bench.seal.revoke(b.value);
    const answered = await this.up();
    assert.ok(answered.succeeded, answered.output);
    assert.equal(bench.read("main"), c.fingerprint);
    const held = bench.github.timeline.slice(since).map((one) => one.held[place]);
    assert.ok(
      held.every((one) => one !== undefined),
      "the store is never empty",
    );
    return c;
  }

  /** What the host was asked to change, in order. */
  get writes(): string[] {
    return this.bench.github.requests
      .filter(({ method }) => method !== "GET")
      .map(({ method, path }) => `${method} ${path}`);
  }

  close(): Promise<void> {
    return this.bench.close();
  }
}

const place = "web-shop/seal-production";
