import { configurationOf, type Configuration } from "../support/configuration";
import type { Hosts } from "./hosts";

/** The configuration of the stack as it is by now. */
export const settingsOf = (hosts: Hosts): Configuration => ({
  ...configurationOf(hosts),
  "github:token": { secret: hosts.githubToken },
});
