import type { Rule } from "../rule";
import { azureDevopsBranchControl } from "./azure-devops-branch-control";
import { azureDevopsNamedPipelines } from "./azure-devops-named-pipelines";
import { azureDevopsSecretVariables } from "./azure-devops-secret-variables";
import { bindingConfirmed } from "./binding-confirmed";
import { configurationValid } from "./configuration-valid";
import { developmentOffMain } from "./development-off-main";
import { githubEnvironmentsOnlyMain } from "./github-environments-only-main";
import { githubProductionInEnvironments } from "./github-production-in-environments";
import { gitlabOnlyMainProtected } from "./gitlab-only-main-protected";
import { gitlabProductionProtected } from "./gitlab-production-protected";
import { gitlabTokensMasked } from "./gitlab-tokens-masked";
import { neverExpiryRotates } from "./never-expiry-rotates";
import { productionValueOnlyInStores } from "./production-value-only-in-stores";
import { retirementDone } from "./retirement-done";
import { rotationBeforeExpiry } from "./rotation-before-expiry";
import { storeInBinding } from "./store-in-binding";
import { storeIsKnown } from "./store-is-known";
import { tokenAlive } from "./token-alive";
import { tokenFromSecret } from "./token-from-secret";
import { tokenNotOverdue } from "./token-not-overdue";

/** Every rule, in the order of the page of rules. */
export const rules: readonly Rule[] = [
  configurationValid,
  githubProductionInEnvironments,
  githubEnvironmentsOnlyMain,
  gitlabProductionProtected,
  gitlabTokensMasked,
  gitlabOnlyMainProtected,
  azureDevopsSecretVariables,
  azureDevopsBranchControl,
  azureDevopsNamedPipelines,
  storeIsKnown,
  productionValueOnlyInStores,
  developmentOffMain,
  tokenFromSecret,
  tokenAlive,
  neverExpiryRotates,
  rotationBeforeExpiry,
  tokenNotOverdue,
  bindingConfirmed,
  storeInBinding,
  retirementDone,
];

export {
  azureDevopsBranchControl,
  azureDevopsNamedPipelines,
  azureDevopsSecretVariables,
  bindingConfirmed,
  configurationValid,
  developmentOffMain,
  githubEnvironmentsOnlyMain,
  githubProductionInEnvironments,
  gitlabOnlyMainProtected,
  gitlabProductionProtected,
  gitlabTokensMasked,
  neverExpiryRotates,
  productionValueOnlyInStores,
  retirementDone,
  rotationBeforeExpiry,
  storeInBinding,
  storeIsKnown,
  tokenAlive,
  tokenFromSecret,
  tokenNotOverdue,
};
