import { unknownNames, type NamesOf } from "../model/argument-names";
import { isObject } from "../model/is-object";
import { kindOf, problem, type Problem } from "../model/problem";
import type {
  BindingConfirmationArgs,
  BindingRetirementArgs,
  TokenBindingArgs,
} from "./token-binding-args";

const binding: NamesOf<TokenBindingArgs> = {
  type: true,
  token: true,
  tokenName: true,
  project: true,
  expiry: true,
  createdOn: true,
  rotation: true,
  stores: true,
  canary: true,
  confirmation: true,
  retirement: true,
  leaked: true,
  recover: true,
  authorizationUrl: true,
  checkTimeoutSeconds: true,
};
const confirmation: NamesOf<BindingConfirmationArgs> = {
  enabled: true,
  drain: true,
  timeoutMinutes: true,
  pollSeconds: true,
};

const retirement: NamesOf<BindingRetirementArgs> = { whenAlive: true, waitMinutes: true };

/** Arguments that do not exist, and groups that are none; the token resource looks at `rotation`. */
export function argumentProblems(args: TokenBindingArgs): Problem[] {
  return [
    ...unknownNames("", args, binding),
    ...groupProblems("confirmation", args.confirmation, confirmation),
    ...groupProblems("retirement", args.retirement, retirement),
  ];
}

function groupProblems(path: string, group: unknown, names: object): Problem[] {
  // The program's own "no" to an option is like leaving it out.
  if (group === undefined || group === null) return [];
  if (isObject(group)) return unknownNames(`${path}.`, group, names);
  return [problem(path, `be an object of arguments, but it is ${kindOf(group)}`)];
}
