import * as pulumi from "@pulumi/pulumi";
import type {
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { TokenBinding, type TokenBindingArgs } from "../../src/index";
import { environmentSecret, type EnvironmentSecretArgs } from "../../src/stores/github/index";

/** A resource as the program declares it; secrets are in their envelopes. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  /** Its name without the binding's, or its class when it has no other name. */
  readonly label: string;
  readonly inputs: Record<string, unknown>;
  /** What it tells the plugin of the accounts that they act as, which is none of its inputs: `accounts.test.ts`. */
  readonly accounts: readonly Record<string, unknown>[];
  /** The label of its parent. */
  readonly parent: string;
  /** Labels of the resources that come before it. */
  readonly after: string[];
  /** Options that say how it is kept, those that are set. */
  readonly kept: {
    import?: string;
    protect?: boolean;
    retainOnDelete?: true;
    deletedWith?: string;
    secretOutputs?: string[];
  };
}

export interface Recording {
  readonly declared: Declared[];
  /** What the component registers as its outputs. */
  readonly outputs: Record<string, unknown>;
  /** What the program itself found wrong. */
  readonly problems: string[];
}

/** Recognisable should it leak. */
export const token = "canarySealToken-0123456789abcdef";
export const githubToken = "canaryGithubCredentials";

export const store = (change: Partial<EnvironmentSecretArgs> = {}) =>
  environmentSecret({ repository: "web-shop", confirm: { workflow: "seal.yml" }, ...change });

export const usual = {
  type: "production",
  token: pulumi.secret(token),
  tokenName: "ci-a",
  expiry: "never",
  rotation: { every: "90 days" },
  project: "web-shop",
  stores: [store()],
} satisfies TokenBindingArgs;

/** What the engine and the plugins would compute. */
const computed: Record<string, Record<string, unknown>> = {
  "seal:index:Token": {
    // Dates that no clock of a test machine shows.
    dueSoonOn: "2998-02-07",
    dueOn: "2998-02-21",
    overdueOn: "2998-02-28",
    authorizationUrl: "https://authorization.sealsecurity.io",
    superseded: pulumi.secret([{ sealed: "canarySealed", fingerprint: "ba9876543210" }]),
  },
  "seal:index:Confirmation": { urls: ["https://run/1"], outcome: "confirmed" },
  "seal:index:GithubSecret": { writtenAt: "2026-11-23T09:00:00Z" },
  "seal:index:AzureDevopsVariableGroup": { writtenOn: "2026-11-23T09:00:00.123Z" },
  "seal:index:Generation": { hex: "c0ffee00" },
  "random:index/randomId:RandomId": { hex: "c0ffee00" },
};

/** What the token resource answers instead of the usual; a test may change it. */
export const tokenAnswers = new Map<string, unknown>();

interface Monitor {
  registerResource: (request: RegisterResourceRequest, callback: unknown) => Promise<void>;
  registerResourceOutputs: (request: RegisterResourceOutputsRequest, callback: unknown) => void;
}

/** Runs the component with mocks until it has declared all that it declares. */
export async function record(
  change: object = {},
  configuration?: object,
  options?: () => object,
): Promise<Recording> {
  return recordGiven({ ...usual, ...change }, configuration, options);
}

/** As `record`, of arguments that may be none. */
export async function recordGiven(
  given: unknown,
  configuration?: object,
  options?: () => object,
): Promise<Recording> {
  const declared: Declared[] = [];
  let outputs: Record<string, unknown> | undefined;
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        const given = inputs as Record<string, unknown>;
        const dated = given.expiry === "one-year" ? { expiresOn: "2998-11-23" } : {};
        const answers = type === "seal:index:Token" ? Object.fromEntries(tokenAnswers) : {};
        return { id: name, state: { ...given, ...computed[type], ...dated, ...answers } };
      },
      call: () => ({}),
    },
    "shop",
    "dev",
    false,
    "acme",
  );
  pulumi.runtime.setAllConfig(
    { "github:owner": "acme", "github:token": githubToken, ...configuration },
    ["github:token"],
  );
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const { registerResource, registerResourceOutputs } = monitor;
  monitor.registerResource = (request, callback) => {
    const [type, name] = [request.getType(), request.getName()];
    declared.push({
      type,
      name,
      label: labelOf(type, name),
      ...withoutAccounts(request.getObject()?.toJavaScript() ?? {}),
      parent: labelOfUrn(request.getParent()),
      after: request.getDependenciesList().map(labelOfUrn).sort(),
      kept: {
        ...(request.getImportid() && { import: request.getImportid() }),
        ...(request.hasProtect() && { protect: request.getProtect() }),
        ...(request.getRetainondelete() && { retainOnDelete: true }),
        ...(request.getDeletedwith() && { deletedWith: labelOfUrn(request.getDeletedwith()) }),
        ...(request.getAdditionalsecretoutputsList().length > 0 && {
          secretOutputs: request.getAdditionalsecretoutputsList(),
        }),
      },
    });
    return registerResource.call(monitor, request, callback);
  };
  monitor.registerResourceOutputs = (request, callback) => {
    outputs = request.getOutputs()?.toJavaScript() ?? {};
    registerResourceOutputs.call(monitor, request, callback);
  };
  new TokenBinding("production", given as TokenBindingArgs, options?.());
  const last = "seal:index:Retirement";
  while (outputs === undefined || !declared.some(({ type }) => type === last)) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  const found = declared.find(({ type }) => type === "seal:index:Token")?.inputs.problems;
  const problems = (found as string[]).filter((text) => text !== "");
  return { declared, outputs, problems };
}

/** Inputs as the plugin's check leaves them, and what it took away. */
export function withoutAccounts(
  inputs: Record<string, unknown>,
): Pick<Declared, "inputs" | "accounts"> {
  const accounts: Record<string, unknown>[] = [];
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (typeof value !== "object" || value === null) return value;
    const { account, ...rest } = value as Record<string, unknown>;
    if (account !== undefined) accounts.push(account as Record<string, unknown>);
    return Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, strip(inner)]));
  };
  return { inputs: strip(inputs) as Record<string, unknown>, accounts };
}

function labelOf(type: string, name: string): string {
  return name.replace(/^production-?/, "") || type.replace(/^.*:/, "");
}

function labelOfUrn(urn: string): string {
  const [, , type = "", name = ""] = urn.split("::");
  return labelOf(type, name);
}
