import type { Request, Response } from "express";

/** Answers with one page of a list, and a link to the next, as GitHub does. */
export function sendPage<T>(
  request: Request,
  response: Response,
  all: readonly T[],
  body: (page: T[]) => unknown,
): void {
  const { per_page: size = "30", page = "1" } = request.query as Record<string, string>;
  const end = Number(page) * Number(size);
  if (end < all.length) {
    const here = `${request.protocol}://${request.get("host")}${request.path}`;
    response.links({ next: `${here}?per_page=${size}&page=${Number(page) + 1}` });
  }
  response.json(body(all.slice(end - Number(size), end)));
}
