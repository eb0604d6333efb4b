import type * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";
import { branchProblems } from "../../model/azure-devops";
import { unknownNames } from "../../model/argument-names";
import { describedFor } from "../../model/owner-label";
import { formatProblem } from "../../model/problem";
import { switchProblems } from "../../model/switch";
import { proofProblems } from "../../model/proof";
import {
  fingerprintOf,
  generationVariableName,
  mainBranch,
  placeNames,
  projectProblems,
  projectVariableName,
  secretName,
  type TokenType,
} from "../../model/token";
import { AzureDevopsBranchControl } from "../../resources/azure-devops-branch-control";
import { AzureDevopsPipelinePermission } from "../../resources/azure-devops-pipeline-permission";
import { AzureDevopsVariableGroup } from "../../resources/azure-devops-variable-group";
import { checked } from "../checked";
import { providerOf, providerProblems } from "../host-provider";
import { ownOptions } from "../own-options";
import type { Store, StoreEntry, StoreWrite } from "../store";
import { accountOf } from "./account";
import type { AnyGroupArgs } from "./args";
import { groupProblems, keyProblems } from "./names";
import { confirmProblems, namedPipelines, pipelineIdProblems, pipelineProblems } from "./pipelines";
import { projectProblems as nameProblems } from "./project";

type Variables = readonly { readonly name: string; readonly value: string }[];

