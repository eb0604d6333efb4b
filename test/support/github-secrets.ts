import type { Response } from "express";
import type { ServeOrganization } from "./github-accounts";
import type { At, Method, Serve } from "./github-environments";
import { stamp, storedName, type Product, type Stamped } from "./github-state";
import type { SealedBox } from "./sealed-box";
import { sendPage } from "./github-paging";

const products = ["actions", "dependabot", "codespaces", "agents"] as const;

/** Secrets of repositories and of organizations, for each product that has its own. */
export function serveSecrets(
  serve: Serve,
  onOrganization: ServeOrganization,
  box: SealedBox,
): void {
  for (const product of products) {
    serveRepository(serve, product, box);
    serveOrganization(onOrganization, product, box);
  }
  // Which organization secrets of Actions reach a repository; the other products do not tell.
  serve("get", "/actions/organization-secrets", ({ repository, organization }, response) => {
    const secrets = [...organization.secrets.actions]
      .filter(([, secret]) => secret.reaches(repository))
      .map(([name]) => ({ name }));
    response.json({ total_count: secrets.length, secrets });
  });
}

function serveRepository(serve: Serve, product: Product, box: SealedBox): void {
  const path = `/${product}/secrets`;
  serve("get", `${path}/public-key`, (_at, response) => {
    response.json({ key_id: box.keyId, key: box.publicKey });
  });
  serve("get", path, ({ repository }, response) => {
    response.json(listOf(repository.secretsOf[product]));
  });
  const one = (
    method: Method,
    handle: (secrets: Map<string, Stamped>, at: At, r: Response) => void,
  ) =>
    serve(method, `${path}/:id`, (at, response) =>
      handle(at.repository.secretsOf[product], { ...at, id: storedName(at.id) }, response),
    );
  one("get", (secrets, { id }, response) => {
    const secret = secrets.get(id);
    if (!secret) return void response.status(404).json({ message: "Not Found" });
    response.json({ name: id, created_at: secret.createdAt, updated_at: secret.updatedAt });
  });
  one("put", (secrets, { id, body }, response) => {
    const existed = secrets.has(id);
    if (!opened(body, box, (value) => stamp(secrets, id, value))) return refuseKey(response);
    response.status(existed ? 204 : 201).end();
  });
  one("delete", (secrets, { id }, response) => {
    response.status(secrets.delete(id) ? 204 : 404).end();
  });
}

function serveOrganization(serve: ServeOrganization, product: Product, box: SealedBox): void {
  const path = `/${product}/secrets`;
  serve("get", path, ({ organization }, response) => {
    const all = [...organization.secrets[product]].map(([name, { visibility }]) => ({
      name,
      visibility,
    }));
    sendPage(response, all, (page) => ({ total_count: all.length, secrets: page }));
  });
  serve("get", `${path}/public-key`, (_at, response) => {
    response.json({ key_id: box.keyId, key: box.publicKey });
  });
  serve("get", `${path}/:name/repositories`, ({ organization, name }, response) => {
    const repositories = organization.selectedFor(organization.secrets[product].get(name));
    response.json({ total_count: repositories.length, repositories });
  });
  serve("put", `${path}/:name/repositories`, ({ organization, name, body }, response) => {
    const secret = organization.secrets[product].get(name);
    const { selected_repository_ids: ids } = body as { selected_repository_ids?: number[] };
    if (!secret) return void response.status(404).json({ message: "Not Found" });
    secret.selected = new Set(ids);
    response.status(204).end();
  });
  serve("get", `${path}/:name`, ({ organization, name }, response) => {
    const secret = organization.secrets[product].get(name);
    if (!secret) return void response.status(404).json({ message: "Not Found" });
    const { visibility, createdAt, updatedAt } = secret;
    response.json({ name, visibility, created_at: createdAt, updated_at: updatedAt });
  });
  serve("put", `${path}/:name`, ({ organization, name, body }, response) => {
    const existed = organization.secrets[product].has(name);
    const written = opened(body, box, (value) => organization.write(product, name, value, body));
    if (!written) return refuseKey(response);
    response.status(existed ? 204 : 201).end();
  });
  serve("delete", `${path}/:name`, ({ organization, name }, response) => {
    response.status(organization.secrets[product].delete(name) ? 204 : 404).end();
  });
}

function listOf(secrets: ReadonlyMap<string, Stamped>) {
  const list = [...secrets.keys()].map((name) => ({ name }));
  return { total_count: list.length, secrets: list };
}

function opened(
  body: Record<string, unknown>,
  box: SealedBox,
  use: (value: string) => void,
): boolean {
  if (body.key_id !== box.keyId) return false;
  use(box.open(String(body.encrypted_value)));
  return true;
}

function refuseKey(response: Response): void {
  response.status(422).json({ message: "Bad request - key ID does not match" });
}
