import type * as gitlab from "@pulumi/gitlab";
import * as pulumi from "@pulumi/pulumi";
import { environmentScopeProblems, variableValueProblems } from "../../model/gitlab";
import { unknownNames } from "../../model/argument-names";
import { describedFor } from "../../model/owner-label";
import { formatProblem } from "../../model/problem";
import { switchProblems } from "../../model/switch";
import {
  fingerprintOf,
  generationVariableName,
  mainBranch,
  projectProblems,
  projectVariableName,
  secretName,
  type TokenType,
} from "../../model/token";
import { GitlabBranchProtection } from "../../resources/gitlab-branch-protection";
import { GitlabVariable } from "../../resources/gitlab-variable";
import { checked } from "../checked";
import { providerOf, providerProblems } from "../host-provider";
import type { Store, StoreEntry, StoreWrite } from "../store";
import { accountOf, type Account } from "./account";
import type { AnyVariableArgs } from "./args";
import {
  acceptProblems,
  adoptProblems,
  branchProblems,
  confirmProblems,
  keyProblems,
  ownerProblems,
} from "./names";

/** The variables of a project or of a group, in one scope, as every store of GitLab makes them. */
export function variableStore<Context extends TokenType>(
  context: Context,
  owner: "project" | "group",
  args: AnyVariableArgs,
): Store<Context> {
  const { environmentScope = "*", branch = mainBranch, hidden, adopt, accept } = args;
  const confirm = args.confirm ?? undefined;
  const provider = providerOf("gitlab", args.provider);
  const given = args[owner];
  const of: pulumi.Input<string> = given ?? "";
  const plain = typeof given === "string" ? given : undefined;
  const owns = args.key ?? (plain && `gitlab-${owner}-${plain}`);
  // A changed scope has names of its own, so that it is filled before the other is emptied.
  const key = owns && (environmentScope === "*" ? owns : `${owns}-${environmentScope}`);
  const kind = `GitLab ${context === "development" ? "development " : ""}${owner} variable`;

  function problems(path: string, _parent: pulumi.Resource, token: pulumi.Output<string>) {
    const found = [
      ...unknownNames(`${path}.`, args, namesOf(context, owner)),
      ...environmentScopeProblems(`${path}.environmentScope`, environmentScope),
      ...branchProblems(`${path}.branch`, branch),
      ...switchProblems(`${path}.hidden`, hidden),
      ...switchProblems(`${path}.protectBranch`, args.protectBranch),
      ...acceptProblems(`${path}.accept`, accept),
      ...confirmProblems(`${path}.confirm`, owner, confirm),
      ...adoptProblems(`${path}.adopt`, adopt),
      ...keyProblems(`${path}.key`, args.key, owner, given !== undefined && plain === undefined),
      ...providerProblems(`${path}.provider`, "gitlab", args.provider),
    ];
    return [
      ...found.map(formatProblem),
      checked(given, (value) => ownerProblems(`${path}.${owner}`, owner, value)),
      ...(confirm?.project === undefined
        ? []
        : [
            checked(confirm.project, (p) => ownerProblems(`${path}.confirm.project`, "project", p)),
          ]),
      ...(args.sealProject === undefined
        ? []
        : [checked(args.sealProject, (id) => projectProblems(`${path}.sealProject`, id))]),
      checked(token, (value) => variableValueProblems("token", `${path} (${kind})`, value)),
    ];
  }

  /** Main has to be protected before what protected refs read is there. */
  function protect(
    name: string,
    account: Account,
    options: pulumi.CustomResourceOptions,
  ): pulumi.Resource[] {
    if (args.protectBranch !== true) return [];
    // More than the token hangs on the protection of a branch, so it is never taken away.
    const retained = { ...options, retainOnDelete: true };
    return [
      new GitlabBranchProtection(`${name}-branch`, { [owner]: of, branch, ...account }, retained),
    ];
  }

  function fill(
    entry: StoreEntry,
    account: Account,
    options: pulumi.CustomResourceOptions,
  ): StoreWrite {
    const common = {
      [owner]: of,
      environmentScope,
      protected: context === "production",
      // Not expanded: a token may hold a `$`, and GitLab masks all characters of raw values only.
      raw: true,
      ...account,
    };
    const secret = new GitlabVariable(
      `${entry.name}-secret`,
      {
        ...common,
        key: secretName,
        value: pulumi.secret(entry.token),
        masked: true,
        hidden,
        description: entry.owner.apply(describedFor),
      },
      options,
    );
    const project = new GitlabVariable(
      `${entry.name}-project`,
      {
        ...common,
        key: projectVariableName,
        value: args.sealProject ?? entry.project,
        masked: false,
      },
      options,
    );
    // Last, so that CI sees a new generation only when all the rest is there, too.
    const generation = new GitlabVariable(
      `${entry.name}-generation`,
      { ...common, key: generationVariableName, value: entry.generation, masked: false },
      pulumi.mergeOptions(options, { dependsOn: [secret, project] }),
    );
    // Under `--target` it may not be there yet.
    const held = (value: string | undefined) => fingerprintOf(value ?? "");
    const fingerprint = pulumi.unsecret(secret.value.apply(held));
    return { generation: generation.value, fingerprint, stamp: fingerprint };
  }

  return {
    context,
    kind,
    key,
    location: located(of, environmentScope, provider),
    provider,
    sealProject: args.sealProject,
    texts: [of, environmentScope, branch, confirm?.project, args.sealProject, args.key],
    problems,

    place(parent) {
      return {
        host: "gitlab",
        [owner]: of,
        environmentScope,
        branch,
        secretName,
        hidden,
        variables: [
          ...(adopt?.sealProject === true ? [] : [projectVariableName]),
          generationVariableName,
        ],
        adopted: false,
        ...(accept === undefined ? {} : { accept }),
        ...accountOf(parent, provider),
      };
    },

    confine(entry, options) {
      const account = accountOf(options.parent, provider);
      return {
        resources: protect(entry.name, account, options),
        fill: (proven, after) => fill(proven, account, pulumi.mergeOptions(options, after)),
      };
    },

    run(parent) {
      if (confirm === undefined) return undefined;
      const project = owner === "group" ? (confirm.project ?? "") : of;
      const { proof } = confirm;
      return { host: "gitlab", project, branch, proof, ...accountOf(parent, provider) };
    },
  };
}

const namesOf = (context: TokenType, owner: "project" | "group") => ({
  [owner]: true,
  ...common,
  ...(context === "production" ? { branch: true, protectBranch: true, accept: true } : {}),
});
const common = {
  confirm: true,
  environmentScope: true,
  hidden: true,
  sealProject: true,
  adopt: true,
  key: true,
  provider: true,
};

function located(
  of: pulumi.Input<string>,
  scope: string,
  provider: gitlab.Provider | undefined,
): pulumi.Output<string> {
  const where = scope === "*" ? pulumi.interpolate`${of}` : pulumi.interpolate`${of} (${scope})`;
  if (!provider) return where;
  const server = provider.baseUrl.apply((url = "") =>
    URL.canParse(url) ? new URL(url).host : url || "gitlab.com",
  );
  return pulumi.interpolate`${server}/${where}`;
}
