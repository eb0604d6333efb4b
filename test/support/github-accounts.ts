import type { Request, Response } from "express";
import type { At, Method } from "./github-environments";
import { sendPage } from "./github-paging";
import { serveMaking, type ServeOwner } from "./github-making";
import { serveMembers } from "./github-members";
import { newRepository, readOnly, repositoryBody } from "./github-repositories";
import {
  Organization,
  sameName,
  storedName,
  type Owner,
  type Repository,
  type Workflow,
} from "./github-state";
import { LoopbackServer } from "./loopback-server";

/** A person's access token for the loopback GitHub, recognisable should it leak. */
export const githubCredentials = "ghp_canaryGithubCredentials0123456789abcd";

/** What a request below an organization is about. */
export interface AtOrganization {
  readonly organization: Organization;
  /** Of a secret or a variable, as it is stored. */
  readonly name: string;
  readonly body: Record<string, unknown>;
}

/** Serves a path below an organization. */
export type ServeOrganization = (
  method: Method,
  path: string,
  handle: (at: AtOrganization, response: Response) => void,
) => void;

/** GitHub's accounts and their repositories: who reaches which, by which names, and what becomes of these. */
export abstract class GithubAccounts extends LoopbackServer {
  /** Those of acme by their names, those of others by "owner/name". */
  readonly repositories = new Map<string, Repository>();
  /** By their logins in small letters. */
  readonly owners = new Map<string, Owner>();
  /** Whose the credentials are that reach every owner. */
  login = "acme";
  /**
   * What a person's classic access token may do, named with every answer; undefined of tokens that name none
   * (docs.github.com, "Scopes for OAuth apps", "Checking headers").
   */
  scopes: string | undefined = "repo, workflow";
  /** The role in every organization of whoever has the credentials; undefined of who belongs to none. */
  orgRole: "admin" | "member" | undefined = "admin";
  /** "" for a host like api.github.com; GitHub Enterprise Server has its API below this. */
  apiPath = "/api/v3";
  /** The plan of every organization. */
  plan = "team";
  /** Where old names lead: full names in small letters to ids. */
  readonly #moved = new Map<string, number>();
  #nextId = 1000;

