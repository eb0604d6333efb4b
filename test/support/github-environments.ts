import type { Request, Response } from "express";
import {
  environmentOf,
  stamp,
  storedName,
  type Environment,
  type Organization,
  type Repository,
  type Stamped,
} from "./github-state";
import { listOf } from "./github-variables";
import { nodeId } from "./github-repositories";
import type { SealedBox } from "./sealed-box";

export type Method = "get" | "put" | "post" | "patch" | "delete";

/** What a request is about. */
export interface At {
  readonly repository: Repository;
  /** Its owner's. */
  readonly organization: Organization;
  /** The environment's name. */
  readonly name: string;
  readonly id: string;
  readonly body: Record<string, unknown>;
  readonly query: Request["query"];
}

/** Serves a path below a repository. */
export type Serve = (
  method: Method,
  path: string,
  handle: (at: At, response: Response) => void | Promise<void>,
) => void;

type InEnvironment = (
  method: Method,
  path: string,
  handle: (at: At & { environment: Environment }, response: Response) => void,
) => void;

/** Environments with their branch policies, secrets and variables. */
export function serveEnvironments(serve: Serve, box: SealedBox, nextId: () => number): void {
  const inEnvironment = within(serve);
  const at = "/environments/:environment";
  serve("put", at, ({ repository, name, body }, response) => {
    const others = ["can_admins_bypass", "wait_timer", "prevent_self_review", "reviewers"];
    if (!repository.protects && others.some((key) => key in body)) {
      return void response.status(422).json({ message: "Failed to create the environment" });
    }
    const environment = environmentOf(repository, name) ?? newEnvironment(name, { id: nextId() });
    environment.branchPolicy = (body.deployment_branch_policy ??
      null) as Environment["branchPolicy"];
    environment.canAdminsBypass = body.can_admins_bypass !== false;
    // What is left out is reset.
    const { wait_timer, prevent_self_review, reviewers } = body as Environment["protection"] &
      object;
    environment.protection = { wait_timer, prevent_self_review, reviewers };
    repository.environments.set(environment.name, environment);
    response.json(environmentBody(environment));
  });
  inEnvironment("get", at, ({ environment }, response) => {
    response.json(environmentBody(environment));
  });
  inEnvironment("delete", at, ({ repository, environment }, response) => {
    repository.environments.delete(environment.name);
    response.status(204).end();
  });

  const policies = `${at}/deployment-branch-policies`;
  inEnvironment("get", policies, ({ environment }, response) => {
    const { policies: list } = environment;
    response.json({ total_count: list.length, branch_policies: list });
  });
  inEnvironment("post", policies, ({ environment, body }, response) => {
    if (!environment.branchPolicy?.custom_branch_policies) {
      return void response.status(404).json({ message: "Not Found" });
    }
    const twin = environment.policies.find(
      ({ name, type }) => name === body.name && type === (body.type ?? "branch"),
    );
    // docs.github.com, REST API, "Create a deployment branch policy": 303 if the pattern is there.
    if (twin) return void response.status(303).json({ message: "Already exists" });
    const policy = {
      id: nextId(),
      name: String(body.name),
      type: (body.type ?? "branch") as "branch",
    };
    environment.policies.push(policy);
    response.json(policy);
  });
  const one = `${policies}/:id`;
  inEnvironment("get", one, ({ environment, id }, response) => {
    const policy = environment.policies.find((p) => p.id === Number(id));
    if (!policy) return void response.status(404).json({ message: "Not Found" });
    response.json(policy);
  });
  inEnvironment("put", one, ({ environment, id, body }, response) => {
    const policy = environment.policies.find((p) => p.id === Number(id));
    if (!policy) return void response.status(404).json({ message: "Not Found" });
    policy.name = String(body.name);
    response.json(policy);
  });
  inEnvironment("delete", one, ({ environment, id }, response) => {
    const index = environment.policies.findIndex((p) => p.id === Number(id));
    if (index < 0) return void response.status(404).json({ message: "Not Found" });
    environment.policies.splice(index, 1);
    response.status(204).end();
  });
  serveSecrets(inEnvironment, box);
  serveVariables(inEnvironment);
}

