import * as pulumi from "@pulumi/pulumi";

/**
 * Transformations that name to every child of a component what it was called under the aliases of the
 * component. The engine does so only while the component itself is found by its alias (pulumi/pulumi,
 * pkg/resource/deploy/step_generator.go, generateAliases): an update that was refused, because the alias was
 * forgotten, has put the component into state under its new name, and from then on none would help.
 */
export function inheritAliases(
  type: string,
  name: string,
  { aliases = [], parent }: pulumi.ComponentResourceOptions,
): pulumi.ResourceTransformation[] {
  if (aliases.length === 0) return [];
  const before = formerUrns(type, name, { aliases, ...(parent && { parent }) });
  return [
    ({ type: childType, name: child, props, opts }) =>
      // Names of children begin with the name of their component.
      childType === type || !child.startsWith(name)
        ? undefined
        : {
            props,
            opts: pulumi.mergeOptions(opts, {
              aliases: before.map((urn) =>
                urn.apply((was) => under(was, child.slice(name.length))),
              ),
            }),
          },
  ];
}

/** What the aliases of a component say that it was called. */
export function formerUrns(
  type: string,
  name: string,
  { aliases = [], parent }: pulumi.ComponentResourceOptions,
): pulumi.Output<string>[] {
  return aliases.map((given) =>
    pulumi.output(given as pulumi.Input<string>).apply((alias) => urnOf(alias)),
  );

  function urnOf(alias: pulumi.URN | pulumi.Alias): pulumi.Output<string> {
    if (typeof alias === "string") return pulumi.output(alias);
    const above = Object.hasOwn(alias, "parent") ? alias.parent : parent;
    // Nothing of it is late any more.
    const { project, stack } = alias as { readonly project?: string; readonly stack?: string };
    return pulumi.createUrn(alias.name ?? name, alias.type ?? type, above, project, stack);
  }
}

function under(urn: string, suffix: string): pulumi.Alias {
  const [stack = "", project = "", , ...rest] = urn.replace(/^urn:pulumi:/, "").split("::");
  return { name: `${rest.join("::")}${suffix}`, parent: urn, project, stack };
}
