import { execFile } from "node:child_process";

export interface ShellResult {
  readonly succeeded: boolean;
  /** What it wrote. */
  readonly output: string;
}

type Variables = Readonly<Record<string, string>>;

/** What runs the scripts of simulated jobs: the real shell, unless a test puts a model in its place. */
export const shell = {
  run: (script: string, variables: Variables): Promise<ShellResult> =>
    new Promise((resolve) => {
      const env = { PATH: process.env.PATH, ...variables };
      execFile("sh", ["-e", "-c", script], { env }, (error, stdout, stderr) =>
        resolve({ succeeded: error === null, output: stdout + stderr }),
      );
    }),
};
