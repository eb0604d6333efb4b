import { visibilities, type Visibility } from "../../model/github";
import { formatProblem, problem, type Problem } from "../../model/problem";
import { Fault } from "../fault";
import type { Handler, Surroundings } from "../handler";
import { hasUnknown, openAll, withoutUndefined, type Wire } from "../wire";
import { connect, connectionProblems, type Client } from "./client";
import { secretsOf, type SecretPlace } from "./secret-endpoints";
import { productProblems } from "./secret-place";

interface SecretInputs extends SecretPlace {
  readonly visibility?: Visibility;
  readonly repositories?: readonly string[];
  readonly secretName: string;
  readonly value: string;
  readonly apiUrl?: string;
  readonly credentials?: string;
}

interface SecretState extends SecretInputs {
  readonly repositoryIds?: readonly number[];
  readonly writtenAt?: string;
  readonly updatedAt?: string;
}

const strays = {
  gone: "is not there any more",
  written: "was written by somebody else, or by an update that was killed",
} as const;

/** A name that GitHub takes as the same in any case. */
const same = (a = "", b = "") => a.toLowerCase() === b.toLowerCase();

/** What makes it another secret; the rest is written in place. */
const identity = ["product", "owner", "repository", "secretName"] as const;
const written = ["value", "visibility", "repositories", "apiUrl"] as const;

/**
 * `seal:index:GithubSecret`: a secret that is written over in one request, whatever changes of it.
 * It is replaced only when it becomes another secret, and then the new one is there first.
 */