function serveSecrets(inEnvironment: InEnvironment, box: SealedBox): void {
  const at = "/environments/:environment/secrets";
  inEnvironment("get", at, ({ environment }, response) => {
    const secrets = [...environment.secrets].map(([name, secret]) => shown(name, secret));
    response.json({ total_count: secrets.length, secrets });
  });
  inEnvironment("get", `${at}/public-key`, (_at, response) => {
    response.json({ key_id: box.keyId, key: box.publicKey });
  });
  inEnvironment("put", `${at}/:id`, ({ environment, id, body }, response) => {
    if (body.key_id !== box.keyId) {
      return void response.status(422).json({ message: "Bad request - key ID does not match" });
    }
    const name = storedName(id);
    const existed = environment.secrets.has(name);
    stamp(environment.secrets, name, box.open(String(body.encrypted_value)));
    response.status(existed ? 204 : 201).end();
  });
  inEnvironment("get", `${at}/:id`, ({ environment, id }, response) => {
    const name = storedName(id);
    const secret = environment.secrets.get(name);
    if (!secret) return void response.status(404).json({ message: "Not Found" });
    response.json(shown(name, secret));
  });
  inEnvironment("delete", `${at}/:id`, ({ environment, id }, response) => {
    response.status(environment.secrets.delete(storedName(id)) ? 204 : 404).end();
  });
}

function serveVariables(inEnvironment: InEnvironment): void {
  const at = "/environments/:environment/variables";
  inEnvironment("get", at, ({ environment }, response) => {
    response.json(listOf(environment.variables));
  });
  inEnvironment("post", at, ({ environment, body }, response) => {
    const name = storedName(String(body.name));
    if (environment.variables.has(name)) {
      return void response
        .status(409)
        .json({ message: "Already exists - Variable already exists" });
    }
    stamp(environment.variables, name, String(body.value));
    response.status(201).json({});
  });
  inEnvironment("get", `${at}/:id`, ({ environment, id }, response) => {
    const name = storedName(id);
    const variable = environment.variables.get(name);
    if (!variable) return void response.status(404).json({ message: "Not Found" });
    response.json({ ...shown(name, variable), value: variable.value });
  });
  inEnvironment("patch", `${at}/:id`, ({ environment, id, body }, response) => {
    const name = storedName(id);
    if (!environment.variables.has(name))
      return void response.status(404).json({ message: "Not Found" });
    stamp(environment.variables, name, String(body.value));
    response.status(204).end();
  });
  inEnvironment("delete", `${at}/:id`, ({ environment, id }, response) => {
    response.status(environment.variables.delete(storedName(id)) ? 204 : 404).end();
  });
}

function shown(name: string, { createdAt, updatedAt }: Stamped) {
  return { name, created_at: createdAt, updated_at: updatedAt };
}

function within(serve: Serve): InEnvironment {
  return (method, path, handle) =>
    serve(method, path, (at, response) => {
      const environment = environmentOf(at.repository, at.name);
      if (!environment) return void response.status(404).json({ message: "Not Found" });
      handle({ ...at, environment }, response);
    });
}

/** One that lets in the branches that its policies name, and at first none. */
export function confinedEnvironment(name = "seal-production"): Environment {
  return {
    ...newEnvironment(name),
    canAdminsBypass: false,
    branchPolicy: { protected_branches: false, custom_branch_policies: true },
  };
}

function newEnvironment(name: string, change: { readonly id?: number } = {}): Environment {
  return {
    ...change,
    name,
    canAdminsBypass: true,
    branchPolicy: null,
    policies: [],
    secrets: new Map(),
    variables: new Map(),
  };
}

function environmentBody(environment: Environment) {
  const { id = 1, name, canAdminsBypass, branchPolicy, protection = {} } = environment;
  const { wait_timer, prevent_self_review = false, reviewers } = protection;
  return {
    id,
    node_id: nodeId("EN", id),
    name,
    can_admins_bypass: canAdminsBypass,
    protection_rules: [
      ...(branchPolicy ? [{ id: 1, type: "branch_policy" }] : []),
      ...(wait_timer ? [{ id: 2, type: "wait_timer", wait_timer }] : []),
      ...(reviewers?.length
        ? [
            {
              id: 3,
              type: "required_reviewers",
              prevent_self_review,
              reviewers: reviewers.map(({ type, id }) => ({ type, reviewer: { id } })),
            },
          ]
        : []),
    ],
    deployment_branch_policy: branchPolicy,
  };
}
