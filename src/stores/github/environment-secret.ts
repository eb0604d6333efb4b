import type * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import type { CopyScope } from "../../model/copy-scope";
import { secretSizeProblems, stampOf } from "../../model/github";
import { unknownNames, type NamesOf } from "../../model/argument-names";
import { ownerVariableName } from "../../model/owner-label";
import { formatProblem, type Problem } from "../../model/problem";
import { proofProblems, type Proof } from "../../model/proof";
import {
  fingerprintOf,
  mainBranch,
  placeNames,
  projectProblems,
  secretName,
} from "../../model/token";
import { GithubBranchPolicy } from "../../resources/github-branch-policy";
import { switchProblems } from "../../model/switch";
import { GithubEnvironment } from "../../resources/github-environment";
import { checked } from "../checked";
import { providerOf, providerProblems } from "../host-provider";
import { ownOptions } from "../own-options";
import type { ProductionStore, StoreEntry, StoreWrite } from "../store";
import { accountOf, connectionOf, ownedBy } from "./account";
import {
  acceptProblems,
  adoptProblems,
  branchProblems,
  environmentProblems,
  keyProblems,
  repositoryProblems,
  workflowProblems,
} from "./names";
import { githubSecret } from "./secret-resources";
import { foreignVariables, ownerVariable, variables } from "./variables";

/** The workflow whose run on the main branch confirms a token. */
export interface WorkflowArgs {
  /** File name of a workflow with a `workflow_dispatch` trigger whose job uses the token. */
  workflow: string;
  /**
   * What the run has to show: "token", that a job of it read the new token, by the job that
   * docs/confirmation.md adds; "success", nothing but that it is green. Default "token".
   */
  proof?: Proof;
}

export interface AdoptArgs {
  /**
   * The environment, with its branch policy, is somebody else's: it is neither made, changed nor
   * deleted here, and has to let in exactly the branch. Default false.
   */
  environment?: boolean;
  /**
   * The variable SEAL_PROJECT is there already, whoever made it: it is overwritten with the Seal Project
   * ID, and deleted with the store. Default false.
   */
  sealProject?: boolean;
}

export interface EnvironmentSecretArgs {
  /** The repository's name, without its owner: that is the GitHub provider's. */
  repository: pulumi.Input<string>;
  /** The environment's name. Default "seal-production". */
  environment?: string;
  /** The one branch whose jobs may read the token. Default "main". */
  branch?: string;
  /** The Seal Project ID of this repository. Default: the binding's `project`. */
  sealProject?: pulumi.Input<string>;
  /** The CI run that confirms a new token. */
  confirm?: WorkflowArgs;
  /**
   * Whether repository administrators may bypass the environment's protection. Default false.
   * GitHub offers the switch for private repositories on Enterprise plans only
   * (docs.github.com, "Managing environments for deployment", 2026-09); set true elsewhere.
   */
  adminsBypass?: boolean;
  /**
   * Uses what is there already and belongs to somebody else. Default: everything is made, and an
   * environment that is there already is refused.
   */
  adopt?: AdoptArgs;
  /**
   * Scopes outside the environment where a secret of the same name is known and wanted; they are not
   * looked at then. Default: none, and a copy anywhere refuses the binding.
   */
  accept?: CopyScope[];
  /**
   * Names the resources, together with the environment; needed when `repository` is not a plain
   * string. It cannot change later. Default: "github-" and the repository.
   */
  key?: string;
  /** The GitHub provider of this store. Default: the binding's, else the stack's. */
  provider?: github.Provider;
}

/**
 * A secret of a GitHub environment that only jobs on the main branch can enter: the environment has
 * a custom branch policy of exactly that branch before the secret is written.
 */