export function githubSecretHandler(world: Surroundings): Handler {
  const clientOf = (inputs: SecretInputs) => connect(inputs, world);

  async function write(news: Wire): Promise<Wire> {
    const inputs = openAll(news) as unknown as SecretInputs;
    const client = clientOf(inputs);
    const secrets = secretsOf(client, inputs);
    const repositoryIds = await idsOf(client, inputs);
    await secrets.write(inputs.secretName, inputs.value, reachOf(inputs, repositoryIds));
    const updatedAt = (await secrets.read(inputs.secretName))?.updated_at ?? "";
    return withoutUndefined({ ...news, repositoryIds, writtenAt: updatedAt, updatedAt }) as Wire;
  }

  /**
   * What happened since this resource wrote it last. A state does not tell: a write whose answer was
   * lost, or a hand, leaves another value there, and who comes back to the one before changes nothing.
   */
  async function strayed(inputs: SecretInputs, { writtenAt = "" }: SecretState) {
    const secrets = secretsOf(clientOf(inputs), inputs);
    const seen = await secrets.read(inputs.secretName);
    if (seen) return (seen.updated_at ?? "") === writtenAt ? undefined : strays.written;
    // GitHub answers 404, too, to credentials that reach nothing there.
    await secrets.reach();
    return strays.gone;
  }

  /** Told by a preview as well; the update that follows writes again. */
  async function told(urn: string, after: SecretInputs, before: SecretState) {
    const where = [after.owner, after.repository].filter(Boolean).join("/");
    const what = `the ${after.product} secret ${after.secretName} of ${where}`;
    try {
      const found = await strayed(after, before);
      if (found) world.log.warn(urn, `${what} ${found}; \`pulumi up\` writes it again`);
      return found;
    } catch (error) {
      // Nothing is to be done: a host that does not answer must not fail an update of something else.
      const why = error instanceof Fault ? error.message : "an unexpected error";
      world.log.warn(urn, `Whether ${what} holds what was written is not known: ${why}`);
      return undefined;
    }
  }

  return {
    check(_urn, _olds, news) {
      const problems = secretProblems(openAll(news));
      return {
        inputs: news,
        failures: problems.map((found) => ({ property: "", reason: formatProblem(found) })),
      };
    },

    async diff(urn, olds, news) {
      const before = openAll(olds) as unknown as SecretState;
      const after = openAll(news) as unknown as SecretInputs;
      const replaces = identity.filter((key) => !same(before[key], after[key]));
      const differs = (key: keyof SecretInputs) =>
        JSON.stringify(before[key]) !== JSON.stringify(after[key]);
      const declared =
        hasUnknown(after) ||
        replaces.length > 0 ||
        [...identity, ...written, "credentials" as const].some(differs) ||
        before.updatedAt !== before.writtenAt;
      const found = declared ? undefined : await told(urn, after, before);
      return {
        changes: declared || found !== undefined,
        replaces,
        deleteBeforeReplace: false,
      };
    },

    async create(_urn, news) {
      const { product, owner, repository, secretName } = openAll(news) as unknown as SecretInputs;
      const id = [product, owner, ...(repository ? [repository] : []), secretName].join("/");
      return { id, outs: await write(news) };
    },

    async update(_id, _urn, olds, news) {
      const before = openAll(olds) as unknown as SecretState;
      const after = openAll(news) as unknown as SecretInputs;
      const differs = [...identity, ...written].some(
        (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
      );
      const isHeld = async () =>
        before.updatedAt === before.writtenAt &&
        // What is not known is told by the next look.
        (await strayed(after, before).catch(() => undefined)) === undefined;
      // Other credentials alone are for the next time.
      if (!differs && (await isHeld())) {
        const { repositoryIds = [], writtenAt = "", updatedAt = "" } = before;
        return { outs: { ...news, repositoryIds, writtenAt, updatedAt } };
      }
      return { outs: await write(news) };
    },

    async read(id, _urn, state) {
      const before = openAll(state) as unknown as SecretState;
      const client = clientOf(before);
      const secrets = secretsOf(client, before);
      const seen = await secrets.read(before.secretName);
      if (!seen) {
        // GitHub answers 404, too, to credentials that reach nothing there.
        await secrets.reach();
        // To the engine, no id means that it is gone.
        return { id: "", props: {} };
      }
      const updatedAt = seen.updated_at ?? "";
      const narrowed = await reachAsSeen(before, seen.visibility, () =>
        secrets.selected(before.secretName),
      );
      return { id, props: withoutUndefined({ ...state, ...narrowed, updatedAt }) as Wire };
    },

    async delete(_urn, state) {
      const before = openAll(state) as unknown as SecretState;
      await secretsOf(clientOf(before), before).remove(before.secretName);
    },
  };
}

function secretProblems(inputs: Readonly<Record<string, unknown>>): Problem[] {
  const { product, repository, visibility, repositories } = inputs;
  const ofOrganization = repository === undefined;
  const selected = visibility === "selected";
  return [
    ...connectionProblems("secret", inputs, ["owner", "secretName", "value"]),
    ...productProblems("secret.product", product),
    ...(ofOrganization &&
    typeof visibility !== "symbol" &&
    !visibilities.includes(visibility as never)
      ? [
          problem("secret.visibility", `be one of ${visibilities.join(", ")}`, {
            received: visibility,
          }),
        ]
      : []),
    ...(!ofOrganization && visibility !== undefined
      ? [problem("secret.visibility", "be left out for a secret of one repository")]
      : []),
    ...(typeof repositories !== "symbol" && (repositories !== undefined) !== selected
      ? [problem("secret.repositories", 'be given with the visibility "selected", and only then')]
      : []),
  ];
}

/** GitHub wants ids; a person writes names. */
async function idsOf(client: Client, inputs: SecretInputs): Promise<number[]> {
  return Promise.all(
    (inputs.repositories ?? []).map(async (repo) => {
      const { owner } = inputs;
      const found = await client.ask(
        `GET /repos/${owner}/${repo}`,
        () => client.rest.repos.get({ owner, repo }),
        { 404: "one of `repositories` is not there, or its credentials do not reach it" },
      );
      return found.data.id;
    }),
  );
}

/** What is left out of the request is cleared by GitHub, so all of it is in each. */
function reachOf({ repository, visibility }: SecretInputs, ids: readonly number[]): object {
  if (repository !== undefined) return {};
  return visibility === "selected" ? { visibility, selected_repository_ids: ids } : { visibility };
}

/** Where somebody changed by hand which repositories it reaches: what is there now. */
async function reachAsSeen(
  { visibility, repositoryIds = [] }: SecretState,
  seen: string | undefined,
  selected: () => Promise<number[]>,
): Promise<object> {
  if (visibility === undefined) return {};
  if (seen !== visibility) return { visibility: seen ?? "" };
  if (seen !== "selected") return {};
  const ids = await selected();
  const [now, before] = [ids, repositoryIds].map((list) => [...list].sort((a, b) => a - b).join());
  return now === before ? {} : { repositoryIds: ids, repositories: [] };
}
