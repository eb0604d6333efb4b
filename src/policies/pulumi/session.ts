import type { PolicyResource, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { forAllRules, type Configuration } from "../configuration";
import type { Resource } from "../resource";
import type { Rule } from "../rule";
import { Scene, type Surroundings } from "../scene";
import { resolveSettings, type Settings } from "../settings";
import { isAbsent, notYetKnown, type Props } from "../value";
import { AssetReader } from "./assets";
import { plainProps, type ReadAsset } from "./plain";
import type { Requests } from "./requests";

type PartialSettings = Partial<Settings>;

/** What a pack has seen of one update: its process lives as long as that. */
export class Session {
  readonly #now: () => Date;
  readonly #requests: Requests;
  readonly #names: readonly string[];
  readonly #isWholePack: boolean;
  readonly #given: PartialSettings;
  readonly #configured = new Map<string, PartialSettings>();
  readonly #reported = new Set<string>();
  readonly #seen = new Map<string, Once<Resource>>();
  readonly #scene: Scene;
  readonly #assets = new AssetReader();
  readonly #readAsset: ReadAsset = (path) => this.#assets.contentAt(path);
  #whole: Once<Scene> | undefined;

  constructor(options: {
    /** Of all policies. */
    names: readonly string[];
    now: () => Date;
    requests: Requests;
    isWholePack: boolean;
    settings: PartialSettings;
  }) {
    this.#names = options.names;
    this.#now = options.now;
    this.#requests = options.requests;
    this.#isWholePack = options.isWholePack;
    this.#given = options.settings;
    this.#scene = new Scene(this.#surroundings());
  }

  /** The resources so far; what the engine told later is filled in. */
  get scene(): Scene {
    return Object.assign(this.#scene, this.#surroundings());
  }

  /** The settings of a rule: its own, else those for all rules, else the program's. */
  settingsOf({ name }: { name: string }, configured: PartialSettings): Settings {
    this.#configured.set(name, configured);
    const shared = name === forAllRules ? {} : this.#configurationOf(forAllRules);
    const settings = resolveSettings(configured, shared, this.#given);
    const exceptions = [configured, shared, this.#given].flatMap((layer) => layer.exceptions ?? []);
    return { ...settings, exceptions };
  }

  /** A resource as a rule sees it; each rule asks once per time that the engine does. */
  async see(rule: Rule, args: ResourceValidationArgs): Promise<Resource> {
    const known = this.#seen.get(args.urn);
    if (known?.isNewTo(rule)) return known.value;
    const resource: Resource = {
      type: args.type,
      name: args.name,
      urn: args.urn,
      parent: args.opts.parent,
      props: await plainProps(args.props, this.#readAsset),
      secretPaths: this.#requests.secretPaths.get(args.urn),
    };
    this.#seen.set(args.urn, new Once(resource, rule));
    this.#scene.add(resource);
    return resource;
  }

  /** The whole stack: inputs as they were seen, and outputs. */
  async seeAll(rule: Rule, args: StackValidationArgs): Promise<Scene> {
    if (this.#whole?.isNewTo(rule)) return this.#whole.value;
    const resources = await Promise.all(
      args.resources.map((resource) => this.#whollySeen(resource)),
    );
    // The engine lists them in no order.
    resources.sort((a, b) => (a.urn < b.urn ? -1 : 1));
    const scene = new Scene(this.#surroundings(), resources);
    this.#whole = new Once(scene, rule);
    return scene;
  }

  /** Whether it is said for the first time in this update. */
  isNew(...words: readonly string[]): boolean {
    const key = JSON.stringify(words);
    const isNew = !this.#reported.has(key);
    this.#reported.add(key);
    return isNew;
  }

  async #whollySeen(given: PolicyResource): Promise<Resource> {
    const outputs = await plainProps(given.props, this.#readAsset);
    const seen = this.#seen.get(given.urn)?.value;
    return {
      type: given.type,
      name: given.name,
      urn: given.urn,
      parent: given.opts.parent ?? given.parent?.urn,
      props: seen ? withOutputs(seen.props, outputs) : outputs,
      outputs,
      sources: Object.fromEntries(
        Object.entries(given.propertyDependencies).map(([property, resources]) => [
          property,
          resources.map(({ urn }) => urn),
        ]),
      ),
      secretPaths: seen?.secretPaths,
    };
  }

  #surroundings(): Surroundings {
    return {
      now: this.#now(),
      plainConfiguration: this.#requests.plainConfiguration,
      configuration: this.#configuration(),
    };
  }

  #configuration(): Configuration {
    const knownNames = this.#names;
    const names = [...(this.#requests.configuration?.keys() ?? [])];
    return {
      knownNames,
      rules: new Map(knownNames.map((name) => [name, this.#configurationOf(name)])),
      unknownNames: names.filter(
        (name) =>
          name !== "all" &&
          !knownNames.includes(name) &&
          (this.#isWholePack || name.startsWith("seal-")),
      ),
    };
  }

  #configurationOf(name: string): PartialSettings {
    const requested = this.#requests.configuration?.get(name);
    return requested ?? this.#configured.get(name) ?? {};
  }
}

/** A value that every rule takes once; a rule that takes it again wants a new one. */
class Once<Value> {
  readonly value: Value;
  readonly #takers: Set<Rule>;

  constructor(value: Value, first: Rule) {
    this.value = value;
    this.#takers = new Set([first]);
  }

  isNewTo(rule: Rule): boolean {
    if (this.#takers.has(rule)) return false;
    this.#takers.add(rule);
    return true;
  }
}

/** Inputs, with what only outputs tell; what a preview does not know of outputs says nothing. */
function withOutputs(inputs: Props, outputs: Props): Props {
  const known = Object.entries(outputs).filter(
    ([key, value]) => isAbsent(inputs[key]) && value !== notYetKnown,
  );
  return { ...inputs, ...Object.fromEntries(known) };
}
