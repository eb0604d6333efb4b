import { describedFor, ownerVariableName } from "../../../src/model/owner-label";
import { githubBranchPolicyHandler } from "../../../src/provider/github/branch-policy";
import { githubEnvironmentHandler } from "../../../src/provider/github/environment-handler";
import { githubSecretHandler } from "../../../src/provider/github/secret";
import { githubVariableHandler } from "../../../src/provider/github/variable";
import { gitlabVariableHandler } from "../../../src/provider/gitlab/variable";
import type { AskingHandler, Handler, Surroundings } from "../../../src/provider/handler";
import type { Wire } from "../../../src/provider/wire";
import type { GithubScene } from "./github-scene";
import type { GitlabScene } from "./gitlab-scene";
import { newWorld, ownerLabel, secretOnWire, urnOf } from "./world";

/** A resource that a handler made, with what the engine keeps of it. */
export interface Made {
  readonly handlerOf: (world: Surroundings) => Handler | AskingHandler;
  readonly urn: string;
  readonly id: string;
  readonly inputs: Wire;
  readonly outs: Wire;
}

export async function made(
  handlerOf: Made["handlerOf"],
  urn: string,
  inputs: Wire,
  world: Surroundings = newWorld(),
): Promise<Made> {
  const { id, outs } = await handlerOf(world).create(urn, inputs);
  return { handlerOf, urn, id, inputs, outs };
}

type Step = readonly [type: string, Made["handlerOf"], inputs: object];

/** Makes the first resources of a store, one after the other, as an update that is stopped then leaves them. */
async function inOrder(of: object, steps: readonly Step[], count = steps.length): Promise<Made[]> {
  const world = newWorld();
  const all: Made[] = [];
  for (const [type, handlerOf, inputs] of steps.slice(0, count)) {
    all.push(await made(handlerOf, urnOf(type), { ...of, ...inputs }, world));
  }
  return all;
}

interface Whose {
  readonly label?: string;
  /** How many of them are made. */
  readonly count?: number;
}

/** The store of an environment, in the order of src/stores/github/environment-secret.ts. */
export function madeEnvironment(
  scene: GithubScene,
  { label = ownerLabel, count }: Whose = {},
): Promise<Made[]> {
  const { apiUrl, credentials } = scene.place();
  const of = { owner: "acme", repository: "web-shop", environment: "seal-production" };
  const variable = (variableName: string, value: string): Step => [
    "GithubVariable",
    githubVariableHandler,
    { variableName, value },
  ];
  const secret = { product: "actions", secretName: "SEAL_TOKEN", value: secretOnWire(scene.token) };
  return inOrder(
    { ...of, apiUrl, credentials },
    [
      ["GithubEnvironment", githubEnvironmentHandler, { adminsBypass: false }],
      ["GithubBranchPolicy", githubBranchPolicyHandler, { branch: "main" }],
      variable(ownerVariableName, label),
      ["GithubSecret", githubSecretHandler, secret],
      variable("SEAL_PROJECT", "shop"),
      variable("SEAL_TOKEN_GENERATION", "c0ffee00"),
    ],
    count,
  );
}

/** The variables of a GitLab project, in the order of src/stores/gitlab/variable-store.ts. */
export function madeVariables(
  scene: GitlabScene,
  { label = ownerLabel, count }: Whose = {},
): Promise<Made[]> {
  const { apiUrl, credentials } = scene.place();
  const common = { project: "acme/checkout", environmentScope: "*", protected: true, raw: true };
  const variable = (key: string, value: unknown, more: object = {}): Step => [
    "GitlabVariable",
    gitlabVariableHandler,
    { key, value, masked: false, ...more },
  ];
  return inOrder(
    { ...common, apiUrl, credentials },
    [
      variable("SEAL_TOKEN", secretOnWire(scene.token), {
        masked: true,
        description: describedFor(label),
      }),
      variable("SEAL_PROJECT", "shop"),
      variable("SEAL_TOKEN_GENERATION", "c0ffee00"),
    ],
    count,
  );
}