  constructor() {
    super();
    this.addOwner("acme", 1);
    this.#authenticate();
    this.app.get("/api/v3/user", (_request, response) => {
      const login = (response.locals.reach as string | undefined) ?? this.login;
      response.json({ id: this.owners.get(login.toLowerCase())?.id ?? 2, login });
    });
    serveMembers(this.app, this, (response, { login }) => reaches(response, login));
    this.onOwner("get", "", ({ id, login, archivedAt = null }, _request, response) => {
      response.json({ id, login, plan: { name: this.plan }, archived_at: archivedAt });
    });
    this.onOwner("get", "/repos", (owner, _request, response) => {
      const bodies = this.#of(owner.login).map((one) => repositoryBody(one, owner));
      sendPage(response, bodies, (page) => page);
    });
    this.on("get", "", ({ repository }, response) => {
      response.json(repositoryBody(repository, this.#ownerOf(repository)));
    });
    serveMaking(this.onOwner.bind(this), this.on.bind(this), {
      make: (name, owner) => this.addRepository(name, null, { owner }),
      call: (repository, name) => this.#call(repository, repository.owner, name),
      forget: (repository) => this.#forget(repository),
      body: (repository) => repositoryBody(repository, this.#ownerOf(repository)),
    });
  }

  /** That of acme. */
  get organization(): Organization {
    return this.organizationOf("acme");
  }

  /** An organization, with secrets and variables of its own. */
  addOwner(login: string, id: number = this.nextId()): Owner {
    const name = (wanted: number) =>
      this.#of(login).find((repository) => repository.id === wanted)?.name;
    const owner: Owner = { id, login, organization: new Organization(name) };
    this.owners.set(login.toLowerCase(), owner);
    return owner;
  }

  /** All that it has is gone with it, and nothing leads there any more. */
  deleteOwner(login: string): void {
    for (const { owner, name } of this.#of(login)) this.deleteRepository(`${owner}/${name}`);
    this.owners.delete(login.toLowerCase());
  }

  organizationOf(login: string): Organization {
    const owner = this.owners.get(login.toLowerCase());
    if (!owner) throw new Error(`no account ${login}`);
    return owner.organization;
  }

  /** Credentials that reach one owner and nobody else; whoever looks for the usual ones finds them, too. */
  credentialsOf(login: string): string {
    return `${githubCredentials}Of${login.toLowerCase()}`;
  }

  /** With one workflow, unless that is null. */
  addRepository(
    name: string,
    workflow?: Partial<Workflow> | null,
    { owner = "acme" }: { owner?: string } = {},
  ): Repository {
    const { login } = this.owners.get(owner.toLowerCase()) ?? this.addOwner(owner);
    const repository = newRepository(this.nextId(), login, name, workflow);
    this.#call(repository, login, name);
    return repository;
  }

  /** One of acme by its name, one of another owner by "owner/name". */
  repository(name: string): Repository {
    const [owner, own] = name.includes("/") ? name.split("/") : ["acme", name];
    const repository = this.#named(owner!, own!);
    if (!repository) throw new Error(`no repository ${name}`);
    return repository;
  }

  /** Its old name leads to it until another repository takes it. */
  renameRepository(name: string, newName: string): Repository {
    const repository = this.repository(name);
    return this.#call(repository, repository.owner, newName);
  }

  /**
   * A transfer. Its secrets stay with it, and its old name leads to it (docs.github.com, "Transferring a
   * repository"); secrets of the organization that it leaves do not reach it any more.
   */
  moveRepository(name: string, owner: string): Repository {
    const { login } = this.owners.get(owner.toLowerCase()) ?? this.addOwner(owner);
    const repository = this.repository(name);
    return this.#call(repository, login, repository.name);
  }

  deleteRepository(name: string): void {
    this.#forget(this.repository(name));
  }

  /** Deleted and made anew: another repository of the same name, with nothing in it. */
  remakeRepository(name: string): Repository {
    const { owner, name: own } = this.repository(name);
    this.deleteRepository(name);
    return this.addRepository(own, undefined, { owner });
  }

  archive(name: string): void {
    this.repository(name).archived = true;
  }

  unarchive(name: string): void {
    this.repository(name).archived = false;
  }

  protected nextId(): number {
    return (this.#nextId += 1);
  }

  protected override accountOf({ headers }: Request): string | undefined {
    const [, given] = /^(?:Bearer|token) (.*)$/.exec(headers.authorization ?? "") ?? [];
    if (given === (this.renewedCredentials ?? githubCredentials)) return this.login;
    return [...this.owners.values()].find(({ login }) => given === this.credentialsOf(login))
      ?.login;
  }

  /** Serves a path below a repository, by its name or by its id, as GitHub does. */
  protected on(
    method: Method,
    path: string,
    handle: (at: At, response: Response) => void | Promise<void>,
  ): void {
    const serve = async (request: Request, response: Response) => {
      const { environment: name = "", id: at = "", ...params } = request.params as Params;
      // Of a wildcard it has each part by itself.
      const id = [at].flat().join("/");
      const repository =
        params.repositoryId === undefined
          ? this.#named(params.owner!, params.repository!)
          : this.#byId(Number(params.repositoryId));
      if (!repository && this.#redirected(request, response)) return;
      if (!repository || !reaches(response, repository.owner)) return notFound(response);
      if (method !== "get" && readOnly(repository, response)) return;
      const { organization } = this.#ownerOf(repository);
      const body = (request.body ?? {}) as Record<string, unknown>;
      await handle({ repository, organization, name, id, body, query: request.query }, response);
    };
    this.app[method](`/api/v3/repos/:owner/:repository${path}`, serve);
    this.app[method](`/api/v3/repositories/:repositoryId${path}`, serve);
  }

  /** Serves a path below an account. */
  protected onOwner(...[method, path, handle]: Parameters<ServeOwner>): void {
    this.app[method](`/api/v3/orgs/:owner${path}`, (request: Request, response: Response) => {
      const owner = this.owners.get((request.params as Params).owner!.toLowerCase());
      if (!owner || !reaches(response, owner.login)) return notFound(response);
      handle(owner, request, response);
    });
  }

  protected onOrganization: ServeOrganization = (method, path, handle) =>
    this.onOwner(method, path, ({ organization }, request, response) => {
      const name = storedName((request.params as Params).name ?? "");
      handle(
        { organization, name, body: (request.body ?? {}) as AtOrganization["body"] },
        response,
      );
    });

  /**
   * docs.github.com, "Best practices for using the REST API", "Follow redirects"; 301 for GET, 307 for all
   * else, with the rest of the address kept, as recorded answers of api.github.com have it.
   */
  #redirected(request: Request, response: Response): boolean {
    const { owner, repository: name } = request.params as Params;
    const to = this.#byId(this.#moved.get(`${owner}/${name}`.toLowerCase()) ?? NaN);
    if (!to || !reaches(response, to.owner)) return false;
    const rest = request.url.replace(/^\/api\/v3\/repos\/[^/?]+\/[^/?]+/, "");
    const url = `${this.url}${this.apiPath}/repositories/${to.id}${rest}`;
    response.setHeader("location", url);
    response.status(request.method === "GET" ? 301 : 307).json({
      message: "Moved Permanently",
      url,
      documentation_url:
        "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects",
    });
    return true;
  }

  /** Gives a repository a name, from which on nothing else is called so. */
  #call(repository: Repository, owner: string, name: string): Repository {
    const other = this.#named(owner, name);
    if (other && other !== repository) throw new Error(`${owner}/${name} is there already`);
    if ([...this.repositories.values()].includes(repository)) {
      this.#forget(repository);
      this.#moved.set(fullName(repository), repository.id);
    }
    repository.owner = owner;
    repository.name = name;
    // docs.github.com, "Renaming a repository": redirects break when the name is used again.
    this.#moved.delete(fullName(repository));
    this.repositories.set(owner === "acme" ? name : `${owner}/${name}`, repository);
    return repository;
  }

  #forget(repository: Repository): void {
    for (const [key, value] of this.repositories) {
      if (value === repository) this.repositories.delete(key);
    }
  }

  #named(owner: string, name: string): Repository | undefined {
    return this.#of(owner).find((repository) => sameName(repository.name, name));
  }

  #of(owner: string): Repository[] {
    return [...this.repositories.values()].filter((one) => sameName(one.owner, owner));
  }

  #byId(id: number): Repository | undefined {
    return [...this.repositories.values()].find((repository) => repository.id === id);
  }

