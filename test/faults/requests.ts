import type { SeenRequest } from "../support/loopback-server";

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const number = "\\d+";

/** A request without what is another one each time: numbers, ids, queries. */
export function normalised({ method, path }: SeenRequest): SeenRequest {
  const [plain = ""] = path.split("?");
  return {
    method,
    path: plain
      .replace(new RegExp(`(?<=/)${uuid}(?=/|$)`, "g"), ":uuid")
      .replace(new RegExp(`(?<=/)${number}(?=/|$)`, "g"), ":number"),
  };
}

/** Matches the paths that are normalised to this one. */
export function patternOf(path: string): RegExp {
  const literal = path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll(":uuid", uuid).replaceAll(":number", number)}(?:\\?|$)`);
}
