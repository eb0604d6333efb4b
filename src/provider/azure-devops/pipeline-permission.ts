import { problem, type Problem } from "../../model/problem";
import type { Handler, Surroundings } from "../handler";
import { overwriting } from "../overwrite";
import { pause } from "../pause";
import { connect, connectionProblems, type Client } from "./client";
import { goneWithGroup, labelOnGroup, unlessGone } from "./group";
import { heldInProject, projectIdOf, type InProject } from "./in-project";
import { permittedPipelines, setPermitted } from "./pipelines";

interface PermissionInputs extends InProject {
  readonly groupId: string;
  readonly pipelineId: number;
}

interface PermissionOutputs {
  readonly projectId: string;
}

type Permission = Pick<PermissionInputs, "groupId" | "pipelineId"> & PermissionOutputs;

const [pollSeconds, patienceMs] = [5, 60_000];

/**
 * `seal:index:AzureDevopsPipelinePermission`: that one pipeline may use a variable group. The Azure DevOps
 * provider (1.16) fails to take it back from a group that is gone, and with it every update.
 */
export function azureDevopsPipelinePermissionHandler(world: Surroundings): Handler {
  const inTurn = oneAtATime();

  /** What was asked for may not be kept: the provider (1.16) asks again until it is, too. */
  async function settle(client: Client, permission: Permission, authorized: boolean) {
    const deadline = world.clock.now().getTime() + patienceMs;
    const { projectId, groupId, pipelineId } = permission;
    for (;;) {
      await setPermitted(client, projectId, groupId, pipelineId, authorized);
      if ((await isPermitted(client, permission)) === authorized) return;
      const state = authorized ? "not permitted" : "permitted";
      const late = `pipeline ${pipelineId} is still ${state} to use the group after ${patienceMs / 1000} seconds; the next update asks again`;
      await pause({ ...world, deadline, pollSeconds }, "Azure DevOps", late);
    }
  }

  return overwriting<PermissionInputs, PermissionOutputs>(world, {
    type: "AzureDevopsPipelinePermission",
    holder: heldInProject(world),
    identity: ["groupId", "pipelineId"],
    written: ["organizationUrl"],
    outputs: ["projectId"],

    problems: (inputs) => [
      ...connectionProblems("permission", inputs, ["project", "groupId"]),
      ...pipelineProblems("permission.pipelineId", inputs.pipelineId),
    ],

    goneWith: (inputs) => goneWithGroup(connect(inputs, world), inputs),

    async write(inputs) {
      const client = connect(inputs, world);
      const projectId = await projectIdOf(client, inputs.project);
      await inTurn(inputs.groupId, () => settle(client, { ...inputs, projectId }, true));
      return { projectId };
    },

    read: async (state) => ((await isPermitted(connect(state, world), state)) ? {} : undefined),

    labelBeside: (state) => labelOnGroup(connect(state, world), state),

    async remove(state) {
      const client = connect(state, world);
      if (!(await isPermitted(client, state))) return;
      await inTurn(state.groupId, () => settle(client, state, false));
    },
  });
}

/** Of a group that is gone nobody may use anything; where it is not known that it is, this rejects. */
async function isPermitted(client: Client, permission: Permission): Promise<boolean> {
  const { projectId, groupId, pipelineId } = permission;
  const permitted = await unlessGone(client, permission, () =>
    permittedPipelines(client, projectId, groupId),
  );
  return permitted?.some(({ id }) => id === pipelineId) === true;
}

/** All permissions of a group are one list, so two that are changed at once may undo each other. */
function oneAtATime() {
  const last = new Map<string, Promise<void>>();
  return (group: string, act: () => Promise<void>): Promise<void> => {
    const turn = (last.get(group) ?? Promise.resolve()).then(act);
    last.set(
      group,
      turn.catch(() => undefined),
    );
    return turn;
  };
}

function pipelineProblems(path: string, id: unknown): Problem[] {
  // What is not known yet is judged by the update.
  if (typeof id === "symbol" || (Number.isSafeInteger(id) && Number(id) > 0)) return [];
  return [problem(path, "be the id of a pipeline, a positive whole number", { received: id })];
}
