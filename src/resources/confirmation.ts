import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";
import type { DeclaredPlaceArgs } from "./place";

/** A workflow run on GitHub. */
export interface GithubRunArgs {
  host: "github";
  /** The property path of the run in the binding, for people: "stores[0].confirm". */
  path?: pulumi.Input<string> | undefined;
  owner: pulumi.Input<string>;
  repository: pulumi.Input<string>;
  /** File name of the workflow. */
  workflow: pulumi.Input<string>;
  branch: pulumi.Input<string>;
  /** "token": a job of the run has to have read the new token; "success": green is enough. Default "token". */
  proof?: pulumi.Input<string | undefined>;
  /** Default: GITHUB_BASE_URL, else "https://api.github.com". */
  apiUrl?: pulumi.Input<string | undefined>;
  /** A GitHub token that may write Actions; default GITHUB_TOKEN of the plugin's environment. */
  credentials?: pulumi.Input<string | undefined>;
}

/** A pipeline on GitLab. */
export interface GitlabRunArgs {
  host: "gitlab";
  /** The property path of the run in the binding, for people: "stores[0].confirm". */
  path?: pulumi.Input<string> | undefined;
  /** The project's path or number. */
  project: pulumi.Input<string>;
  branch: pulumi.Input<string>;
  /** "token": a job of the run has to have read the new token; "success": green is enough. Default "token". */
  proof?: pulumi.Input<string | undefined>;
  /** Default: GITLAB_BASE_URL, else "https://gitlab.com/api/v4/". */
  apiUrl?: pulumi.Input<string | undefined>;
  /** A GitLab access token that may run pipelines; default GITLAB_TOKEN of the plugin's environment. */
  credentials?: pulumi.Input<string | undefined>;
}

/** A run of a pipeline in Azure DevOps. */
export interface AzureDevopsRunArgs {
  host: "azure-devops";
  /** The property path of the run in the binding, for people: "stores[0].confirm". */
  path?: pulumi.Input<string> | undefined;
  /** The project's name or id. */
  project: pulumi.Input<string>;
  /** The pipeline's id. */
  pipeline: pulumi.Input<number>;
  branch: pulumi.Input<string>;
  /** "token": a job of the run has to have read the new token; "success": green is enough. Default "token". */
  proof?: pulumi.Input<string | undefined>;
  /** "https://dev.azure.com/acme". Default: AZDO_ORG_SERVICE_URL. */
  organizationUrl?: pulumi.Input<string | undefined>;
  /**
   * A token with Build: Read & execute; default AZDO_PERSONAL_ACCESS_TOKEN of the plugin's
   * environment.
   */
  credentials?: pulumi.Input<string | undefined>;
}

/** A CI run, by its host. */
export type RunArgs = AzureDevopsRunArgs | GithubRunArgs | GitlabRunArgs;

/** "confirmed": CI ran and succeeded; "written": there was no CI to run. */
export type Outcome = "confirmed" | "written";

export interface ConfirmationArgs {
  /** What a new confirmation hangs on. */
  generation: pulumi.Input<string>;
  fingerprint: pulumi.Input<string>;
  /** The generation that each store holds, from the store's own resources. */
  written: pulumi.Input<pulumi.Input<WrittenArgs>[]>;
  runs: pulumi.Input<pulumi.Input<RunArgs>[]>;
  /** How long a run may take, in seconds, 1 to 86400. Default 1800. */
  timeoutSeconds?: pulumi.Input<number> | undefined;
  /** Pause between two looks at a run, in seconds, 0.01 to 600. Default 10. */
  pollSeconds?: pulumi.Input<number> | undefined;
  /** Whether older unfinished runs that may hold the token before are waited for. Default false. */
  drain?: pulumi.Input<boolean> | undefined;
  /** The stores whose older runs these are. Default none. */
  places?: pulumi.Input<pulumi.Input<DeclaredPlaceArgs>[]> | undefined;
  /** Stores whose older runs nobody can look for, for people. Default none. */
  unwatched?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** Whether a token before this one lives, so that a failure says not to revoke it. Default as `drain`. */
  tokenBefore?: pulumi.Input<boolean> | undefined;
  /** Pages of the CI runs that confirmed the canary, which came first. Default none. */
  canaryUrls?: pulumi.Input<pulumi.Input<string>[]> | undefined;
}

export interface WrittenArgs {
  /** The key of the store. */
  key: pulumi.Input<string>;
  store: pulumi.Input<string>;
  generation: pulumi.Input<string>;
  /** The fingerprint of the token that its secret holds. */
  fingerprint: pulumi.Input<string>;
}

/** Proof that CI on the main branch succeeded and, where not declared otherwise, used a generation. */
export class Confirmation extends pulumi.CustomResource {
  declare readonly fingerprint: pulumi.Output<string>;
  declare readonly urls: pulumi.Output<string[]>;
  declare readonly outcome: pulumi.Output<Outcome>;
  declare readonly confirmedAt: pulumi.Output<string>;

  constructor(name: string, args: ConfirmationArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "seal:index:Confirmation",
      name,
      { ...args, urls: undefined, outcome: undefined, confirmedAt: undefined },
      pulumi.mergeOptions({ version }, opts),
    );
  }
}
