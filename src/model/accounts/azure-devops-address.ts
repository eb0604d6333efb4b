/**
 * The address of an organization or collection in one spelling; undefined for what is none. It stays at
 * the host that was named, old or new, as the official provider asks there, which takes capital letters
 * and slashes for nothing, too (terraform-provider-azuredevops 1.16.0, internal/client/client.go).
 */
export function azureOrganizationUrlOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, pathname, username, password } = new URL(address);
  if ((protocol !== "https:" && protocol !== "http:") || username || password) return undefined;
  const path = pathname.toLowerCase().replace(/\/+$/, "");
  // Without an organization there is nobody to ask.
  return host === "dev.azure.com" && path === "" ? undefined : `${protocol}//${host}${path}`;
}

/**
 * An organization or collection under one name, by its old address or its new one: "dev.azure.com/acme",
 * "tfs.acme.com/tfs/collection". What is no address is its own name. learn.microsoft.com, "Allowed
 * addresses and domain URLs": both addresses lead to one organization.
 */
export function azureOrganizationOf(address: string): string {
  const url = azureOrganizationUrlOf(address);
  if (url === undefined) return address;
  const name = url.replace(/^https?:\/\//, "");
  const old = /^([a-z0-9-]+)\.visualstudio\.com(\/defaultcollection)?$/.exec(name);
  return old ? `dev.azure.com/${old[1]}` : name;
}