/** A variable group, as both stores of Azure DevOps make it; the production one has a check on it. */
export function groupStore<Context extends TokenType>(
  context: Context,
  args: AnyGroupArgs,
): Store<Context> {
  const { group = placeNames[context], branch = mainBranch } = args;
  const confined = context === "production";
  const verifies = args.verifyBranchProtection ?? false;
  const project: pulumi.Input<string> = args.project ?? "";
  const plain = typeof args.project === "string" ? args.project : undefined;
  const owns = args.key ?? (plain && `azure-devops-${plain}`);
  // A changed group has names of its own, so that it is filled before the other is emptied.
  const key = owns && `${owns}-${group}`.replace(/[^A-Za-z0-9_.-]+/g, "-");
  const pipelines = namedPipelines(args.pipelines);
  const ids = pulumi.all(pipelines.map(({ id }) => id));
  const confirm = args.confirm ?? undefined;
  const provider = providerOf("azuredevops", args.provider);

  function problems(path: string): pulumi.Input<string>[] {
    const isLate = args.project !== undefined && plain === undefined;
    const found = [
      ...unknownNames(`${path}.`, args, confined ? { ...names, ...confiningNames } : names),
      ...groupProblems(`${path}.group`, group),
      ...branchProblems(`${path}.branch`, branch),
      ...switchProblems(`${path}.verifyBranchProtection`, args.verifyBranchProtection),
      ...pipelineProblems(`${path}.pipelines`, args.pipelines, { every: !confined }),
      ...confirmProblems(`${path}.confirm`, confirm, args.pipelines),
      ...proofProblems(`${path}.confirm.proof`, confirm?.proof),
      ...keyProblems(`${path}.key`, args.key, isLate),
      ...providerProblems(`${path}.provider`, "azuredevops", args.provider),
    ];
    // A plain number that is no id is told already.
    const late = found.length === 0 ? ids : pulumi.output<number[]>([]);
    return [
      ...found.map(formatProblem),
      checked(args.project, (value) => nameProblems(`${path}.project`, value)),
      checked(late, (known) => pipelineIdProblems(`${path}.pipelines`, known)),
      ...(args.sealProject === undefined
        ? []
        : [checked(args.sealProject, (id) => projectProblems(`${path}.sealProject`, id))]),
    ];
  }

  /**
   * The group is written as a whole, in one request: a rotation never leaves it without a token, and
   * CI never sees the label of another. Nobody may use it until the pipelines are permitted to.
   */
  function write(entry: StoreEntry, options: Options) {
    return new AzureDevopsVariableGroup(
      `${entry.name}-group`,
      {
        project,
        name: group,
        description: entry.owner.apply(describedFor),
        allowAccess: args.pipelines === "all",
        variables: [
          { name: secretName, isSecret: true, value: pulumi.secret(entry.token) },
          { name: projectVariableName, value: args.sealProject ?? entry.project },
          { name: generationVariableName, value: entry.generation },
        ],
        ...accountOf(options.parent, provider),
      },
      ownOptions(options),
    );
  }

  function check(entry: StoreEntry, written: AzureDevopsVariableGroup, options: Options) {
    return new AzureDevopsBranchControl(
      `${entry.name}-check`,
      {
        project,
        groupId: written.id,
        displayName: `Only ${branch} reads the production token`,
        branch,
        verifyBranchProtection: verifies,
        label: entry.owner,
        ...accountOf(options.parent, provider),
      },
      ownOptions(options),
    );
  }

  function permit(
    entry: StoreEntry,
    written: AzureDevopsVariableGroup,
    options: Options,
  ): StoreWrite {
    const permissions = pipelines.map(
      ({ name, id }) =>
        new AzureDevopsPipelinePermission(
          `${entry.name}-pipeline-${name}`,
          {
            project,
            groupId: written.id,
            pipelineId: id,
            label: entry.owner,
            ...accountOf(options.parent, provider),
          },
          ownOptions(options),
        ),
    );
    // Known only when the pipelines may read it, too.
    const permitted = pulumi.all(permissions.map(({ id }) => id));
    const valueOf = (name: string) =>
      pulumi
        .all([written.variables, permitted])
        .apply(([list]: [Variables | undefined, unknown]) => {
          // Under `--target` it may not be there yet.
          return list?.find((variable) => variable.name === name)?.value ?? "";
        });
    return {
      generation: pulumi.unsecret(valueOf(generationVariableName)),
      fingerprint: pulumi.unsecret(valueOf(secretName).apply(fingerprintOf)),
      stamp: written.writtenOn,
    };
  }

  return {
    context,
    kind: "Azure DevOps variable group",
    key,
    location: located(project, group, provider),
    provider,
    sealProject: args.sealProject,
    texts: [project, group, branch, args.sealProject, args.key],
    problems,

    place(parent) {
      return {
        host: "azure-devops",
        project,
        group,
        branch,
        protectedOnly: verifies,
        pipelines: ids,
        secretName,
        adopted: false,
        ...accountOf(parent, provider),
      };
    },

    confine(entry, options) {
      const withProvider = provider ? { ...options, provider } : options;
      const written = write(entry, withProvider);
      const confining = confined ? [check(entry, written, withProvider)] : [];
      return {
        resources: [written, ...confining],
        fill: (proven, after) => permit(proven, written, pulumi.mergeOptions(withProvider, after)),
      };
    },

    run(parent) {
      if (confirm === undefined) return undefined;
      const named = pipelines.find(({ name }) => name === String(confirm.pipeline));
      return {
        host: "azure-devops",
        project,
        pipeline: named?.id ?? Number(confirm.pipeline),
        branch,
        proof: confirm.proof,
        ...accountOf(parent, provider),
      };
    },
  };
}

type Options = pulumi.CustomResourceOptions;

const names = {
  project: true,
  pipelines: true,
  group: true,
  sealProject: true,
  confirm: true,
  key: true,
  provider: true,
};
const confiningNames = { branch: true, verifyBranchProtection: true };

function located(
  project: pulumi.Input<string>,
  group: string,
  provider: azuredevops.Provider | undefined,
): pulumi.Output<string> {
  const where = pulumi.interpolate`${project}/${group}`;
  if (!provider) return where;
  const organization = provider.orgServiceUrl.apply((url) => url?.replace(/^.*?:\/\/|\/+$/g, ""));
  return pulumi.interpolate`${organization}/${where}`;
}
