import * as pulumi from "@pulumi/pulumi";
import { generationVariableName, projectVariableName } from "../../model/token";
import { GithubVariable, type GithubVariableArgs } from "../../resources/github-variable";
import { ownOptions } from "../own-options";
import type { StoreEntry } from "../store";

/** What a job of Actions reads beside the secret, in the same place; the generation. */
export function variables(
  entry: StoreEntry,
  place: Omit<GithubVariableArgs, "variableName" | "value">,
  sealProject: pulumi.Input<string> | undefined,
  secret: pulumi.Resource,
  options: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const own = ownOptions(options);
  const project = new GithubVariable(
    `${entry.name}-project`,
    { ...place, variableName: projectVariableName, value: sealProject ?? entry.project },
    own,
  );
  // Last, so that CI sees a new generation only when all the rest is there, too.
  return new GithubVariable(
    `${entry.name}-generation`,
    { ...place, variableName: generationVariableName, value: entry.generation },
    pulumi.mergeOptions(own, { dependsOn: [secret, project] }),
  ).value;
}

/** Says whose the secret is; there before it, and after it. */
export const ownerVariable = (
  entry: StoreEntry,
  place: Omit<GithubVariableArgs, "variableName" | "value">,
  variableName: string,
  options: pulumi.CustomResourceOptions,
) =>
  new GithubVariable(
    `${entry.name}-owner`,
    { ...place, variableName, value: entry.owner },
    ownOptions(options),
  );

/** Those that a store makes, and has no leave to write over. */
export function foreignVariables({ sealProject }: { sealProject?: boolean }): string[] {
  return [...(sealProject ? [] : [projectVariableName]), generationVariableName];
}