  #ownerOf({ owner }: Repository): Owner {
    return this.owners.get(owner.toLowerCase()) ?? this.addOwner(owner);
  }

  #authenticate(): void {
    this.app.use((request, response, next) => {
      if (!/^(Bearer|token) /.test(request.headers.authorization ?? "")) {
        // docs.github.com, "Troubleshooting the REST API": 404, so that nobody learns what is private.
        if (/^\/api\/v3\/(repos|orgs|repositories)\//.test(request.path)) return notFound(response);
        return void response.status(401).json({ message: "Requires authentication" });
      }
      const account = this.accountOf(request);
      if (account === undefined) {
        return void response.status(401).json({ message: "Bad credentials" });
      }
      if (
        !request.headers.authorization?.endsWith(` ${this.renewedCredentials ?? githubCredentials}`)
      ) {
        response.locals.reach = account;
      }
      if (this.scopes !== undefined) response.set("x-oauth-scopes", this.scopes);
      if (this.apiPath === "/api/v3") return next();
      if (request.url.startsWith("/api/v3/")) return notFound(response);
      request.url = request.url.replace(this.apiPath, "/api/v3");
      next();
    });
  }
}

type Params = Partial<Record<string, string>>;

const fullName = ({ owner, name }: Repository) => `${owner}/${name}`.toLowerCase();

/** docs.github.com, "Troubleshooting the REST API": what credentials do not reach is 404 for them. */
function reaches(response: Response, owner: string): boolean {
  const { reach } = response.locals as { reach?: string };
  return reach === undefined || sameName(reach, owner);
}

function notFound(response: Response): void {
  response.status(404).json({ message: "Not Found" });
}
