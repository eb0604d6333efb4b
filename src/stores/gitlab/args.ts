import type * as gitlab from "@pulumi/gitlab";
import type * as pulumi from "@pulumi/pulumi";
import type { VariableLevel } from "../../model/gitlab";
import type { Proof } from "../../model/proof";

export interface AdoptArgs {
  /**
   * Whether a variable SEAL_PROJECT that is there already, in this scope, may be overwritten: it is set to
   * the store's Seal Project ID, and deleted with the store. Default false.
   */
  sealProject?: boolean;
}

export interface AcceptArgs {
  /**
   * Protected branches besides `branch` whose pipelines may read the token, as GitLab lists them:
   * "release/*". Default none.
   */
  branches?: string[];
  /** Protected tags whose pipelines may read the token, as GitLab lists them: "v*". Default none. */
  tags?: string[];
  /**
   * Where unprotected variables SEAL_TOKEN are known and wanted, because they hold a development
   * token: other scopes of the "project", its "group" or their parents, the "instance". Default none.
   */
  variables?: VariableLevel[];
}

/** The pipeline of the project on `branch` confirms a new token; one of its jobs uses it. */
export interface ProjectPipelineArgs {
  /**
   * What the run has to show: "token", that a job of it read the new token, by the job that
   * docs/confirmation.md adds; "success", nothing but that it is green. Default "token".
   */
  proof?: Proof;
}

/** The project whose pipeline on `branch` confirms a new token; one of its jobs uses it. */
export interface GroupPipelineArgs {
  /** A project below the group, by its path, "acme/payments/api", or its number as text. */
  project: pulumi.Input<string>;
  /**
   * What the run has to show: "token", that a job of it read the new token, by the job that
   * docs/confirmation.md adds; "success", nothing but that it is green. Default "token".
   */
  proof?: Proof;
}

interface VariableArgs {
  /**
   * The environments whose jobs read the variables, for example "seal-production"; jobs name theirs
   * with `environment:`. GitLab has scopes of group variables in Premium and Ultimate only
   * (docs.gitlab.com, "CI/CD variables", 2026-11). Default "*", all jobs.
   */
  environmentScope?: string;
  /**
   * Whether GitLab never shows the token again, not even to Maintainers. When that changes, the variable
   * is deleted and made anew: GitLab hides new variables only, and a hidden one for good. What somebody
   * writes into a hidden variable by hand cannot be seen by a refresh. Default false.
   */
  hidden?: boolean;
  /** The Seal Project ID that these jobs report. Default: the binding's `project`. */
  sealProject?: pulumi.Input<string>;
  /**
   * Takes over what is there already. Default: everything is made, and what is there already is refused. A
   * variable SEAL_TOKEN is not taken over, because who reads it knows it as another token: declare the
   * store with an `environmentScope` of its own, and delete the other one after that.
   */
  adopt?: AdoptArgs;
  /**
   * Names the resources, together with the scope; needed when the project or group is not a plain
   * string. It cannot change later. Default: "gitlab-", which of both it is, and its path.
   */
  key?: string;
  /** The GitLab provider of this store: whom it acts as. Default: the binding's, else the stack's. */
  provider?: gitlab.Provider;
}

interface ProductionArgs extends VariableArgs {
  /** The one branch whose pipelines may read the token. Default "main". */
  branch?: string;
  /**
   * Protects the branch, with the levels that GitLab has for that: Maintainers push and merge. Where it is
   * protected already, as the default branch of a new project is, its levels stay as they are. The
   * protection stays when the store or the binding is removed, because more than the token hangs on it.
   * Default false: a branch that is not protected refuses the binding.
   */
  protectBranch?: boolean;
  /**
   * What else may read the token, or one of its name. "Protected" means every protected branch and
   * tag to GitLab, not one branch; so all others refuse the binding, unless they are named here.
   */
  accept?: AcceptArgs;
}

interface OfProject {
  /** The project's path, "acme/checkout", or its number as text. */
  project: pulumi.Input<string>;
  /** The CI run that confirms a new token: `{}` for a pipeline of the project. */
  confirm?: ProjectPipelineArgs;
}

interface OfGroup {
  /** The group's path, "acme/payments", or its number as text. */
  group: pulumi.Input<string>;
  /** The CI run that confirms a new token. */
  confirm?: GroupPipelineArgs;
}

export interface ProjectVariableArgs extends ProductionArgs, OfProject {}
export interface GroupVariableArgs extends ProductionArgs, OfGroup {}
export interface DevelopmentProjectVariableArgs extends VariableArgs, OfProject {}
export interface DevelopmentGroupVariableArgs extends VariableArgs, OfGroup {}

/** All that any of the stores may be given. */
export type AnyVariableArgs = Partial<
  ProductionArgs &
    Omit<OfProject, "confirm"> &
    Omit<OfGroup, "confirm"> & { confirm: Partial<GroupPipelineArgs> }
>;
