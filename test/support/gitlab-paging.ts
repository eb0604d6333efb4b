import type { Response } from "express";

/** One page of rows, 20 unless the request says otherwise, with a link to the next as GitLab gives it. */
export function sendPage(response: Response, rows: unknown[]): void {
  const url = new URL(response.req.originalUrl, `http://${response.req.headers.host}`);
  const page = Number(url.searchParams.get("page") ?? 1);
  const size = Math.min(Number(url.searchParams.get("per_page") ?? 20), 100);
  if (page * size < rows.length) {
    url.searchParams.set("page", String(page + 1));
    response.setHeader("Link", `<${url.href}>; rel="next"`);
  }
  response.json(rows.slice((page - 1) * size, page * size));
}
