/** The products of GitHub that have secrets of their own and that a store here can fill. */
export const secretProducts = ["actions", "dependabot", "codespaces"] as const;
export type SecretProduct = (typeof secretProducts)[number];

/** Which repositories an organization's secret reaches; docs.github.com, REST API, "Actions secrets". */
export const visibilities = ["all", "private", "selected"] as const;
export type Visibility = (typeof visibilities)[number];
