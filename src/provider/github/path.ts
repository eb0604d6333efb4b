/** What has secrets and variables: a repository, or an organization where none is named. */
export interface Owned {
  readonly owner: string;
  readonly repository?: string | undefined;
}

export interface EnvironmentOf {
  readonly owner: string;
  readonly repository: string;
  readonly environment: string;
}

/** Below the REST API's address; each part is one part, whatever is in it. */
export const pathOf = ({ owner, repository }: Owned): string =>
  repository === undefined
    ? `/orgs/${encodeURIComponent(owner)}`
    : `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(repository)}`;

export const environmentPath = ({ environment, ...of }: EnvironmentOf): string =>
  `${pathOf(of)}/environments/${encodeURIComponent(environment)}`;
