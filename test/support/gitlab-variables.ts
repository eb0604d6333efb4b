import type { Response } from "express";
import { variableErrors, type Variable } from "./gitlab-state";
import { sendPage } from "./gitlab-paging";
import type { At, Serve } from "./gitlab-server";

type Change = Partial<Record<keyof Variable | "masked_and_hidden", unknown>>;

/**
 * The variables of projects or of groups: `POST`, and by key and scope `GET`, `PUT`, `DELETE`. A `PUT` of a
 * group whose filter finds none strays to one of the same key (gitlab-org/gitlab,
 * lib/api/group_variables.rb, Ci::ChangeVariableService).
 */
export function serveVariables(
  serve: Serve,
  { strays, describes }: { strays: boolean; describes: () => boolean },
): void {
  const bodyOf = (variable: Variable) => variableBody(variable, describes());
  const withChange = (variable: Variable, { description, ...change }: Change) =>
    changed(variable, {
      ...change,
      ...(describes() && description !== undefined && { description }),
    });
  serve("get", "/variables", (at, response) => {
    sendPage(response, at.owner.variables.map(bodyOf));
  });
  serve("post", "/variables", ({ owner, body }, response) => {
    const variable = withChange(newVariable(), body);
    const taken = owner.variables.some(
      ({ key, environment_scope }) =>
        key === variable.key && environment_scope === variable.environment_scope,
    );
    const errors = variableErrors(variable);
    if (taken) errors.key = [`(${variable.key}) has already been taken`];
    if (Object.keys(errors).length > 0) return invalid(response, errors);
    owner.variables.push(variable);
    response.status(201).json(bodyOf(variable));
  });

  const one = "/variables/:name";
  serve("get", one, (at, response) => {
    withVariable(at, response, (variable) => void response.json(bodyOf(variable)));
  });
  serve("put", one, (at, response) => {
    const found = foundBy(at).length > 0;
    withVariable(strays && !found ? { ...at, query: {} } : at, response, (variable) => {
      const { key: _key, hidden: _hidden, masked_and_hidden: _both, ...change } = at.body;
      const after = withChange({ ...variable }, change);
      const errors = variableErrors(after);
      if (variable.hidden && after.masked !== variable.masked) {
        errors.base = ["Updating masked attribute is not allowed on updates for hidden variables."];
      }
      // Whoever asks for a visibility that GitLab gives new variables only (docs.gitlab.com, "Hide a
      // CI/CD variable") is refused; the text is GitLab's.
      if (at.body.masked_and_hidden === true && !variable.hidden) {
        errors.base = ["Updating hidden attribute is not allowed on updates."];
      }
      if (Object.keys(errors).length > 0) return invalid(response, errors);
      Object.assign(variable, after);
      response.json(bodyOf(variable));
    });
  });
  serve("delete", one, (at, response) => {
    withVariable(at, response, (variable) => {
      at.owner.variables.splice(at.owner.variables.indexOf(variable), 1);
      response.status(204).end();
    });
  });
}

export function variableBody({ description, ...variable }: Variable, described: boolean) {
  return {
    ...variable,
    value: variable.hidden ? null : variable.value,
    ...(described && { description }),
  };
}

function foundBy({ owner, name, query }: At): Variable[] {
  const scope = query["filter[environment_scope]"];
  return owner.variables.filter(
    ({ key, environment_scope }) =>
      key === name && (scope === undefined || environment_scope === scope),
  );
}

function withVariable(at: At, response: Response, act: (variable: Variable) => void): void {
  const found = foundBy(at);
  if (found.length > 1) {
    const message =
      "There are multiple variables with provided parameters. Please use 'filter[environment_scope]'";
    return void response.status(409).json({ message });
  }
  if (found.length === 0) {
    return void response.status(404).json({ message: "404 Variable Not Found" });
  }
  act(found[0]!);
}

function newVariable(): Variable {
  return {
    key: "",
    value: "",
    variable_type: "env_var",
    protected: false,
    masked: false,
    hidden: false,
    raw: false,
    environment_scope: "*",
    description: null,
  };
}

/** Takes over what the API knows; everything else is passed over, as GitLab does. */
function changed(variable: Variable, { masked_and_hidden, ...given }: Change): Variable {
  const known = Object.keys(variable).filter((name) => name !== "hidden" && name in given);
  const change = Object.fromEntries(known.map((name) => [name, given[name as keyof Variable]]));
  const hidden = masked_and_hidden === true ? { masked: true, hidden: true } : {};
  return { ...variable, ...change, ...hidden };
}

function invalid(response: Response, message: Record<string, string[]>): void {
  response.status(400).json({ message });
}
