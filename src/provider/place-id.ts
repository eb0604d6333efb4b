/*
 * A host's own id of a place, after the server that gave it: "gitlab.com projects/102/variables/*". The same number
 * is another place on another server.
 */

export const idOn = (server: string, id: string): string => `${server} ${id}`;

/** As the host says it; undefined of another server. */
export function idWithin(server: string, id: string): string | undefined {
  return id.startsWith(`${server} `) ? id.slice(server.length + 1) : undefined;
}
