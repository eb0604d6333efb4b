import * as pulumi from "@pulumi/pulumi";
import { corpus } from "../policies/corpus";

/** A part of the corpus as one stack: each program below a component, with values of its own. */
export default () => {
  const config = new pulumi.Config();
  const isUpdate = config.getBoolean("update") ?? false;
  corpus(config.require("part")).forEach((one, index) => {
    if (isUpdate && one.previewOnly) return;
    const id = `case${index}`;
    const value = (kind: string) =>
      config.requireSecret("mark").apply((mark) => `${mark}-${kind}-${id}-0123456789abcdef`);
    one.program({
      name: (role) => `${id}.${role}`,
      opts: { parent: new pulumi.ComponentResource("acme:test:Case", id) },
      repository: `web-shop-${index}`,
      token: value("production"),
      developmentToken: value("development"),
      otherSecret: value("other"),
    });
  });
};
