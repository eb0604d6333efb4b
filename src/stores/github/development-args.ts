import type * as github from "@pulumi/github";
import type * as pulumi from "@pulumi/pulumi";

export interface AdoptDevelopmentArgs {
  /**
   * The secret is there already, whoever made it, and is overwritten in place with the token of the
   * binding. So is SEAL_PROJECT where that is a secret, too. Default false.
   */
  token?: boolean;
  /**
   * The variable SEAL_PROJECT is there already, whoever made it: it is overwritten with the Seal Project
   * ID, and deleted with the store. Default false.
   */
  sealProject?: boolean;
}

interface CommonArgs {
  /** The Seal Project ID that is reported. Default: the binding's `project`. */
  sealProject?: pulumi.Input<string>;
  /** Uses what is there already. Default: what is there already is refused. */
  adopt?: AdoptDevelopmentArgs;
  /** The GitHub provider of this store. Default: the binding's, else the stack's. */
  provider?: github.Provider;
}

export interface RepositorySecretArgs extends CommonArgs {
  /** The repository's name, without its owner: that is the GitHub provider's. */
  repository: pulumi.Input<string>;
  /**
   * Names the resources; needed when `repository` is not a plain string. It cannot change later.
   * Default: "github-" and the repository.
   */
  key?: string;
}

export interface OrganizationSecretArgs extends CommonArgs {
  /**
   * Which repositories of the organization (the GitHub provider's owner) read it: "all", "private"
   * (internal ones among them), or the names of some. Private repositories read secrets of an
   * organization on paying plans only (docs.github.com, "Using secrets in GitHub Actions", 2026-11).
   */
  repositories: "all" | "private" | string[];
  /** Names the resources. It cannot change later. Default: "github-organization". */
  key?: string;
}

/** All that any of the stores may be given. */
export type AnyDevelopmentArgs = Partial<RepositorySecretArgs & OrganizationSecretArgs>;