export function environmentSecret(given: EnvironmentSecretArgs): ProductionStore {
  // People on JavaScript may pass nothing; then every problem is told, and none thrown.
  const args = (given as EnvironmentSecretArgs | undefined) ?? ({} as EnvironmentSecretArgs);
  const { environment = placeNames.production, branch = mainBranch } = args;
  const repository: pulumi.Input<string> = args.repository ?? "";
  const confirm = args.confirm ?? undefined;
  const provider = providerOf("github", args.provider);
  const repositoryKey = typeof args.repository === "string" ? args.repository : undefined;
  const owns = args.key ?? (repositoryKey && `github-${repositoryKey}`);
  // A changed environment has names of its own, so that it is filled before the other is emptied.
  const key = owns && `${owns}-${environment}`;
  const adopt = args.adopt ?? {};
  const accept = args.accept ?? [];

  function problems(path: string, _parent: pulumi.Resource, token: pulumi.Output<string>) {
    const found: Problem[] = [
      ...unknownNames(`${path}.`, args, names),
      ...(typeof confirm === "object"
        ? unknownNames(`${path}.confirm.`, confirm, confirmNames)
        : []),
      ...switchProblems(`${path}.adminsBypass`, args.adminsBypass),
      ...environmentProblems(`${path}.environment`, environment),
      ...branchProblems(`${path}.branch`, branch),
      ...(confirm === undefined
        ? []
        : workflowProblems(`${path}.confirm.workflow`, confirm?.workflow)),
      ...proofProblems(`${path}.confirm.proof`, confirm?.proof),
      ...acceptProblems(`${path}.accept`, accept),
      ...adoptProblems(`${path}.adopt`, adopt),
      ...keyProblems(`${path}.key`, args.key, repositoryKey === undefined),
      ...providerProblems(`${path}.provider`, "github", args.provider),
    ];
    return [
      ...found.map(formatProblem),
      checked(args.repository, (value) => repositoryProblems(`${path}.repository`, value)),
      ...(args.sealProject === undefined
        ? []
        : [checked(args.sealProject, (value) => projectProblems(`${path}.sealProject`, value))]),
      checked(token, (value) => secretSizeProblems("token", `${path} (GitHub environment)`, value)),
    ];
  }

  const connection = ({ parent }: pulumi.CustomResourceOptions) =>
    connectionOf(accountOf(parent, provider));

  /** An environment without a policy lets no branch in, so the order opens nothing. */
  function confineEnvironment(
    { name, owner: label }: StoreEntry,
    options: pulumi.CustomResourceOptions,
  ) {
    const place = { ...connection(options), repository, environment, label };
    const confined = new GithubEnvironment(
      `${name}-environment`,
      { ...place, adminsBypass: args.adminsBypass ?? false },
      ownOptions(options),
    );
    const policy = new GithubBranchPolicy(
      `${name}-policy`,
      { ...place, branch },
      pulumi.mergeOptions(ownOptions(options), { dependsOn: confined }),
    );
    return [confined, policy];
  }

  function fillEnvironment(entry: StoreEntry, options: pulumi.CustomResourceOptions): StoreWrite {
    const place = { ...connection(options), repository, environment, label: entry.owner };
    const owner = ownerVariable(entry, place, ownerVariableName, options);
    const secret = githubSecret(
      `${entry.name}-secret`,
      { product: "actions", ...place, secretName, value: entry.token },
      pulumi.mergeOptions(options, { dependsOn: owner }),
    );
    const generation = variables(entry, place, args.sealProject, secret, options);
    const fingerprint = secret.value.apply((value) => fingerprintOf(value ?? ""));
    return {
      generation,
      fingerprint: pulumi.unsecret(fingerprint),
      stamp: secret.writtenAt.apply(stampOf),
    };
  }

  return {
    context: "production",
    kind: "GitHub environment",
    key,
    location: ownedBy(provider, pulumi.interpolate`${repository}/${environment}`),
    provider,
    sealProject: args.sealProject,
    texts: [repository, environment, branch, args.sealProject, confirm?.workflow, args.key],
    problems,

    place(parent) {
      return {
        host: "github",
        repository,
        environment,
        branch,
        secretName,
        variables: foreignVariables(adopt),
        adopted: adopt.environment ?? false,
        accept,
        ...connectionOf(accountOf(parent, provider)),
      };
    },

    confine(entry, options) {
      const withProvider = provider ? { ...options, provider } : options;
      const confining = adopt.environment ? [] : confineEnvironment(entry, withProvider);
      return {
        resources: confining,
        fill: (proven, after) => fillEnvironment(proven, pulumi.mergeOptions(withProvider, after)),
      };
    },

    run(parent) {
      if (confirm === undefined) return undefined;
      return {
        host: "github",
        repository,
        workflow: confirm.workflow,
        branch,
        proof: confirm.proof,
        ...connectionOf(accountOf(parent, provider)),
      };
    },
  };
}

const names: NamesOf<EnvironmentSecretArgs> = {
  repository: true,
  environment: true,
  branch: true,
  sealProject: true,
  confirm: true,
  adminsBypass: true,
  adopt: true,
  accept: true,
  key: true,
  provider: true,
};
const confirmNames: NamesOf<WorkflowArgs> = { workflow: true, proof: true };
