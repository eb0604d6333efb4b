import type * as pulumi from "@pulumi/pulumi";

/** Where a store keeps its secret: an environment of a GitHub repository. */
export interface GithubPlaceArgs {
  host: "github";
  owner: pulumi.Input<string>;
  repository: pulumi.Input<string>;
  environment: pulumi.Input<string>;
  /** The one branch that may enter. */
  branch: pulumi.Input<string>;
  secretName: pulumi.Input<string>;
  /** Whether the environment is somebody else's, and meant to be used. */
  adopted: pulumi.Input<boolean>;
  /** Variables that a store that is new makes, and has no leave to write over. Default none. */
  variables?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** Scopes whose copies of the secret are known and wanted. Default none. */
  accept?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** Default: GITHUB_BASE_URL, else "https://api.github.com". */
  apiUrl?: pulumi.Input<string | undefined>;
  /** A GitHub token that may read environments and secrets; default GITHUB_TOKEN of the plugin's environment. */
  credentials?: pulumi.Input<string | undefined>;
}

/** Where a store keeps its secret: among those of a GitHub repository or organization. */
export interface GithubSecretPlaceArgs {
  host: "github-secret";
  /** Whose secrets it is among: "actions", "dependabot" or "codespaces". */
  product: string;
  /** The organization, or the owner of the repository. */
  owner: pulumi.Input<string>;
  /** The repository's name; absent for a secret of the organization. */
  repository?: pulumi.Input<string> | undefined;
  /** Which repositories a secret of the organization reaches: "all", "private" or "selected". */
  visibility?: pulumi.Input<string> | undefined;
  /** The names of those that are "selected". */
  repositories?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** What the store writes without looking what is there. */
  secretNames: string[];
  /** Variables that a store that is new makes, and has no leave to write over. Default none. */
  variables?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** Whether the secret is there already, and meant to be overwritten. */
  adopted: pulumi.Input<boolean>;
  /** Default: GITHUB_BASE_URL, else "https://api.github.com". */
  apiUrl?: pulumi.Input<string | undefined>;
  /** A GitHub token that may read these secrets; default GITHUB_TOKEN of the plugin's environment. */
  credentials?: pulumi.Input<string | undefined>;
}

/** Where a store keeps its secret: a variable of a GitLab project or group. */
export interface GitlabPlaceArgs {
  host: "gitlab";
  /** The project's path or number; this or `group`. */
  project?: pulumi.Input<string> | undefined;
  /** The group's path or number; this or `project`. */
  group?: pulumi.Input<string> | undefined;
  /** The environments whose jobs read it; "*" for all, and for jobs without one. */
  environmentScope: pulumi.Input<string>;
  /** The one branch whose pipelines may read it. */
  branch: pulumi.Input<string>;
  /** The variable's key. */
  secretName: pulumi.Input<string>;
  /** Whether GitLab never shows the variable again. Default false. */
  hidden?: pulumi.Input<boolean> | undefined;
  /** Variables that a store that is new makes, and has no leave to write over. Default none. */
  variables?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** Whether the variable is there already, and meant to be used. */
  adopted: pulumi.Input<boolean>;
  /** What else may read it, or one of its name. Default nothing. */
  accept?: pulumi.Input<GitlabAcceptedArgs> | undefined;
  /** Default: GITLAB_BASE_URL, else "https://gitlab.com/api/v4/". */
  apiUrl?: pulumi.Input<string | undefined>;
  /** A GitLab access token that may read variables and protected refs; default GITLAB_TOKEN of the plugin's environment. */
  credentials?: pulumi.Input<string | undefined>;
}

/** What else may read a variable, or one of its name; all of it as GitLab lists it. */
export interface GitlabAcceptedArgs {
  /** Protected branches, "release/*". */
  branches?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** Protected tags, "v*". */
  tags?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** Where unprotected variables of the same key are: project, group, instance. */
  variables?: pulumi.Input<pulumi.Input<string>[]> | undefined;
}

/** Where a store keeps its secret: a variable group of an Azure DevOps project. */
export interface AzureDevopsPlaceArgs {
  host: "azure-devops";
  /** The project's name or id. */
  project: pulumi.Input<string>;
  /** The group's name. */
  group: pulumi.Input<string>;
  /** The one branch whose runs may read it. */
  branch: pulumi.Input<string>;
  /** Whether its check verifies that the branch is protected. */
  protectedOnly: pulumi.Input<boolean>;
  /** Ids of the pipelines that may use it. */
  pipelines: pulumi.Input<pulumi.Input<number>[]>;
  /** The secret variable's name. */
  secretName: pulumi.Input<string>;
  /** Whether the group is there already; it is never taken over. */
  adopted: pulumi.Input<boolean>;
  /** "https://dev.azure.com/acme". Default: AZDO_ORG_SERVICE_URL. */
  organizationUrl?: pulumi.Input<string | undefined>;
  /**
   * A token with Build: Read, Project and Team: Read, Variable Groups: Read; default
   * AZDO_PERSONAL_ACCESS_TOKEN of the plugin's environment.
   */
  credentials?: pulumi.Input<string | undefined>;
}

/** Where a store keeps its secret, by its host. */
export type PlaceArgs =
  AzureDevopsPlaceArgs | GithubPlaceArgs | GithubSecretPlaceArgs | GitlabPlaceArgs;

/** A place with what a person needs to find it in the program. */
export type DeclaredPlaceArgs = PlaceArgs & {
  /** The store, for people. */
  store: pulumi.Input<string>;
  /** The property path of the store in the binding, for people. */
  path: string;
  /** Names the store's resources. */
  key: string;
  /** Whether nothing but the branch may read it: a production store. */
  confined: boolean;
  /** Whose the store is, as it stands beside the secret. */
  label: pulumi.Input<string>;
};
