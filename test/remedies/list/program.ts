import { of, type Remedies } from "../reference";

const written = of("remedies/arguments.test.ts");
const token = of("remedies/token.test.ts");
const engineRotation = of("engine/rotation.test.ts");

export const program: Remedies = {
  "components/binding-problems.ts": {
    "a token that nothing reads needs no binding": written("of a binding are corrected as is said"),
    "use a store of the binding's type, or a binding of its own": written(
      "of a binding are corrected as is said",
    ),
    "give one of them another `key`": written("of a binding are corrected as is said"),
    "give a store `confirm`, or set `confirmation.enabled` to false where there is no CI to run":
      written("of a binding are corrected as is said"),
    "give one of its stores `confirm`, or leave out `canary`": written(
      "of a binding are corrected as is said",
    ),
    "fields were mixed up": written("of a binding are corrected as is said"),
  },
  "model/argument-names.ts": {
    "there are …": written("of a binding are corrected as is said"),
  },
  "model/azure-devops.ts": {
    'for example "main"': written("of stores in Azure DevOps are corrected as is said"),
  },
  "model/github.ts": {
    "copy it again from Seal's token page": written("of stores on GitHub are corrected as is said"),
  },
  "model/gitlab.ts": {
    "copy it again from Seal's token page": written("of stores on GitLab are corrected as is said"),
    'for example "production" or "review/*"': written(
      "of stores on GitLab are corrected as is said",
    ),
  },
  "model/lifetime.ts": {
    "take the creation date from Seal's token page": written("of a token are corrected as is said"),
    'write for example "2026-11-23"': written("of a token are corrected as is said"),
    "take the creation date from Seal's token page, and check this machine's clock": token(
      "whose creation is in the future gets its date, or the clock is set",
    ),
  },
  "model/proof.ts": {
    '"token" wants the job seal-confirmation in the run, "success" a green run alone': written(
      "of stores on GitHub are corrected as is said",
    ),
  },
  "model/reminder.ts": {
    "tokenName and createdOn": token("that is overdue is rotated as the message says"),
    "pulumi up --stack …": token("that is overdue is rotated as the message says"),
    "put its value where the program takes it from, and run: …": token(
      "that is overdue is rotated as the message says",
    ),
    "and run: pulumi config set --secret … --stack … && …": token(
      "that is overdue is rotated as the message says",
    ),
    "generate a new one on Seal's page Settings > Tokens, change … in the program, …": [
      token("that is overdue is rotated as the message says"),
      token("without a creation date is rotated with its name alone"),
    ],
  },
  "model/rotation.ts": {
    'write for example "90 days" or "P90D"': written("of a token are corrected as is said"),
    'write for example "14 days", "P14D" or "0 days"': written(
      "of a token are corrected as is said",
    ),
    'write for example ["tuesday", "wednesday"]': written("of a token are corrected as is said"),
    "there are …": written("of a token are corrected as is said"),
    'write for example "90 days"': written("of a token are corrected as is said"),
    "say with ….every when it is due": written("of a token are corrected as is said"),
    "keep the one that you mean": written("of a token are corrected as is said"),
  },
  "model/token.ts": {
    "set it with `pulumi config set --secret`": written("of a token are corrected as is said"),
    "it was probably pasted with a line ending; set it again without": written(
      "of a token are corrected as is said",
    ),
    "copy it again from Seal's token page": written("of a token are corrected as is said"),
    "copy it from the project's page": written("of a token are corrected as is said"),
    'for example "ci-production-2026-11"': written("of a token are corrected as is said"),
  },
  "resources/retirement.ts": {
    "…: a superseded token is not proven dead yet; do what it asks for, then run `pulumi up` again":
      engineRotation(
        "updates the secret in place, confirms, asks for the revocation, and proves it",
      ),
  },
  "stores/azure-devops/pipelines.ts": {
    "for example [42]": written("of stores in Azure DevOps are corrected as is said"),
    "these are …": written("of stores in Azure DevOps are corrected as is said"),
    "for example 42": written("of stores in Azure DevOps are corrected as is said"),
    "it is `definitionId` in the address of the pipeline's page": written(
      "of stores in Azure DevOps are corrected as is said",
    ),
  },
  "stores/azure-devops/project.ts": {
    "the organization is the Azure DevOps provider's (`azuredevops:orgServiceUrl`)": written(
      "of stores in Azure DevOps are corrected as is said",
    ),
  },
  "stores/github/names.ts": {
    "the owner is the GitHub provider's (`github:owner`)": written(
      "of stores on GitHub are corrected as is said",
    ),
    'for example "main"': written("of stores on GitHub are corrected as is said"),
    'for example "seal.yml"': written("of stores on GitHub are corrected as is said"),
  },
  "stores/gitlab/names.ts": {
    'for example "…", without the address of the server': written(
      "of stores on GitLab are corrected as is said",
    ),
    'for example "main"': written("of stores on GitLab are corrected as is said"),
    "there are …": written("of stores on GitLab are corrected as is said"),
  },
  "stores/host-provider.ts": {
    "write `new ….Provider(...)`, or leave it out": written(
      "of stores on GitHub are corrected as is said",
    ),
  },
};
