import type { HostName, Hosts } from "./hosts";
import { isToken, violation, type Observed, type Violation } from "./invariants";
import { placeOf, type PlaceName } from "./places";

interface Watched {
  readonly before: Observed;
  /** Fingerprints of all that bindings may declare. */
  readonly tokens: ReadonlySet<string>;
  /** Places whose bindings are to have them after the operation as before. */
  readonly declared: ReadonlySet<PlaceName>;
}

/** What CI would find in the middle of an operation: looked at after each request that changes something. */
export class Moments {
  readonly #hosts: Hosts;
  readonly #watched: Watched;
  /** By what is violated: the first time says it. */
  readonly #found = new Map<string, Violation>();

  constructor(hosts: Hosts, watched: Watched) {
    this.#hosts = hosts;
    this.#watched = watched;
    hosts.onChange = (host) => this.#look(host);
  }

  end(): Violation[] {
    this.#hosts.onChange = undefined;
    return [...this.#found.values()];
  }

  #look(host: HostName): void {
    const { before, tokens, declared } = this.#watched;
    for (const name of Object.keys(before.main)) {
      const place = placeOf(name);
      if (place.host !== host) continue;
      const main = declared.has(name) && isToken(before.main[name]);
      if (main && !isToken(place.read(this.#hosts, "main"))) {
        this.#violate("I7", `${name} was without its token in the middle of it`);
      }
      const feature = place.read(this.#hosts, "feature/x");
      if (feature !== before.feature[name] && tokens.has(feature ?? "")) {
        this.#violate(
          "I4",
          `a feature branch read ${feature ?? ""} in ${name} in the middle of it`,
        );
      }
    }
  }

  #violate(invariant: "I4" | "I7", text: string): void {
    if (!this.#found.has(text)) this.#found.set(text, violation(invariant, text));
  }
}
