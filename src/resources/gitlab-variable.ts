import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";

export interface GitlabVariableArgs {
  /** The project's path or number; this or `group`. */
  project?: pulumi.Input<string> | undefined;
  /** The group's path or number; this or `project`. */
  group?: pulumi.Input<string> | undefined;
  key: pulumi.Input<string>;
  /** What it holds; a secret, unless it is not masked and was given in clear. */
  value: pulumi.Input<string>;
  /** The environments whose jobs read it; "*" for all, and for jobs without one. */
  environmentScope: pulumi.Input<string>;
  /** Whether pipelines of protected branches and tags alone read it. */
  protected: pulumi.Input<boolean>;
  /** Whether job logs hide its value. */
  masked: pulumi.Input<boolean>;
  /** Whether GitLab never shows its value again; a change makes it anew. Default false. */
  hidden?: pulumi.Input<boolean> | undefined;
  /** Whether its value is taken literally, and no `$` in it expanded. */
  raw: pulumi.Input<boolean>;
  /** For people, of at most 255 characters; GitLab keeps one since 16.2. Default none. */
  description?: pulumi.Input<string> | undefined;
  /** Default: GITLAB_BASE_URL, else "https://gitlab.com/api/v4/". */
  apiUrl?: pulumi.Input<string | undefined>;
  /**
   * A GitLab access token of a Maintainer of the project, or an Owner of the group, with the scope api;
   * default GITLAB_TOKEN of the plugin's environment.
   */
  credentials?: pulumi.Input<string | undefined>;
}

/**
 * A CI/CD variable of GitLab that is made, or written over where it is there already. The GitLab provider
 * refuses one that is there, and so one that it made itself when the answer was lost.
 */
export class GitlabVariable extends pulumi.CustomResource {
  /** GitLab's own id of the project or group that it is in: "projects/278964". */
  declare readonly holderId: pulumi.Output<string>;
  /** What it holds, as the last refresh saw it; of a hidden one, what was written. */
  declare readonly value: pulumi.Output<string>;

  constructor(name: string, args: GitlabVariableArgs, opts?: pulumi.CustomResourceOptions) {
    const secrets = args.masked === false ? ["credentials"] : ["value", "credentials"];
    super(
      "seal:index:GitlabVariable",
      name,
      { ...args, holderId: undefined },
      pulumi.mergeOptions({ version, additionalSecretOutputs: secrets }, opts),
    );
  }
}
