import { Secret, type ResourceValidationArgs, type ResourceValidationPolicy } from "@pulumi/policy";
import type { Change, Remedy } from "../remedy";
import { notYetKnown } from "../value";
import { configSchema } from "./config-schema";
import { plainProps } from "./plain";
import type { Session } from "./session";

type Props = Record<string, unknown>;

/** A remedy as a policy that is off until it is configured as "remediate". */
export function remediationOf(remedy: Remedy, session: Session): ResourceValidationPolicy {
  return {
    name: remedy.name,
    displayName: remedy.title,
    description: remedy.description,
    enforcementLevel: "disabled",
    severity: "low",
    tags: ["seal", "secrets", "ci"],
    configSchema: configSchema(remedy.settings),

    async remediateResource(args) {
      try {
        return await remediated(remedy, session, args);
      } catch {
        // Nothing is changed then, and the rule reports what is still wrong.
        return undefined;
      }
    },
  };
}

async function remediated(
  remedy: Remedy,
  session: Session,
  args: ResourceValidationArgs,
): Promise<Props | undefined> {
  const { type, name, urn } = args;
  const resource = {
    type,
    name,
    urn,
    parent: args.opts.parent,
    props: await plainProps(args.props),
  };
  const settings = session.settingsOf(remedy, args.getConfig());
  const changes = remedy.changes(resource, session.scene, settings);
  // What a preview does not know cannot be moved.
  if (changes.length === 0 || changes.some(({ value }) => value === notYetKnown)) return undefined;
  // The proxies keep what was a secret one.
  for (const change of changes) apply(args.props, change);
  return args.props;
}

function apply(props: Props, { path, value, isSecret = false }: Change): void {
  const last = String(path.at(-1));
  const holder = path
    .slice(0, -1)
    .reduce<Props>((current, step) => current[String(step)] as Props, props);
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else holder[last] = isSecret ? new Secret(value) : value;
}
