import type { Express } from "express";
import { samePath } from "./gitlab-owners";
import type { Group } from "./gitlab-state";

/** Whoever has the credentials. */
interface Self {
  readonly administrates: boolean;
  readonly accessLevel: number;
  readonly groups: readonly Group[];
}

const [id, username] = [7, "robin"];

/** Who has the credentials, and what they may do in groups. */
export function serveMembers(app: Express, self: Self): void {
  // docs.gitlab.com, "Users API", "Retrieve the current user": `is_admin` is shown to administrators only.
  app.get("/api/v4/user", (_request, response) => {
    response.json({ id, username, ...(self.administrates && { is_admin: true }) });
  });
  // docs.gitlab.com, "Members API", inherited ones among them.
  app.get("/api/v4/groups/:group/members/all/:user", ({ params: { group, user } }, response) => {
    const found = self.groups.find((one) => samePath(one.path, group) || String(one.id) === group);
    if (!found || user !== String(id)) {
      return void response.status(404).json({ message: "404 Not found" });
    }
    response.json({ id, username, access_level: self.accessLevel });
  });
}
