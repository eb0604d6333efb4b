import { problem, type Problem } from "../../model/problem";
import type { Handler, Surroundings } from "../handler";
import { overwriting } from "../overwrite";
import { isEnvelope, isSecret, open, secret, type Wire } from "../wire";
import { connect, connectionProblems, notDeleted } from "./client";
import { writtenGroups } from "./endpoints";
import {
  deleteGroup,
  findGroup,
  findNumberedGroup,
  gone,
  labelOnGroup,
  variableIn,
  writeGroup,
  type SeenVariable,
} from "./group";
import { heldInProject, projectIdOf, type InProject } from "./in-project";
import { permissionsOf, setOpen } from "./pipelines";

interface Variable {
  readonly name: string;
  readonly value: string;
  readonly isSecret?: boolean;
}

interface GroupInputs extends InProject {
  readonly name: string;
  readonly description?: string;
  readonly allowAccess?: boolean;
  readonly variables: readonly Variable[];
}

interface GroupOutputs {
  readonly projectId: string;
  readonly groupId: string;
  readonly writtenOn: string;
}

/**
 * `seal:index:AzureDevopsVariableGroup`: a group of a project that is written as a whole, in one request,
 * also over one of its name that is there already.
 */
export function azureDevopsVariableGroupHandler(world: Surroundings): Handler {
  const handler = overwriting<GroupInputs, GroupOutputs>(world, {
    type: "AzureDevopsVariableGroup",
    holder: heldInProject(world),
    // Another name is another name of the same group.
    identity: ["groupId"],
    id: "groupId",
    written: ["name", "description", "allowAccess", "variables", "organizationUrl"],
    outputs: ["projectId", "groupId", "writtenOn"],

    problems: (inputs) => [
      ...connectionProblems("group", inputs, ["project", "name"]),
      ...variableProblems("group.variables", inputs.variables),
    ],

    async write(inputs, before) {
      const client = connect(inputs, world);
      const projectId = await projectIdOf(client, inputs.project);
      const { name, description = "", allowAccess = false } = inputs;
      const there = await (before
        ? findNumberedGroup(client, projectId, before.groupId)
        : findGroup(client, projectId, name));
      if (before && !there) throw gone();
      const id = there?.id;
      const isOpen = id !== undefined && (await permissionsOf(client, projectId, id)).open;
      // Closed before there is more to read, and opened after.
      if (isOpen && !allowAccess) await setOpen(client, projectId, id, false);
      // A name that it was given by hand it keeps, until the program or a refresh says another.
      const called = before?.name === name ? (there?.name ?? name) : name;
      const content = { name: called, description, variables: variablesOf(inputs.variables) };
      const written = await writeGroup(client, projectId, content, id);
      if (!isOpen && allowAccess) await setOpen(client, projectId, written.id, true);
      const { modifiedOn = "" } =
        (await findNumberedGroup(client, projectId, written.id)) ?? written;
      return { projectId, groupId: String(written.id), writtenOn: modifiedOn };
    },

    async read(state) {
      const client = connect(state, world);
      const group = await findNumberedGroup(client, state.projectId, state.groupId);
      if (!group) return undefined;
      const { open: isOpen } = await permissionsOf(client, state.projectId, group.id);
      const { description = "", allowAccess = false } = state;
      return {
        name: group.name,
        ...((group.description ?? "") !== description && { description: group.description ?? "" }),
        ...(isOpen !== allowAccess && { allowAccess: isOpen }),
        variables: variablesAsSeen(state.variables, group.variables ?? {}),
      };
    },

    labelBeside: (state) => labelOnGroup(connect(state, world), state),

    async remove(state) {
      const client = connect(state, world);
      const { projectId, groupId } = state;
      const find = () => findNumberedGroup(client, projectId, groupId);
      const isOpen = (await find()) && (await permissionsOf(client, projectId, groupId)).open;
      if (isOpen) await setOpen(client, projectId, groupId, false);
      // Also of one that is not shown: only this tells whether it is gone.
      const isDone = await deleteGroup(client, projectId, groupId);
      if (!isDone && (await find())) throw notDeleted(writtenGroups);
    },
  });
  return confidential(handler);
}

/** Values of secrets go back in envelopes, whatever they came in: also of one that is no secret any more. */
function confidential(handler: Handler): Handler {
  const sealed = (outs: Wire, given: Wire): Wire => ({
    ...outs,
    variables: sealedIn(outs.variables, given.variables),
  });
  return {
    ...handler,
    async create(urn, news) {
      const { id, outs } = await handler.create(urn, news);
      return { id, outs: sealed(outs, news) };
    },
    async update(id, urn, olds, news) {
      const { outs } = await handler.update(id, urn, olds, news);
      return { outs: sealed(outs, news) };
    },
    async read(id, urn, state) {
      const read = await handler.read(id, urn, state);
      return read.id === "" ? read : { ...read, props: sealed(read.props, state) };
    },
  };
}

/** Names are no secrets: what is one is taken out of messages. */
function sealedIn(list: unknown, given: unknown): unknown {
  const before = (isEnvelope(given) ? given.value : given) as readonly unknown[] | undefined;
  const secrets = (before ?? [])
    .map((wire) => ({ wire, opened: open(wire) as Variable }))
    .filter(({ wire, opened }) => isEnvelope(given) || isSecret(wire) || opened.isSecret)
    .map(({ opened }) => opened.name.toLowerCase());
  return ((open(list) ?? []) as readonly Variable[]).map((variable) =>
    variable.isSecret || secrets.includes(variable.name.toLowerCase())
      ? { ...variable, value: secret(variable.value) }
      : variable,
  );
}

const variablesOf = (variables: readonly Variable[]): Record<string, SeenVariable> =>
  Object.fromEntries(
    variables.map(({ name, value, isSecret = false }) => [name, { value, isSecret }]),
  );

/** What is there now, in the order of the state; the values of secrets are shown to nobody, so the state's stand. */
function variablesAsSeen(
  before: readonly Variable[],
  live: Readonly<Record<string, SeenVariable | null>>,
): Variable[] {
  const kept = before.flatMap((variable) => {
    const seen = variableIn(live, variable.name);
    return seen ? [asSeen(variable, seen)] : [];
  });
  const others = Object.keys(live).filter((name) => !before.some((one) => same(one.name, name)));
  return [
    ...kept,
    ...others.sort().map((name) => asSeen({ name, value: "" }, variableIn(live, name) ?? {})),
  ];
}

function asSeen(variable: Variable, { value, isSecret = false }: SeenVariable): Variable {
  const { name, isSecret: wasSecret = false } = variable;
  if (isSecret !== wasSecret) return { name, value: value ?? "", isSecret };
  return isSecret ? variable : { ...variable, value: value ?? "" };
}

function variableProblems(path: string, variables: unknown): Problem[] {
  if (typeof variables === "symbol") return [];
  if (!Array.isArray(variables) || variables.length === 0) {
    return [problem(path, "be a list of at least one variable")];
  }
  const names = (variables as (Partial<Variable> | symbol)[]).map((variable) =>
    typeof variable === "symbol" ? variable : variable.name,
  );
  const texts = names.filter((name) => typeof name === "string");
  const twice = texts.filter((name, at) => texts.findIndex((one) => same(one, name)) !== at);
  return [
    ...names.flatMap((name, index) =>
      name === undefined || name === "" ? [problem(`${path}[${index}].name`, "be given")] : [],
    ),
    ...twice.map((name) =>
      problem(path, "have each name once, in any case of its letters", { received: name }),
    ),
  ];
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
