import { Proof } from "../../model/proof";
import type { RunLook } from "../ci-run";
import { pause } from "../pause";
import { remedy } from "../proof";
import { connect, type Client } from "./client";
import { inputNames } from "./inputs";
import { repositoryOf } from "./holder";
import { lockOf } from "./repository";
import type { GithubRun } from "./run";
import { dispatchOf } from "./triggers";

const [pollSeconds, patienceMs] = [2, 60_000];

/** Why the workflow cannot be dispatched on its branch. */
export async function dispatchObstacles(declared: GithubRun, look: RunLook): Promise<string[]> {
  const client = connect(declared, look);
  const seen = await repositoryOf(client, declared);
  const run = { ...declared, owner: seen.owner.login, repository: seen.name };
  const { owner, repository, workflow, branch } = run;
  const at = { owner, repo: repository };
  const locked = lockOf(seen, run, look);
  if (locked !== undefined) return [locked];

  const path = `/repos/${owner}/${repository}/actions/workflows/${workflow}`;
  const find = () =>
    client.find(
      `GET ${path}`,
      () => client.rest.actions.getWorkflow({ ...at, workflow_id: workflow }),
      hints,
    );
  const { default_branch: defaultBranch = "" } = seen;
  let found = await find();
  if (!found) {
    const file = `.github/workflows/${workflow}`;
    if ((await contentsOf(client, run, file, defaultBranch)) === undefined) {
      // docs.github.com, "Events that trigger workflows", workflow_dispatch.
      return [
        `there is no workflow ${workflow} on ${defaultBranch}, the default branch, and GitHub dispatches none that is only on others; merge it there`,
      ];
    }
    // GitHub learns of a file that was just pushed by and by.
    const late = `${file} is on ${defaultBranch}, but GitHub does not list it among its workflows yet; run this again in a few minutes`;
    const deadline = look.clock.now().getTime() + patienceMs;
    while (!found) {
      await pause({ ...look, deadline, pollSeconds }, "GitHub", late);
      found = await find();
    }
  }
  const { state, path: file } = found.data;
  if (state !== "active") {
    return [`the workflow ${workflow} is ${inWords(state)}; enable it at Actions > ${workflow}`];
  }
  const there = await fileOn(client, run, { file, defaultBranch });
  if (typeof there === "string") return [there];
  const dispatch = there.text === undefined ? undefined : dispatchOf(there.text);
  if (dispatch === null) {
    return [
      `${file} on ${branch} has no workflow_dispatch trigger, so nothing but its own events starts it; add \`workflow_dispatch:\` below its \`on:\``,
    ];
  }
  if (dispatch) {
    const missing = run.proof === Proof.Success ? [] : without(dispatch.inputs);
    // GitHub refuses a dispatch with inputs that the file does not declare.
    return missing.length === 0
      ? []
      : [
          `${file} on ${branch} does not declare ${missing.join(" and ")} among the \`inputs\` of its workflow_dispatch; ${remedy}`,
        ];
  }
  look.log.info(
    look.urn,
    `Whether ${workflow} of ${owner}/${repository} can be dispatched on ${branch} shows only when it is: its file cannot be read there (with Contents: read, it can be)`,
  );
  return [];
}

const without = (declared: readonly string[]) =>
  inputNames.filter((name) => !declared.includes(name));

/** The workflow's file on the branch; or why it is not there; or neither, where nothing may be read. */
async function fileOn(
  client: Client,
  { owner, repository, branch }: GithubRun,
  { file, defaultBranch }: { file: string; defaultBranch: string },
): Promise<{ text?: string } | string> {
  const at = { owner, repo: repository };
  const read = (ref: string) => contentsOf(client, { owner, repository }, file, ref);
  const data = await read(branch);
  if (data !== undefined) {
    const { content } = data as { content?: unknown };
    return typeof content === "string" ? { text: Buffer.from(content, "base64").toString() } : {};
  }
  if (branch === defaultBranch || (await read(defaultBranch)) === undefined) return {};
  const known = await client.find(
    `GET /repos/${owner}/${repository}/branches/${branch}`,
    () => client.rest.repos.getBranch({ ...at, branch }),
    hints,
    hidden,
  );
  return known
    ? `${file} is on ${defaultBranch}, but not on ${branch}; merge it there`
    : `there is no branch ${branch}; push it, or name the one that your builds run on with \`branch\``;
}

/** Who may not read the contents is told so, or that there is nothing. */
const hidden = [403, 404];

async function contentsOf(
  client: Client,
  { owner, repository }: Pick<GithubRun, "owner" | "repository">,
  file: string,
  ref: string,
): Promise<object | undefined> {
  const path = `/repos/${owner}/${repository}/contents/${file}?ref=${ref}`;
  const request = () => client.rest.repos.getContent({ owner, repo: repository, path: file, ref });
  return (await client.find(`GET ${path}`, request, hints, hidden))?.data;
}

/** "disabled_inactivity" for people: "disabled (inactivity)". */
const inWords = (state: string) => state.replace(/^disabled_(.*)$/, "disabled ($1)");

const hints: Readonly<Record<number, string>> = {
  403: "its credentials lack a permission; they need Actions: write on the repository",
  404: "no such repository, or its credentials do not reach it",
};
