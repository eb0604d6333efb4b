/** What may be wrong with a store. */
export type Fault = "403" | "404" | "name" | "mask" | "pipeline" | "secrecy";

/** A store of every kind, and what has to be said of it. */
export interface Row {
  readonly store: string;
  readonly args: object;
  /** Where the loopback server of the host holds the token. */
  readonly host: "github" | "gitlab" | "azure";
  readonly place: string;
  /** The resource that holds the token. */
  readonly resource: string;
  /** By fault, arguments that cause it, where it is not the host that does; and what is said then. */
  readonly told: Partial<Record<Fault, readonly [says: RegExp, args?: object]>>;
}

const noProject = "00000000-1111-2222-3333-444444444444";
/** Requests that write over the token, and how they may be refused. */
export const refusals = {
  github: { path: /\/secrets\/SEAL_TOKEN$/, answer: 422 },
  gitlab: { path: /\/variables\/SEAL_TOKEN\b/, answer: 403 },
  azure: { path: /\/variablegroups/, answer: 403 },
};
export const masked = /job logs would show it, because it is not masked any more/;
export const secret = /its variable SEAL_TOKEN is not secret/;

export const production: Row[] = [
  {
    store: "environmentSecret",
    args: { repository: "web-shop" },
    host: "github",
    place: "web-shop/seal-production",
    resource: "github-web-shop-seal-production-secret",
    told: {
      "403": [/: GitHub environment web-shop\/seal-production: .*`Metadata: read`/],
      "404": [/: GitHub environment .*no such `repository`/, { repository: "nowhere" }],
      name: [/\.repository: must be .*without its owner/, { repository: "acme/web-shop" }],
    },
  },
  {
    store: "projectVariable",
    args: { project: "acme/checkout" },
    host: "gitlab",
    place: "acme/checkout *",
    resource: "gitlab-project-acme/checkout-secret",
    told: {
      "403": [/: GitLab project variable acme\/checkout: .*Maintainer role/],
      "404": [/: GitLab project variable .*no such `project`/, { project: "acme/nowhere" }],
      name: [/\.project: must be the project's path/, { project: "checkout" }],
      mask: [/token: must be 8 characters or longer for stores\[1\] \(GitLab project variable\)/],
      secrecy: [masked],
    },
  },
  {
    store: "groupVariable",
    args: { group: "acme" },
    host: "gitlab",
    place: "acme *",
    resource: "gitlab-group-acme-secret",
    told: {
      "403": [/: GitLab group variable acme: .*Owner role/],
      "404": [/: GitLab group variable .*no such `group`/, { group: "nowhere" }],
      name: [/\.environmentScope: must be/, { group: "acme", environmentScope: "a,b" }],
      mask: [/token: must be 8 characters or longer for stores\[2\] \(GitLab group variable\)/],
      secrecy: [masked],
    },
  },
  {
    store: "variableGroup",
    args: { project: "payments", pipelines: [42] },
    host: "azure",
    place: "payments/seal-production",
    resource: "azure-devops-payments-seal-production-group",
    told: {
      "403": [/: Azure DevOps variable group .*Project and Team: Read/],
      "404": [/\.project: must be a project/, { project: noProject, pipelines: [42] }],
      name: [
        /\.group: must be a variable group's name/,
        { project: "payments", pipelines: [42], group: "seal-*" },
      ],
      pipeline: [
        /\.pipelines: must be pipelines of payments .*there is no pipeline 41$/,
        { project: "payments", pipelines: [42, 41] },
      ],
      secrecy: [secret],
    },
  },
];

export const development: Row[] = [
  ...(
    [
      ["repositorySecret", "actions"],
      ["dependabotSecret", "dependabot"],
      ["codespacesSecret", "codespaces"],
    ] as const
  ).map(([store, product]): Row => ({
    store,
    args: { repository: "web-shop" },
    host: "github",
    place: `web-shop ${product}`,
    resource: `github-web-shop-${product}-secret`,
    told: {
      "403": [/: GitHub .*`Metadata: read`/],
      "404": [/: GitHub .*no such `repository`/, { repository: "nowhere" }],
      name: [/\.repository: must be .*without its owner/, { repository: "acme/web-shop" }],
    },
  })),
  ...(
    [
      ["organizationSecret", "actions", "Secrets"],
      ["organizationDependabotSecret", "dependabot", "Dependabot secrets"],
      ["organizationCodespacesSecret", "codespaces", "Codespaces secrets"],
    ] as const
  ).map(([store, product, permission]): Row => ({
    store,
    args: { repositories: "all" },
    host: "github",
    place: `acme ${product}`,
    resource: `github-organization-${product}-secret`,
    told: {
      "403": [new RegExp(`: GitHub .*\`${permission}: write\` of the organization`)],
      "404": [/: GitHub organization .*no organization acme \(`github:owner`\)/],
      name: [/\.repositories\[0\]: must be/, { repositories: ["web shop"] }],
    },
  })),
  {
    store: "developmentProjectVariable",
    args: { project: "acme/checkout" },
    host: "gitlab",
    place: "acme/checkout *",
    resource: "gitlab-project-acme/checkout-secret",
    told: {
      "403": [/: GitLab development project variable .*Maintainer role/],
      "404": [/: GitLab development .*no such `project`/, { project: "acme/nowhere" }],
      name: [/\.project: must be the project's path/, { project: "checkout" }],
      mask: [/token: must be 8 characters .* stores\[6\] \(GitLab development project variable\)/],
      secrecy: [masked],
    },
  },
  {
    store: "developmentGroupVariable",
    args: { group: "acme" },
    host: "gitlab",
    place: "acme *",
    resource: "gitlab-group-acme-secret",
    told: {
      "403": [/: GitLab development group variable .*Owner role/],
      "404": [/: GitLab development .*no such `group`/, { group: "nowhere" }],
      name: [/\.group: must be the group's path/, { group: "/acme" }],
      mask: [/token: must be 8 characters .* stores\[7\] \(GitLab development group variable\)/],
      secrecy: [masked],
    },
  },
  {
    store: "developmentVariableGroup",
    args: { project: "payments", pipelines: [42] },
    host: "azure",
    place: "payments/seal-development",
    resource: "azure-devops-payments-seal-development-group",
    told: {
      "403": [/: Azure DevOps variable group .*Project and Team: Read/],
      "404": [/\.project: must be a project/, { project: noProject, pipelines: [42] }],
      name: [/\.project: must be a project's name/, { project: "acme/payments", pipelines: [42] }],
      pipeline: [
        /\.pipelines: must be pipelines of payments; there is no pipeline 41$/,
        { project: "payments", pipelines: [42, 41] },
      ],
      secrecy: [secret],
    },
  },
];
