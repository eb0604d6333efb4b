import type { Response } from "express";

/** Answers with one page of a list, and a link to the next, as GitHub does. */
export function sendPage<T>(
  response: Response,
  all: readonly T[],
  body: (page: T[]) => unknown,
): void {
  const { req: request } = response;
  const { per_page: size = "30", page = "1" } = request.query as Record<string, string>;
  const end = Number(page) * Number(size);
  if (end < all.length) {
    const [path = ""] = request.originalUrl.split("?");
    response.links({
      next: `${response.locals.url}${path}?per_page=${size}&page=${Number(page) + 1}`,
    });
  }
  response.json(body(all.slice(end - Number(size), end)));
}
