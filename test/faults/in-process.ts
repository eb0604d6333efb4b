import { AsyncLocalStorage } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import type { Clock } from "../../src/provider/clock";
import { openAll } from "../../src/provider/wire";
import { shell } from "../support/shell";
import { declareBindings } from "./bindings";
import {
  chosen,
  isOwn,
  targeted,
  tokensIn,
  type Declaration,
  type Driver,
  type SeenState,
  type StateChange,
  type UpOptions,
} from "./driver";
import { MiniEngine, type Plugins } from "./engine/engine";
import { encrypted } from "./engine/secrets";
import type { Outcome } from "./engine/state";
import type { Hosts } from "./hosts";
import { settingsOf } from "./settings";
import { jobModel } from "./job-model";
import { startPlugins } from "./plugins/plugins";
import { fetchFrom } from "./transport";
import { VirtualTime } from "./virtual-time";

/** One life of engine and plugins: what is killed sends nothing any more, and hears nothing. */
class Life {
  readonly killed: Promise<void>;
  #isOver = false;
  #die = () => {};
  #left: number;
  readonly #applied: boolean;

  constructor(kill: UpOptions["kill"]) {
    this.#left = kill?.at ?? Infinity;
    this.#applied = kill?.applied ?? false;
    this.killed = new Promise((resolve) => (this.#die = resolve));
  }

  async pass(method: string, serve: () => Promise<Response>): Promise<Response> {
    const never = new Promise<Response>(() => {});
    if (this.#isOver) return never;
    if (!["GET", "OPTIONS"].includes(method)) this.#left -= 1;
    if (this.#left < 0) {
      this.#isOver = true;
      // Whether the host answered it or broke off, who asked hears nothing.
      if (this.#applied) await serve().catch(() => undefined);
      this.#die();
      return never;
    }
    const answer = serve();
    await answer.catch(() => undefined);
    return this.#isOver ? never : answer;
  }
}

const lives = new AsyncLocalStorage<Life>();

/** For the whole process: no network to the hosts, and no time that passes. */
export function leaveTheWorld(hosts: Hosts): VirtualTime {
  globalThis.fetch = fetchFrom(hosts.all, ({ method }, serve) => {
    const life = lives.getStore();
    // A job of the host itself asks the authorization server outside of any life.
    return life ? life.pass(method, () => lives.exit(serve)) : serve();
  });
  shell.run = jobModel;
  return VirtualTime.install();
}

/** The engine in this process. */
export class InProcess implements Driver {
  readonly #engine = new MiniEngine({ project: "shop", name: "dev" });
  readonly #hosts: Hosts;
  readonly #clock: Clock;
  #randoms = 0;

  constructor(hosts: Hosts, time: VirtualTime) {
    this.#hosts = hosts;
    this.#clock = {
      now: () => new Date(),
      sleep: async (milliseconds, signal) => {
        await time.sleep(milliseconds);
        signal?.throwIfAborted();
      },
    };
  }

  async up({ bindings, values }: Declaration, options: UpOptions): Promise<Outcome> {
    const { target, continueOnError, replace, kill } = options;
    const urns = this.#urns();
    const replaced = replace && chosen(urns, replace.which);
    const targets = new Set(target === undefined ? [] : targeted(urns, target));
    if (replaced !== undefined && replace?.alone) targets.add(replaced);
    const program = () =>
      declareBindings(
        bindings,
        (name) => pulumi.secret(values[name] ?? ""),
        this.#hosts.seal.url,
        10,
      );
    const entries = Object.entries(settingsOf(this.#hosts));
    const settings = {
      configuration: Object.fromEntries(
        entries.map(([key, value]) => [key, typeof value === "string" ? value : value.secret]),
      ),
      secretKeys: entries.filter(([, value]) => typeof value !== "string").map(([key]) => key),
    };
    return this.#live(kill, (plugins) =>
      this.#engine.up(program, settings, plugins, {
        // To the engine, no target is no constraint.
        ...(targets.size > 0 && { targets }),
        ...(replaced !== undefined && { replaced: new Set([replaced]) }),
        continueOnError: continueOnError ?? false,
      }),
    );
  }

  refresh({ kill }: Pick<UpOptions, "kill">): Promise<Outcome> {
    return this.#live(kill, (plugins) => this.#engine.refresh(plugins));
  }

  destroy({ kill }: Pick<UpOptions, "kill">): Promise<Outcome> {
    return this.#live(kill, (plugins) => this.#engine.destroy(plugins));
  }

  async edit(change: StateChange): Promise<string | undefined> {
    if (change.do === "unprotect") {
      this.#engine.edit(change);
      return undefined;
    }
    const urn = chosen(this.#urns(), change.which);
    if (urn !== undefined) this.#engine.edit({ do: change.do, urn });
    return urn;
  }

  async state(): Promise<SeenState> {
    const { state } = this.#engine;
    const known = state.flatMap(({ type, outputs }) => tokensIn(type, openAll(outputs)));
    const text = JSON.stringify(encrypted(state));
    return { text, known: new Set(known), isEmpty: state.length === 0 };
  }

  printed(): readonly string[] {
    return [];
  }

  async #live(
    kill: UpOptions["kill"],
    act: (plugins: Plugins) => Promise<Outcome>,
  ): Promise<Outcome> {
    const life = new Life(kill);
    const plugins = startPlugins({
      clock: this.#clock,
      killed: life.killed,
      randomHex: () => this.#randomHex(),
    });
    return lives.run(life, () => act(plugins));
  }

  #urns(): string[] {
    return this.#engine.state.map(({ urn }) => urn).filter(isOwn);
  }

  #randomHex(): string {
    this.#randoms += 1;
    return this.#randoms.toString(16).padStart(8, "0");
  }
}
