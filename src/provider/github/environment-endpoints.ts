import { notDeleted, requireStatus } from "./answer";
import type { Client } from "./client";
import { environmentIn, findEnvironment, type SeenEnvironment, type SeenRule } from "./environment";
import { environmentPath, type EnvironmentOf } from "./path";

/** Making, changing and deleting an environment; only branches that have a policy may enter it. */
export function environmentsOf(client: Client, place: EnvironmentOf) {
  const at = environmentPath(place);
  const find = () => findEnvironment(client, place, hints);

  return {
    find,

    /** One request makes and changes it: docs.github.com, "REST API endpoints for deployment environments". */
    async write(adminsBypass: boolean): Promise<SeenEnvironment> {
      const body = {
        ...protectionOf(await find(), adminsBypass),
        deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
      };
      const endpoint = `PUT ${at}`;
      const written = await client.ask(endpoint, () => client.rest.request(endpoint, body), hints);
      return environmentIn(endpoint, written.data);
    },

    /**
     * Whether it is as it was made: branches need a policy to enter, and there is nothing else but a variable
     * that has one of these values.
     */
    async isBare(variable: string, values: readonly string[]): Promise<boolean> {
      const seen = await find();
      if (seen?.deployment_branch_policy?.custom_branch_policies !== true) return false;
      const isProtected = ({ wait_timer, reviewers }: SeenRule) =>
        wait_timer !== undefined || reviewers !== undefined;
      if (seen.protection_rules?.some(isProtected)) return false;
      const lists = ["deployment-branch-policies", "secrets", "variables"].map(
        (list) => `GET ${at}/${list}`,
      );
      const found = await Promise.all(
        lists.map((endpoint) => client.ask(endpoint, () => client.rest.request(endpoint), hints)),
      );
      const [policies, secrets, variables] = found.map(({ data }) => data as Listed);
      if (policies?.total_count !== 0 || secrets?.total_count !== 0) return false;
      const { total_count = NaN, variables: named = [] } = variables ?? {};
      return (
        total_count === named.length &&
        named.every(({ name, value }) => name === variable && values.includes(value ?? ""))
      );
    },

    /** What is not there is removed, when that is known. */
    async remove(): Promise<void> {
      const endpoint = `DELETE ${at}`;
      const removed = await client.find(endpoint, () => client.rest.request(endpoint), hints);
      if (removed) return requireStatus(endpoint, removed, 204);
      if (await find()) throw notDeleted(endpoint, hints);
    },
  };
}

interface Listed {
  readonly total_count?: number;
  readonly variables?: readonly { readonly name?: string; readonly value?: string }[];
}

/**
 * What is left out of the request is reset, so what somebody set besides is sent again. What nobody set is
 * left out: the plans that lack it answer 422.
 */
function protectionOf(seen: SeenEnvironment | undefined, adminsBypass: boolean) {
  const rules = seen?.protection_rules ?? [];
  const timer = rules.find(({ wait_timer }) => wait_timer !== undefined);
  const review = rules.find(({ reviewers }) => reviewers !== undefined);
  // At first they may.
  const bypasses = adminsBypass && seen?.can_admins_bypass !== false;
  return {
    ...(timer && { wait_timer: timer.wait_timer }),
    ...(review && {
      prevent_self_review: review.prevent_self_review ?? false,
      reviewers: review.reviewers?.map(({ type, reviewer }) => ({ type, id: reviewer?.id })),
    }),
    ...(!bypasses && { can_admins_bypass: adminsBypass }),
  };
}

const needed = "they need `Administration: write` of the repository";

const hints: Readonly<Record<number, string>> = {
  403: `its credentials lack a permission; ${needed}, and \`Actions: read\``,
  404: `no such \`repository\`, or its credentials do not reach it; ${needed}`,
  // docs.github.com, "Managing environments for deployment", 2026-09.
  422: "its name or its protection is not taken; private repositories have no environments on GitHub Free, and forbid administrators to bypass them only on GitHub Enterprise: set `adminsBypass: true` elsewhere",
};
