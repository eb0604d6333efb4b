import { fingerprintOf } from "../../src/model/token";
import type { Claim, DeclaredBinding } from "./bindings";
import type { Declaration } from "./driver";
import type { Hosts } from "./hosts";
import type { PlaceName } from "./places";
import type { HistoryStep } from "./steps";

/** The binding that every history begins with. */
export const first = { binding: "shop", stores: ["shop"] };
/** The one that is added, with what it begins with. */
export const second = { binding: "pay", stores: ["payments"] };

export interface Issued {
  readonly value: string;
  readonly name: string;
  readonly fingerprint: string;
}

/** A binding as the program stands; its token by its number. */
export interface Binding extends Omit<DeclaredBinding, "name" | "tokenName" | "written"> {
  readonly token: number;
  /** What it is called, which may change. */
  readonly called: string;
}

type Named = Pick<Binding, "called" | "aliases">;

/** A change of the program. */
export type Edit = Extract<HistoryStep, { binding: string }>;

/** The program of a history as it stands, and the tokens that it could declare. */
export class Declarations {
  readonly bindings = new Map<string, Binding>();
  readonly tokens: Issued[] = [];
  /** By place: how the program writes it, where that is not its first name. */
  readonly written: Record<PlaceName, string> = {};
  readonly #hosts: Hosts;

  constructor(hosts: Hosts) {
    this.#hosts = hosts;
  }

  /** A binding with a token of its own. */
  add(name: string, stores: readonly PlaceName[]): void {
    const rest = { stores, claims: [], spelled: [], provided: [], aliases: [] };
    this.bindings.set(name, {
      ...{
        called: name,
        token: this.issue(),
        canary: 0,
        every: "90 days",
        protect: false,
        recover: false,
      },
      ...rest,
    });
  }

  issue(): number {
    const name = `ci-${this.tokens.length}`;
    const value = this.#hosts.seal.issue(name);
    this.tokens.push({ value, name, fingerprint: fingerprintOf(value) });
    return this.tokens.length - 1;
  }

  fingerprintOf(binding: string): string {
    return this.tokens[this.bindings.get(binding)!.token]!.fingerprint;
  }

  get firstBinding(): string | undefined {
    return [...this.bindings.keys()][0];
  }

  /** The places that bindings own, whoever else claims them. */
  get places(): ReadonlySet<PlaceName> {
    return new Set([...this.bindings.values()].flatMap(({ stores }) => stores));
  }

  /** What has an owner and another claimant: by place, the owner. */
  get contested(): ReadonlyMap<PlaceName, string> {
    const claimed = new Set(
      [...this.bindings.values()].flatMap(({ claims }) => claims.map(({ place }) => place)),
    );
    const owned = [...this.bindings].flatMap(([name, { stores }]) =>
      stores.map((place) => [place, name] as const),
    );
    return new Map(owned.filter(([place]) => claimed.has(place)));
  }

  edit(step: Edit): void {
    const { binding: name } = step;
    if (step.do === "add-binding") return this.add(name, second.stores);
    if (step.do === "remove-binding") return void this.bindings.delete(name);
    const binding = this.bindings.get(name)!;
    this.bindings.set(name, { ...binding, ...this.#change(step, binding) });
  }

  declaration(): Declaration {
    const all = [...this.bindings.values()].map(({ token, called, ...rest }) => {
      const { name: tokenName, value } = this.tokens[token]!;
      return { binding: { name: called, tokenName, written: this.written, ...rest }, value };
    });
    return {
      bindings: all.map(({ binding }) => binding),
      values: Object.fromEntries(all.map(({ binding: { name }, value }) => [name, value])),
    };
  }

  #change(step: Edit, binding: Binding): Partial<Binding> {
    switch (step.do) {
      case "rotate":
        return { token: this.issue() };
      case "set":
        return { token: step.token };
      case "leak":
        return { leaked: this.tokens[binding.token]!.name, token: this.issue() };
      case "name-leak":
        return { leaked: this.tokens[step.token]!.name };
      case "end-leak":
        return { leaked: undefined };
      case "period":
        return { every: binding.every === "90 days" ? "60 days" : "90 days" };
      case "canary":
        return { canary: binding.canary === 0 ? 1 : 0 };
      case "add-store":
        return { stores: [...binding.stores, step.place] };
      case "remove-store":
        return { stores: without(binding.stores, step.place) };
      case "rename-binding":
        return renamed(binding, step.alias);
      case "alias":
        return { aliases: [...binding.aliases, ...formerNames(binding)] };
      case "claim":
        return { claims: [...binding.claims, claimOf(step)] };
      case "unclaim":
        return { claims: binding.claims.filter(({ place }) => place !== step.place) };
      case "spell":
        return { spelled: toggled(binding.spelled, step.place) };
      case "provide":
        return { provided: toggled(binding.provided, step.place) };
      case "protect":
      case "unprotect":
        return { protect: step.do === "protect" };
      case "recover":
      case "end-recovery":
        return { recover: step.do === "recover" };
      default:
        return {};
    }
  }
}

/** Another name each time, with the one before as its alias, or without any. */
function renamed(binding: Binding, hasAlias: boolean): Partial<Binding> {
  const [, base = binding.called, count = "1"] = /^(.*)-v(\d+)$/.exec(binding.called) ?? [];
  const called = `${base}-v${Number(count) + 1}`;
  return { called, aliases: hasAlias ? [...binding.aliases, binding.called] : binding.aliases };
}

/** The name before, where it is no alias. */
function formerNames({ called, aliases }: Named): string[] {
  const [, base, count] = /^(.*)-v(\d+)$/.exec(called) ?? [];
  if (base === undefined) return [];
  const former = Number(count) === 2 ? base : `${base}-v${Number(count) - 1}`;
  return aliases.includes(former) ? [] : [former];
}

/** Whether it had another name, and nothing tells the engine so. */
export const isUnaliased = (binding: Named) => formerNames(binding).length > 0;

const claimOf = ({ place, spelled }: Claim): Claim => ({ place, spelled });

const without = (places: readonly PlaceName[], place: PlaceName) =>
  places.filter((one) => one !== place);

const toggled = (places: readonly PlaceName[], place: PlaceName) =>
  places.includes(place) ? without(places, place) : [...places, place];
