import { Fault } from "../fault";
import type { Client } from "./client";
import { ownerHints, ownerPath, reachOwner, stillThere, type Owner } from "./owner";

/** Which variable it is. */
export interface VariableAddress extends Owner {
  readonly key: string;
  readonly environmentScope: string;
}

/** What it holds, and who sees it. */
export interface VariableContent {
  readonly value: string;
  readonly protected: boolean;
  readonly masked: boolean;
  readonly raw: boolean;
  readonly hidden?: boolean;
  /** For people, of at most 255 characters (since GitLab 16.2; an older one passes over it). */
  readonly description?: string;
}

/** As GitLab shows it. */
export interface ShownVariable {
  /** Absent when it is hidden. */
  readonly value?: string | null;
  readonly environment_scope: string;
  readonly protected: boolean;
  readonly masked: boolean;
  readonly raw: boolean;
  /** Absent before GitLab 17.4, which hides none. */
  readonly hidden?: boolean;
  /** Absent before GitLab 16.2. */
  readonly description?: string | null;
}

/** As the library has it for both owners, which knows fewer of its options than GitLab. */
interface Api {
  show(owner: string, key: string, options: object): Promise<ShownVariable>;
  create(owner: string, key: string, value: string, options: object): Promise<ShownVariable>;
  edit(owner: string, key: string, value: string, options: object): Promise<ShownVariable>;
  remove(owner: string, key: string, options: object): Promise<unknown>;
}

/** One variable of a project or a group, by its key and scope. */
export function variableOf(client: Client, address: VariableAddress) {
  const { project, group = "", key, environmentScope } = address;
  const owner = project ?? group;
  const api = (project === undefined
    ? client.groupVariables
    : client.projectVariables) as unknown as Api;
  const list = `${ownerPath(address)}/variables`;
  const path = `${list}/${key}`;
  const filter = { environment_scope: environmentScope };
  const hints = { ...ownerHints(address), 400: refused };

  const find = () => client.find(`GET ${path}`, () => api.show(owner, key, { filter }), hints);

  const add = (content: VariableContent): Promise<ShownVariable> => {
    const more = content.hidden === true ? { masked: true, masked_and_hidden: true } : {};
    const options = { ...optionsOf(content), ...more, environmentScope };
    return client.ask(`POST ${list}`, () => api.create(owner, key, content.value, options), hints);
  };

  const edit = (content: VariableContent): Promise<ShownVariable> => {
    const options = { ...optionsOf(content), searchParams: { filter } };
    return client.ask(`PUT ${path}`, () => api.edit(owner, key, content.value, options), hints);
  };

  const remove = async (): Promise<void> => {
    const removed = await client.find(
      `DELETE ${path}`,
      async () => {
        await api.remove(owner, key, { searchParams: { filter } });
        return true;
      },
      hints,
    );
    if (removed) return;
    if (await find()) throw stillThere(path);
    await reachOwner(client, address);
  };

  /** Makes it, or writes over it. */
  async function written(content: VariableContent): Promise<ShownVariable> {
    // Looked for first: a group's `PUT` whose filter finds none changes one of the same key in another
    // scope (gitlab-org/gitlab, lib/api/group_variables.rb, Ci::ChangeVariableService).
    const seen = await find();
    if (seen && isHidden(seen) === isHidden(content)) return edit(content);
    // GitLab hides new variables only, and a hidden one for good (docs.gitlab.com, "Hide a CI/CD
    // variable"; Ci::HidableVariable), so only a new one can differ in that.
    if (seen) await remove();
    try {
      return await add(content);
    } catch (error) {
      // When the answer was lost, and it was asked for again, it is there.
      if ((await find()) === undefined) throw error;
      return edit(content);
    }
  }

  return {
    find,
    remove,

    async write(content: VariableContent): Promise<void> {
      const { environment_scope, ...made } = await written(content);
      const where = `at Settings > CI/CD > Variables of ${owner}`;
      if (environment_scope !== environmentScope) {
        throw new Fault(
          `GitLab made ${key} for all environments, because it has scopes of group variables in Premium and Ultimate only; delete it ${where}, and leave out \`environmentScope\``,
        );
      }
      if (isHidden(content) && !isHidden(made)) {
        throw new Fault(
          `GitLab did not hide ${key}, as it does since 17.4; look ${where}, and leave out \`hidden\``,
        );
      }
    },
  };
}

const isHidden = ({ hidden }: { readonly hidden?: boolean }) => hidden === true;

function optionsOf({ masked, raw, ...content }: VariableContent) {
  return {
    variableType: "env_var" as const,
    protected: content.protected,
    raw,
    ...(content.description !== undefined && { description: content.description }),
    // It cannot change of a hidden one; some versions refuse that it is named (terraform-provider-gitlab !3283).
    ...(isHidden(content) ? {} : { masked }),
  };
}

const refused =
  "GitLab takes no such variable; a masked value has 8 characters or more, one line and no spaces, and scopes of group variables are in Premium and Ultimate only";
