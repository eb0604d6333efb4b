import { branchProblems } from "../../model/azure-devops";
import type { Handler, Surroundings } from "../handler";
import { overwriting } from "../overwrite";
import { branchControlId, checksOn, isBranchControl, isTrue, type Check } from "./checks";
import { connect, connectionProblems, notDeleted, type Client } from "./client";
import { writtenChecks } from "./endpoints";
import { goneWithGroup, labelOnGroup, unlessGone } from "./group";
import { heldInProject, projectIdOf, type InProject } from "./in-project";

interface CheckInputs extends InProject {
  readonly groupId: string;
  readonly displayName: string;
  readonly branch: string;
  readonly verifyBranchProtection?: boolean;
}

interface CheckOutputs {
  readonly projectId: string;
  readonly checkId: string;
  readonly isDisabled: boolean;
}

/**
 * `seal:index:AzureDevopsBranchControl`: the one branch-control check of a variable group that is a
 * store's own. A run has to pass every check, so one that a lost answer left behind would stop it for good.
 */
export function azureDevopsBranchControlHandler(world: Surroundings): Handler {
  return overwriting<CheckInputs, CheckOutputs>(world, {
    type: "AzureDevopsBranchControl",
    holder: heldInProject(world),
    identity: ["groupId"],
    id: "checkId",
    written: ["displayName", "branch", "verifyBranchProtection", "organizationUrl"],
    outputs: ["projectId", "checkId", "isDisabled"],
    touched: ({ isDisabled }) => isDisabled,

    problems: (inputs) => [
      ...connectionProblems("check", inputs, ["project", "groupId", "displayName", "branch"]),
      ...(isText(inputs.branch) ? branchProblems("check.branch", inputs.branch) : []),
    ],

    goneWith: (inputs) => goneWithGroup(connect(inputs, world), inputs),

    async write(inputs, before) {
      const client = connect(inputs, world);
      const projectId = await projectIdOf(client, inputs.project);
      const controls = (await checksOn(client, projectId, inputs.groupId)).filter(isBranchControl);
      const own =
        controls.find(({ id }) => String(id) === before?.checkId) ??
        controls.find(isNamed(inputs.displayName)) ??
        controls[0];
      const { id } = await writeCheck(client, projectId, inputs, own);
      const duplicates = controls.filter(
        (check) => check.id !== id && isNamed(inputs.displayName)(check),
      );
      for (const duplicate of duplicates) await deleteCheck(client, projectId, duplicate.id ?? 0);
      return { projectId, checkId: String(id), isDisabled: false };
    },

    async read(state) {
      const check = await find(connect(state, world), state);
      return check && asSeen(state, check);
    },

    labelBeside: (state) => labelOnGroup(connect(state, world), state),

    async remove(state) {
      const client = connect(state, world);
      // Also of one that is not shown: with its group it is gone, and the group's own deletion has to be sure of that.
      const isDone = await unlessGone(client, state, () =>
        deleteCheck(client, state.projectId, state.checkId),
      );
      if (isDone === false && (await find(client, state))) throw notDeleted(writtenChecks);
    },
  });
}

/** Undefined when it is not there any more, or its group is not. */
async function find(client: Client, state: CheckInputs & CheckOutputs): Promise<Check | undefined> {
  const { projectId, groupId, checkId } = state;
  // Of a group that is gone, the API answers that the permission to see its checks is missing
  // (terraform-provider-azuredevops 1.16, common_check.go).
  const checks = await unlessGone(client, state, () => checksOn(client, projectId, groupId));
  return checks?.find(({ id }) => String(id) === checkId);
}

/** As the Azure DevOps provider writes it (1.16), which makes another one instead of taking one over. */
async function writeCheck(
  client: Client,
  project: string,
  { groupId, displayName, branch, verifyBranchProtection = false }: CheckInputs,
  before: Check | undefined,
): Promise<{ readonly id: number }> {
  const body = {
    type: { id: "fe1de3ee-a436-41b4-bb20-f6eb4cb879a7", name: "Task Check" },
    settings: {
      displayName,
      definitionRef: { id: branchControlId, name: "evaluatebranchProtection", version: "0.0.1" },
      inputs: {
        allowedBranches: refOf(branch),
        ensureProtectionOfBranch: String(verifyBranchProtection),
        ...(verifyBranchProtection && { allowUnknownStatusBranch: "false" }),
      },
    },
    resource: { type: "variablegroup", id: groupId },
    timeout: 1440,
    isDisabled: false,
  };
  if (before?.id === undefined) return client.post(writtenChecks, { project }, body);
  const { id, version = 0 } = before;
  return client.patch(writtenChecks, { project, id }, { ...body, id, version });
}

const deleteCheck = (client: Client, project: string, id: number | string) =>
  client.delete(writtenChecks, { project, id });

function asSeen(state: CheckInputs, { settings, isDisabled = false }: Check) {
  const {
    allowedBranches = "",
    ensureProtectionOfBranch,
    allowUnknownStatusBranch,
  } = settings?.inputs ?? {};
  const verifies = isTrue(ensureProtectionOfBranch) && !isTrue(allowUnknownStatusBranch);
  return {
    displayName: settings?.displayName ?? "",
    ...(allowedBranches.trim() !== refOf(state.branch) && { branch: allowedBranches }),
    ...(verifies !== (state.verifyBranchProtection ?? false) && {
      verifyBranchProtection: verifies,
    }),
    isDisabled,
  };
}

const isNamed =
  (displayName: string) =>
  ({ settings }: Check) =>
    settings?.displayName === displayName;

const refOf = (branch: string) => `refs/heads/${branch}`;

/** What is absent is told already, and what is not known yet is judged by the update. */
const isText = (value: unknown) => typeof value === "string" && value !== "";
