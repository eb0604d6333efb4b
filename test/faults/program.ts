import * as pulumi from "@pulumi/pulumi";
import { declareBindings, type DeclaredBinding } from "./bindings";

/** What the histories declare, for the real engine; its configuration says what that is. */
export default () => {
  const config = new pulumi.Config();
  declareBindings(
    config.requireObject<DeclaredBinding[]>("bindings"),
    // Each a secret of its own: the engine masks in its logs what is one value of the configuration.
    (name) => config.requireSecret(`token-${name}`),
    config.require("authorizationUrl"),
    0.05,
  );
  return {};
};
