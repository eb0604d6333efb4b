import * as pulumi from "@pulumi/pulumi";
import { ownerVariableOf, secretSizeProblems, type SecretProduct } from "../../model/github";
import { unknownNames } from "../../model/argument-names";
import { formatProblem } from "../../model/problem";
import { fingerprintOf, projectProblems, projectVariableName, secretName } from "../../model/token";
import { checked } from "../checked";
import { providerOf, providerProblems } from "../host-provider";
import type { DevelopmentStore, StoreEntry, StoreWrite } from "../store";
import { accountOf, connectionOf, ownedBy } from "./account";
import type { AnyDevelopmentArgs } from "./development-args";
import { adoptProblems, keyProblems, repositoriesProblems, repositoryProblems } from "./names";
import { reachOf, secretResources } from "./secret-resources";
import { foreignVariables, ownerVariable, variables } from "./variables";

const productNames: Readonly<Record<SecretProduct, string>> = {
  actions: "",
  dependabot: "Dependabot ",
  codespaces: "Codespaces ",
};

/** The secrets of one product of a repository or an organization, as every such store makes them. */
export function secretStore(
  product: SecretProduct,
  level: "repository" | "organization",
  given: AnyDevelopmentArgs | undefined,
): DevelopmentStore {
  // People on JavaScript may pass nothing; then every problem is told, and none thrown.
  const args = given ?? {};
  const { repository, repositories, sealProject } = args;
  const adopt = args.adopt ?? {};
  const provider = providerOf("github", args.provider);
  const ofRepository = level === "repository";
  const plain = typeof repository === "string" ? repository : undefined;
  const owns = args.key ?? (ofRepository ? plain && `github-${plain}` : "github-organization");
  const key = owns && `${owns}-${product}`;
  const hasVariables = product === "actions";
  const kind = ofRepository
    ? `GitHub ${productNames[product] || "repository "}secret`
    : `GitHub organization ${productNames[product]}secret`;

  function problems(path: string, _parent: pulumi.Resource, token: pulumi.Output<string>) {
    const found = [
      ...unknownNames(`${path}.`, args, {
        ...(ofRepository ? { repository: true } : { repositories: true }),
        ...{ sealProject: true, adopt: true, key: true, provider: true },
      }),
      ...adoptProblems(`${path}.adopt`, adopt, hasVariables ? ["token", "sealProject"] : ["token"]),
      ...keyProblems(`${path}.key`, args.key, ofRepository && plain === undefined),
      ...providerProblems(`${path}.provider`, "github", args.provider),
      ...(ofRepository ? [] : repositoriesProblems(`${path}.repositories`, repositories)),
    ];
    return [
      ...found.map(formatProblem),
      ...(ofRepository
        ? [checked(repository, (value) => repositoryProblems(`${path}.repository`, value))]
        : []),
      ...(sealProject === undefined
        ? []
        : [checked(sealProject, (value) => projectProblems(`${path}.sealProject`, value))]),
      checked(token, (value) => secretSizeProblems("token", `${path} (${kind})`, value)),
    ];
  }

  const at = ofRepository ? { repository: repository ?? "" } : reachOf(repositories);

  function fill(
    entry: StoreEntry,
    options: pulumi.CustomResourceOptions,
    parent: pulumi.Resource | undefined,
  ) {
    const resources = secretResources(product, args, accountOf(parent, provider), entry.owner);
    const value = pulumi.secret(entry.token);
    const owner = ownerVariable(entry, resources.place, ownerVariableOf(product), options);
    const after = pulumi.mergeOptions(options, { dependsOn: owner });
    const secret = resources.secret(`${entry.name}-secret`, secretName, value, after);
    const fingerprint = pulumi.unsecret(secret.value.apply((text) => fingerprintOf(text ?? "")));
    if (!hasVariables) {
      const id = sealProject ?? entry.project;
      resources.secret(`${entry.name}-project`, projectVariableName, id, after);
      // By the fingerprint, the secret's own state tells what it holds.
      const generation = pulumi.all([entry.generation, fingerprint]).apply(([label]) => label);
      return { generation, fingerprint, ...resources.stamp(secret) };
    }
    const generation = variables(entry, resources.place, sealProject, secret, options);
    return { generation, fingerprint, ...resources.stamp(secret) };
  }

  return {
    context: "development",
    kind,
    key,
    location: locationOf(ofRepository ? (repository ?? "") : undefined, provider),
    provider,
    sealProject,
    texts: [...(ofRepository ? [repository] : [repositories].flat()), sealProject, args.key],
    problems,

    place(parent) {
      return {
        host: "github-secret",
        product,
        ...at,
        secretNames: hasVariables ? [secretName] : [secretName, projectVariableName],
        variables: hasVariables ? foreignVariables(adopt) : [],
        adopted: adopt.token ?? false,
        ...connectionOf(accountOf(parent, provider)),
      };
    },

    confine(_entry, options) {
      const withProvider = provider ? { ...options, provider } : options;
      return {
        resources: [],
        fill: (entry, after): StoreWrite =>
          fill(entry, pulumi.mergeOptions(withProvider, after), options.parent),
      };
    },

    // Nothing but a run on main confirms a token, and no run has to read this one there.
    run: () => undefined,
  };
}

function locationOf(
  repository: pulumi.Input<string> | undefined,
  provider: AnyDevelopmentArgs["provider"],
): pulumi.Output<string> {
  if (repository !== undefined) return ownedBy(provider, repository);
  return pulumi.interpolate`${accountOf(undefined, provider).owner.apply((owner) => owner ?? "")}`;
}
