import { main } from "@pulumi/pulumi/provider";
import { receiveConfiguration } from "./plugin-server";
import { gitlabProvider } from "./provider";

/* A stand-in for `pulumi-resource-gitlab`, which cannot be built where only package registries are. */

void main(gitlabProvider(receiveConfiguration(), process.env), process.argv.slice(2));
