import type * as azuredevops from "@pulumi/azuredevops";
import type * as pulumi from "@pulumi/pulumi";
import type { Proof } from "../../model/proof";
import type { PipelineArgs } from "./pipelines";

/** The pipeline whose run on the branch confirms a new token; one of its jobs uses it. */
export interface PipelineRunArgs {
  /** One of `pipelines`, by its id, or by its `name` when it has one. */
  pipeline: number | string;
  /**
   * What the run has to show: "token", that a job of it read the new token, by the job that
   * docs/confirmation.md adds; "success", nothing but that it is green. Default "token".
   */
  proof?: Proof;
}

interface GroupArgs {
  /** The project's name, or its id; its organization is the Azure DevOps provider's. */
  project: pulumi.Input<string>;
  /**
   * The Seal Project ID that these pipelines report, as SEAL_PROJECT. Default: the binding's
   * `project`.
   */
  sealProject?: pulumi.Input<string>;
  /**
   * Names the resources, together with the group; needed when `project` is not a plain string. It
   * cannot change later. Default: "azure-devops-" and the project.
   */
  key?: string;
  /** The CI run that confirms a new token. */
  confirm?: PipelineRunArgs;
  /** The Azure DevOps provider of this store. Default: the binding's, else the stack's. */
  provider?: azuredevops.Provider;
}

export interface VariableGroupArgs extends GroupArgs {
  /**
   * The pipelines that may use the group, at least one, each by its id (`definitionId` in the address
   * of its page) or as a `PipelineArgs`. They run from a file: no check stops classic pipelines.
   */
  pipelines: (number | PipelineArgs)[];
  /** The group's name, by which pipelines refer to it. Default "seal-production". */
  group?: string;
  /** The one branch whose runs may read the token. Default "main". */
  branch?: string;
  /**
   * Whether the check also wants a branch policy on the branch, and stops runs when there is none or
   * when that cannot be found out. Azure Repos only knows policies of its own repositories, so leave
   * it out for pipelines of others. Default false.
   */
  verifyBranchProtection?: boolean;
}

export interface DevelopmentVariableGroupArgs extends GroupArgs {
  /** The pipelines that may use the group, as for `variableGroup`, or "all" of the project. */
  pipelines: (number | PipelineArgs)[] | "all";
  /** The group's name, by which pipelines refer to it. Default "seal-development". */
  group?: string;
}

/** All that either of the stores may be given. */
export type AnyGroupArgs = Partial<
  Omit<VariableGroupArgs, "pipelines"> & Pick<DevelopmentVariableGroupArgs, "pipelines">
>;
