/** The provider's configuration: whom to ask, as whom. */
export interface Configuration {
  /** Ends in /api/v4. */
  readonly baseUrl: string;
  readonly token: string;
}

/** With the defaults of the published plugin: GITLAB_TOKEN, GITLAB_BASE_URL, gitlab.com. */
export function completed(
  given: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>>,
): Configuration {
  const text = (name: string, variable: string) =>
    (given[name] as string | undefined) || environment[variable] || "";
  const baseUrl = text("baseUrl", "GITLAB_BASE_URL") || "https://gitlab.com/api/v4/";
  return { baseUrl: baseUrl.replace(/\/+$/, ""), token: text("token", "GITLAB_TOKEN") };
}
