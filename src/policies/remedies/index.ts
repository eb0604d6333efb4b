import type { Remedy } from "../remedy";
import { azureDevopsSecret } from "./azure-devops-secret";
import { gitlabMasked } from "./gitlab-masked";
import { gitlabProtected } from "./gitlab-protected";

export const remedies: readonly Remedy[] = [gitlabProtected, gitlabMasked, azureDevopsSecret];

export { azureDevopsSecret, gitlabMasked, gitlabProtected };
