/**
 * Where GitLab's REST API is, from the address of a server or of its API; undefined for what is no
 * address. docs.gitlab.com, "Install GitLab under a relative URL": it may be below a path.
 */
export function gitlabApiUrlOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, pathname, username, password } = new URL(address);
  if ((protocol !== "https:" && protocol !== "http:") || username || password) return undefined;
  const path = pathname.replace(/\/+$/, "").replace(/\/api\/v4$/, "");
  return `${protocol}//${host}${path}/api/v4`;
}

/**
 * A server under one name, whatever its address was written like: "gitlab.com", "git.acme.com/gitlab".
 * What is no address is its own name.
 */
export function gitlabServerOf(address: string): string {
  const url = gitlabApiUrlOf(address);
  return url === undefined ? address : url.replace(/^https?:\/\//, "").replace(/\/api\/v4$/, "");
}
