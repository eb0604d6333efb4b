import { ownerVariableOf, type SecretProduct } from "../../model/github";
import { ownerVariableName, type OwnerLabel } from "../../model/owner-label";
import type { Client } from "./client";
import { variablesOf, type VariablePlace } from "./variable-endpoints";

/** The label beside a secret, or whatever else a store has there; asked once for all of them. */
export async function labelBeside(
  client: Client,
  place: VariablePlace & { readonly product?: SecretProduct; readonly variableName?: string },
): Promise<OwnerLabel | undefined> {
  const { owner, repository, environment, product = "actions", variableName = "" } = place;
  const usual = environment === undefined ? ownerVariableOf(product) : ownerVariableName;
  // One of them says so itself.
  const name = variableName.startsWith(ownerVariableName) ? variableName : usual;
  const asked = ["label", owner, repository, environment, name].join(" ").toLowerCase();
  const at = { owner, ...(repository && { repository }), ...(environment && { environment }) };
  const found = await client.once(asked, () => variablesOf(client, at).read(name));
  return found?.value;
}
