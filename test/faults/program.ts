import * as pulumi from "@pulumi/pulumi";
import { declareBindings, type DeclaredBinding } from "./bindings";

/** What the histories declare, for the real engine; its configuration says what that is. */
export default () => {
  const config = new pulumi.Config();
  const values = config.requireSecretObject<Record<string, string>>("values");
  declareBindings(
    config.requireObject<DeclaredBinding[]>("bindings"),
    (name) => values.apply((all) => all[name] ?? ""),
    config.require("authorizationUrl"),
    0.05,
  );
  return {};
};
