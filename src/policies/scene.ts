import type { Configuration } from "./configuration";
import { entriesOf, type Entry } from "./entries";
import { typeOf, type Resource } from "./resource";
import { Tokens, type Recognised, type Recognition } from "./tokens";

/** What the engine tells of the stack besides its resources. */
export interface Surroundings {
  readonly now: Date;
  /** Configuration that is not secret, by key; absent where the engine does not tell. */
  readonly plainConfiguration?: ReadonlyMap<string, string> | undefined;
  /** How the rules are configured. */
  readonly configuration?: Configuration | undefined;
}

/** The resources that are known so far, of a stack or a part of it. */
export class Scene implements Surroundings {
  readonly now: Date;
  readonly plainConfiguration: ReadonlyMap<string, string> | undefined;
  readonly configuration: Configuration | undefined;
  readonly #resources = new Map<string, Resource>();
  readonly #added: Resource[] = [];
  /** Each grows with the resources, because a stack is seen one by one. */
  readonly #tokens = new Map<string, { tokens: Tokens; learnt: number }>();

  constructor(surroundings: Surroundings, resources: readonly Resource[] = []) {
    this.now = surroundings.now;
    this.plainConfiguration = surroundings.plainConfiguration;
    this.configuration = surroundings.configuration;
    resources.forEach((resource) => this.add(resource));
  }

  add(resource: Resource): void {
    this.#resources.set(resource.urn, resource);
    this.#added.push(resource);
  }

  get resources(): Resource[] {
    return [...this.#resources.values()];
  }

  get(urn: string | undefined): Resource | undefined {
    return urn === undefined ? undefined : this.#resources.get(urn);
  }

  /** Resources of a type without its module: "github:RepositoryEnvironment". */
  ofType(...types: readonly string[]): Resource[] {
    return this.resources.filter((resource) => types.includes(typeOf(resource)));
  }

  tokens(recognition: Recognition): Tokens {
    const key = JSON.stringify([
      recognition.secretNames,
      recognition.developmentSecretNames,
      recognition.developmentFingerprints,
    ]);
    const known = this.#tokens.get(key) ?? { tokens: new Tokens(recognition), learnt: 0 };
    this.#tokens.set(key, known);
    for (const resource of this.#added.slice(known.learnt)) known.tokens.learn(resource);
    known.learnt = this.#added.length;
    return known.tokens;
  }

  /** Entries of the stack, or of one resource, that hold a Seal token. */
  tokenEntries(
    recognition: Recognition,
    ...resources: readonly Resource[]
  ): (Recognised & { entry: Entry })[] {
    const tokens = this.tokens(recognition);
    const searched = resources.length > 0 ? resources : this.resources;
    return searched.flatMap(entriesOf).flatMap((entry) => {
      const recognised = tokens.recognise(entry);
      return recognised ? [{ ...recognised, entry }] : [];
    });
  }
}
