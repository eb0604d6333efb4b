import type { Hosts } from "./hosts";
import { places } from "./places";

/*
 * The one thing that an update does not put right by itself: a creation that took effect, and whose
 * answer was lost (the engine or a plugin died, the connection broke). State knows nothing of it, so the
 * next update creates it again, and the host says that it is there. The resources are those of the
 * hosts' own plugins, which do not take over what they find. A person deletes it, or imports it. The same
 * goes for a deletion that the host answered with 404, and did not do: the plugins take it for done.
 */

/** The ends of resource names, and of what a host says about one that is there. */
const leftover =
  /-(policy|project|generation|secret|group): .*(?:answered with (?:303|409)|already exists|has already been taken|409|303)/i;

/** Deletes by hand what the messages say is there already; returns whether there was something. */
export function removeLeftovers(hosts: Hosts, messages: readonly string[]): boolean {
  const made = messages.flatMap((text) => {
    const role = leftover.exec(text)?.[1];
    const place = Object.values(places).find(({ resources }) => text.includes(resources));
    return role === undefined || !place ? [] : [() => place.removeLeftover(hosts, role)];
  });
  const kept = messages.flatMap((text) =>
    Object.values(places)
      .filter(({ called }) => text.includes(`must not be there already, but ${called} is`))
      .map((place) => () => place.removeLeftover(hosts, "place")),
  );
  for (const remove of [...made, ...kept]) remove();
  return made.length + kept.length > 0;
}
