import { formatProblem, problem, type Problem } from "../model/problem";
import type { CiHost, CiRun } from "./ci-run";
import { Fault } from "./fault";
import { githubHost } from "./github-run";
import type { Handler, Surroundings } from "./handler";
import { secondsProblems } from "./seconds";
import { openAll, unknown, withDefaults, withoutUndefined, type Wire } from "./wire";

const hosts: Readonly<Record<string, CiHost>> = { github: githubHost };

const defaults = { timeoutSeconds: 1800, pollSeconds: 10, drain: false };

interface ConfirmationInputs {
  readonly generation: string;
  readonly fingerprint: string;
  /** What each store holds, by its own state: under `--target` a store may be behind. */
  readonly written: readonly {
    readonly store: string;
    readonly generation: string;
    readonly fingerprint: string;
  }[];
  readonly runs: readonly CiRun[];
  readonly timeoutSeconds: number;
  readonly pollSeconds: number;
  readonly drain: boolean;
}

/** `seal:index:Confirmation`: CI ran on the main branch with this generation, and succeeded. */
export function confirmationHandler(world: Surroundings): Handler {
  async function confirm(urn: string, news: Wire): Promise<Wire> {
    const inputs = openAll(news) as unknown as ConfirmationInputs;
    const behind = inputs.written.filter(
      ({ generation, fingerprint }) =>
        generation !== inputs.generation || fingerprint !== inputs.fingerprint,
    );
    if (behind.length > 0) {
      throw new Fault(
        `Not every store holds generation ${inputs.generation} yet: ${behind.map(({ store }) => store).join(", ")}; run a full \`pulumi up\`, without \`--target\``,
      );
    }
    if (inputs.runs.length === 0) {
      world.log.info(
        urn,
        "No CI run is declared: the stores are written, and nothing was confirmed",
      );
    }
    // One run that failed must not leave the others unwatched: their cause is told, too.
    const results = await Promise.allSettled(
      inputs.runs.map((run) =>
        hostOf(run).confirm(run, {
          ...world,
          urn,
          deadline: world.clock.now().getTime() + inputs.timeoutSeconds * 1000,
          pollSeconds: inputs.pollSeconds,
          drain: inputs.drain,
        }),
      ),
    );
    const failures = results.flatMap((r) => (r.status === "rejected" ? [messageOf(r.reason)] : []));
    if (failures.length > 0) {
      throw new Fault(
        [
          `The new token (fingerprint ${inputs.fingerprint}) is in place but not confirmed:`,
          ...failures.map((failure) => `  - ${failure}`),
          `${inputs.drain ? "The token before it was left as it is and must not be revoked" : "Nothing is to be revoked"}; put right what failed, then run \`pulumi up\` again.`,
        ].join("\n"),
      );
    }
    const urls = results.flatMap((r) => (r.status === "fulfilled" ? [r.value.url] : []));
    return withoutUndefined({
      ...news,
      urls,
      confirmedAt: world.clock.now().toISOString(),
    }) as Wire;
  }

  return {
    check(_urn, _olds, news) {
      const inputs = withDefaults(defaults, news);
      const problems = inputProblems(openAll(inputs));
      return {
        inputs,
        failures: problems.map((found) => ({ property: "", reason: formatProblem(found) })),
      };
    },

    diff(olds, news) {
      const before = identityOf(openAll(olds));
      const after = identityOf(openAll(news));
      const replaces = (["generation", "runs"] as const).filter(
        (key) => after[key] === unknown || before[key] !== after[key],
      );
      return { changes: replaces.length > 0, replaces: [...replaces] };
    },

    async create(urn, news) {
      return { id: String(news.generation), outs: await confirm(urn, news) };
    },

    read: async (id, _urn, state) => ({ id, props: state }),

    // What a replacement is for is in `diff`; nothing else of a confirmation is acted on.
    update: async (_id, _urn, olds, news) => ({ outs: { ...olds, ...news } }),

    delete: async () => {},
  };
}

function hostOf(run: CiRun): CiHost {
  const host = hosts[run.host];
  if (!host) throw new Fault(`no CI host is called "${run.host}"`);
  return host;
}

function inputProblems(inputs: Record<string, unknown>): Problem[] {
  const runs = Array.isArray(inputs.runs) ? (inputs.runs as (CiRun | undefined)[]) : [];
  return [
    ...secondsProblems("timeoutSeconds", inputs.timeoutSeconds, { least: 1, most: 86_400 }),
    ...secondsProblems("pollSeconds", inputs.pollSeconds, { least: 0.01, most: 600 }),
    ...runs.flatMap((run, index) => {
      // What a preview does not know yet is checked by the update.
      if ([run, run?.host].some((value: unknown) => value === unknown)) return [];
      const host = hosts[run?.host ?? ""];
      const path = `runs[${index}]`;
      if (run && host) return host.problems(path, run);
      return [
        problem(`${path}.host`, `be one of ${Object.keys(hosts).join(", ")}`, {
          received: run?.host,
        }),
      ];
    }),
  ];
}

function identityOf({ generation, runs }: Record<string, unknown>) {
  return {
    generation,
    // What is not known yet makes another identity where it is a part of one, and only there.
    runs: Array.isArray(runs)
      ? JSON.stringify((runs as CiRun[]).map((run) => hosts[run.host]?.identity(run)).sort())
      : unknown,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Fault
    ? error.message
    : "an unexpected error; nothing more may be said of it";
}
