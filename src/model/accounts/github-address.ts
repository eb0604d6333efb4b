/**
 * Where GitHub's REST API is, from any address of the server that people write; undefined where the
 * official provider takes the address for none. As its `getBaseURL` and `NewRESTClient`
 * (terraform-provider-github 6.13.0, github/config.go), but for a host in capital letters, which is the
 * same host.
 */
export function githubApiUrlOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, pathname, username, password } = new URL(address);
  if ((protocol !== "https:" && protocol !== "http:") || username || password) return undefined;
  const path = pathname.replace(/\/+$/, "");
  const cloud = cloudHostOf(host);
  if (cloud !== undefined) {
    return protocol === "https:" && path === "" ? `https://${cloud}` : undefined;
  }
  // An Enterprise server's address may lead to it, or to its REST API.
  return `${protocol}//${host}${path.replace(/\/api\/v3$/, "")}/api/v3`;
}

/**
 * A server under one name, whatever its address was written like: "github.com", "acme.ghe.com",
 * "ghe.example.com". What is no address is its own name.
 */
export function githubServerOf(address: string): string {
  const url = githubApiUrlOf(address);
  if (url === undefined) return address;
  const { host, pathname } = new URL(url);
  return isLimited(url)
    ? host.replace(/^api\./, "")
    : `${host}${pathname.replace(/\/api\/v3$/, "")}`;
}

/**
 * Whether the server counts requests: github.com does, with data residency (ghe.com) as well. An
 * Enterprise server has no limits unless it was given some (docs.github.com, "Configuring rate limits").
 */
export function isLimited(apiUrl: string): boolean {
  const url = githubApiUrlOf(apiUrl);
  return url !== undefined && cloudHostOf(new URL(url).host) !== undefined;
}

/** docs.github.com, "About GitHub Enterprise Cloud with data residency": its API is at api.SUBDOMAIN.ghe.com. */
function cloudHostOf(host: string): string | undefined {
  if (host === "github.com" || host === "api.github.com") return "api.github.com";
  if (!host.endsWith(".ghe.com")) return undefined;
  return /^api\.[a-z0-9-]+\.ghe\.com$/.test(host) ? host : `api.${host}`;
}
