import type { DevelopmentStore } from "../store";
import type { OrganizationSecretArgs, RepositorySecretArgs } from "./development-args";
import { secretStore } from "./secret-store";

/** A secret of a repository's Actions, which jobs on every branch read. */
export function repositorySecret(args: RepositorySecretArgs): DevelopmentStore {
  return secretStore("actions", "repository", args);
}

/** A secret of an organization's Actions, which jobs on every branch of its repositories read. */
export function organizationSecret(args: OrganizationSecretArgs): DevelopmentStore {
  return secretStore("actions", "organization", args);
}

/**
 * Secrets of a repository's Dependabot: its updates, and the workflows that it starts, read these and
 * no others. SEAL_PROJECT is a secret there, too; there is no generation.
 */
export function dependabotSecret(args: RepositorySecretArgs): DevelopmentStore {
  return secretStore("dependabot", "repository", args);
}

/** As `dependabotSecret`, of an organization. */
export function organizationDependabotSecret(args: OrganizationSecretArgs): DevelopmentStore {
  return secretStore("dependabot", "organization", args);
}

/**
 * Secrets of a repository's Codespaces, environment variables in everybody's codespaces of it.
 * SEAL_PROJECT is a secret there, too; there is no generation. A codespace that runs reads a new
 * value when it is started the next time.
 */
export function codespacesSecret(args: RepositorySecretArgs): DevelopmentStore {
  return secretStore("codespaces", "repository", args);
}

/** As `codespacesSecret`, of an organization. */
export function organizationCodespacesSecret(args: OrganizationSecretArgs): DevelopmentStore {
  return secretStore("codespaces", "organization", args);
}
