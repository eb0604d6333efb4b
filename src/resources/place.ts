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
  /** Scopes whose copies of the secret are known and wanted. Default none. */
  accept?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** Default: GITHUB_BASE_URL, else "https://api.github.com". */
  apiUrl?: pulumi.Input<string | undefined>;
  /** A GitHub token that may read environments and secrets; default GITHUB_TOKEN of the plugin's environment. */
  credentials?: pulumi.Input<string | undefined>;
}

/** Where a store keeps its secret, by its host. */
export type PlaceArgs = GithubPlaceArgs;

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
};
