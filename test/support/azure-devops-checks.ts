import type { Check } from "./azure-devops-state";
import { fail, type At, type Serve } from "./azure-devops-groups";

/** What a client sends of a check. */
interface CheckBody {
  readonly type: Check["type"];
  readonly settings: Check["settings"];
  readonly timeout?: number;
  readonly isDisabled?: boolean;
  readonly resource: { readonly id: string; readonly type: string };
}

/** Checks on variable groups. Who reads them is told their settings only when asked for. */
export function serveChecks(serve: Serve, nextId: () => number): void {
  const all = "/_apis/pipelines/checks/configurations";
  serve("post", all, ({ project, body }, response) => {
    const given = body as CheckBody;
    const group = Number(given.resource.id);
    if (given.resource.type !== "variablegroup" || !project.groups.has(group)) {
      return fail(response, 404, "The resource does not exist.");
    }
    const check: Check = {
      id: nextId(),
      group,
      type: given.type,
      disabled: false,
      timeout: 43_200,
      version: 0,
      settings: given.settings,
    };
    change(check, given);
    project.checks.set(check.id, check);
    response.json(checkBody(check, whole));
  });
  serve("get", all, ({ project, query }, response) => {
    const checks = [...project.checks.values()]
      .filter(
        ({ group }) => query.resourceType === "variablegroup" && query.resourceId === String(group),
      )
      .map((check) => checkBody(check, query));
    response.json({ count: checks.length, value: checks });
  });
  const one = `${all}/:id`;
  serve("get", one, ({ project, id, query }, response) => {
    const check = project.checks.get(Number(id));
    if (!check) return fail(response, 404, `Check with id ${id} does not exist.`);
    response.json(checkBody(check, query));
  });
  serve("patch", one, ({ project, id, body }, response) => {
    const check = project.checks.get(Number(id));
    if (!check) return fail(response, 404, `Check with id ${id} does not exist.`);
    change(check, body as CheckBody);
    response.json(checkBody(check, whole));
  });
  serve("delete", one, ({ project, id }, response) => {
    response.status(project.checks.delete(Number(id)) ? 204 : 404).end();
  });
}

const whole = { $expand: "settings" };

function change(check: Check, { settings, timeout, isDisabled = false }: CheckBody): void {
  check.version += 1;
  check.settings = settings;
  check.timeout = timeout ?? check.timeout;
  check.disabled = isDisabled;
}

function checkBody(
  { id, group, type, disabled, timeout, version, settings }: Check,
  query: At["query"],
) {
  return {
    id,
    type: { ...type, name: "Task Check" },
    version,
    timeout,
    isDisabled: disabled,
    resource: { type: "variablegroup", id: String(group) },
    ...(query.$expand === "settings" && { settings }),
  };
}
