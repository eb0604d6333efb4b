/* How a host's official provider finds whom to act as, as tables that the plugin goes by. */

/** Where a value may come from. */
export interface Source {
  /** A property of an explicit provider, else the configuration of the stack; or a variable of the environment. */
  readonly of: "setting" | "variable";
  readonly name: string;
}

const setting = (name: string): Source => ({ of: "setting", name });
const variable = (name: string): Source => ({ of: "variable", name });

/** How one value of an account is found. */
export interface Row {
  /**
   * In this order. Of a group the first that is given counts: a setting that is empty keeps the variable
   * behind it from counting, an empty variable is absent (`EnvDefaultFunc` of the Terraform SDK). Where
   * that gives nothing, the next group does.
   */
  readonly groups: readonly (readonly Source[])[];
  /** What counts where nothing is given. */
  readonly usual?: string;
  /** Where the order is from. */
  readonly from: string;
}

/** What a setting says; a symbol where that is not known before the update. */
export type Setting = string | symbol | undefined;
export type Environment = Readonly<Record<string, string | undefined>>;

/** What is used of an account, and from where. */
export interface Found {
  /** Undefined where nothing is given; a symbol where that is not known before the update. */
  readonly value: Setting;
  /** The source that counts; absent for what is usual. */
  readonly counts?: Source;
  /** What says something else, and does not count. */
  readonly others: readonly { readonly source: Source; readonly value: string }[];
}

/** @param same Whether two texts mean the same. */
export function find(
  { groups, usual }: Row,
  settings: Readonly<Record<string, Setting>>,
  environment: Environment,
  same: (a: string, b: string) => boolean = (a, b) => a === b,
): Found {
  const valueOf = ({ of, name }: Source): Setting =>
    of === "setting" ? settings[name] : environment[name] || undefined;
  const first = groups
    .map((group) => group.find((source) => valueOf(source) !== undefined))
    .find((source) => source && valueOf(source) !== "");
  if (!first) return { value: usual, others: [] };
  const counts = valueOf(first);
  const others = groups.flat().flatMap((source) => {
    const value = valueOf(source);
    if (typeof value !== "string" || value === "" || typeof counts !== "string") return [];
    return source === first || same(counts, value) ? [] : [{ source, value }];
  });
  return { value: counts, counts: first, others };
}

const githubSource = "terraform-provider-github 6.13.0, github/provider.go";

/**
 * `organization` is deprecated, and still the first; the variable outweighs the provider's `owner`. Where
 * nothing names an owner it is the account of the credentials (`GET /user`); where nothing gives a
 * token, that of the GitHub CLI counts (`gh auth token`).
 */
export const githubRows = {
  owner: {
    groups: [
      [setting("organization"), variable("GITHUB_ORGANIZATION")],
      [variable("GITHUB_OWNER")],
      [setting("owner")],
    ],
    from: `${githubSource}, configureProvider and configureProviderMeta`,
  },
  address: {
    groups: [[setting("baseUrl"), variable("GITHUB_BASE_URL")]],
    usual: "https://api.github.com",
    from: `${githubSource}, NewProvider`,
  },
  credentials: {
    groups: [[setting("token"), variable("GITHUB_TOKEN")]],
    from: `${githubSource}, configureProvider and tokenFromGHCLI`,
  },
} as const satisfies Record<string, Row>;

/** All three make the official provider a GitHub App, whatever token there is (getAppAuth). */
export const githubAppVariables = [
  "GITHUB_APP_ID",
  "GITHUB_APP_INSTALLATION_ID",
  "GITHUB_APP_PEM_FILE",
] as const;

const gitlabSource =
  "registry.terraform.io/providers/gitlabhq/gitlab, documentation of the provider";

export const gitlabRows = {
  address: {
    groups: [[setting("baseUrl"), variable("GITLAB_BASE_URL")]],
    usual: "https://gitlab.com/api/v4/",
    from: `${gitlabSource}, base_url`,
  },
  credentials: {
    groups: [[setting("token"), variable("GITLAB_TOKEN")]],
    from: `${gitlabSource}, token`,
  },
} as const satisfies Record<string, Row>;

/** They say who one is where there is no token. */
export const gitlabWays = ["GITLAB_CONFIG_FILE", "GITLAB_CONTEXT"] as const;

const azureSource = "terraform-provider-azuredevops 1.16.0, azuredevops/provider.go";

export const azureDevopsRows = {
  address: {
    groups: [[setting("orgServiceUrl"), variable("AZDO_ORG_SERVICE_URL")]],
    from: `${azureSource}, Provider`,
  },
  credentials: {
    groups: [[setting("personalAccessToken"), variable("AZDO_PERSONAL_ACCESS_TOKEN")]],
    from: `${azureSource}, GetAuthProvider`,
  },
} as const satisfies Record<string, Row>;

/** Properties that sign in with Microsoft Entra; they count where there is no personal access token. */
export const entraSettings = [
  ...["clientId", "clientIdFilePath", "clientSecret", "clientSecretPath", "clientCertificate"],
  ...["clientCertificatePath", "oidcToken", "oidcTokenFilePath", "useOidc", "useMsi", "useCli"],
] as const;

/** The same as variables. */
export const entraVariables = [
  ...["ARM_CLIENT_ID", "AZURE_CLIENT_ID", "ARM_CLIENT_ID_FILE_PATH", "ARM_CLIENT_SECRET"],
  ...["AZURE_CLIENT_SECRET", "ARM_CLIENT_SECRET_PATH", "ARM_CLIENT_SECRET_FILE_PATH"],
  ...["ARM_CLIENT_CERTIFICATE", "ARM_CLIENT_CERTIFICATE_PATH", "ARM_OIDC_TOKEN"],
  ...["ARM_OIDC_TOKEN_FILE_PATH", "AZURE_FEDERATED_TOKEN_FILE", "ARM_USE_OIDC", "ARM_USE_MSI"],
] as const;
