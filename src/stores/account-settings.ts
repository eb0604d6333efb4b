import * as pulumi from "@pulumi/pulumi";

/** What a host's own provider is given: the properties of an explicit one, else the stack's configuration. */
export interface Settings {
  readonly by: "configuration" | "provider";
  readonly text: (name: string) => pulumi.Output<string | undefined>;
  readonly secret: (name: string) => pulumi.Output<string | undefined>;
  /** Which of these are given. */
  readonly among: (names: readonly string[]) => pulumi.Output<string[]>;
}

/**
 * As the engine configures the host's plugin: an explicit provider does not read the configuration of the
 * stack. The environment is not looked at here: the plugin does that, whose environment is that of the
 * official plugin, also where a program of the Automation API has another.
 */
export function settingsOf(
  host: string,
  type: string,
  parent: pulumi.Resource | undefined,
  own: pulumi.ProviderResource | undefined,
): Settings {
  const provider = own ?? parent?.getProvider(type);
  const config = new pulumi.Config(host);
  // What a provider was given is among its outputs, also what its class does not declare.
  const properties = provider as unknown as
    Readonly<Record<string, pulumi.Output<string | undefined> | undefined>> | undefined;
  const text = (name: string) =>
    pulumi.output<string | undefined>(properties ? properties[name] : config.get(name));
  return {
    by: properties ? "provider" : "configuration",
    text,
    secret: (name) => (properties ? text(name) : pulumi.output(config.getSecret(name))),
    among: (names) =>
      pulumi.unsecret(
        pulumi
          .all(names.map(text))
          .apply((values) =>
            names.filter((_, index) => ![undefined, "", "false"].includes(values[index])),
          ),
      ),
  };
}
