import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { environmentSecret } from "pulumi-seal/github";

const config = new pulumi.Config();

export const provider = new github.Provider("github", {
  owner: config.require("githubOwner"),
  token: config.requireSecret("githubToken"),
  baseUrl: config.get("githubUrl"), // of an Enterprise Server
});

const repository = new github.Repository(
  "web-shop",
  {
    name: "web-shop",
    visibility: "private",
    autoInit: true, // else there is no branch
  },
  { provider },
);

// Organizations choose how the first branch is called.
const main = new github.BranchDefault(
  "web-shop-main",
  { repository: repository.name, branch: "main", rename: true, waitForRename: true },
  { provider },
);

/** GitHub knows a workflow once its file is on the default branch. */
export const workflow = new github.RepositoryFile(
  "web-shop-workflow",
  {
    repository: repository.name,
    branch: main.branch,
    file: ".github/workflows/seal.yml",
    content: readFileSync(join(__dirname, "seal.yml"), "utf8"),
  },
  { provider },
);

export const webShop = environmentSecret({
  repository: repository.name,
  key: "web-shop", // names the resources, because the name above is an output
  confirm: { workflow: "seal.yml" },
});
