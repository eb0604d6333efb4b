import { isUnaliased } from "./declarations";
import type { Outcome } from "./driver";
import { isToken } from "./invariants";
import { placeOf, places } from "./places";
import type { Scene } from "./scene";

/** I6: after the faults, and after people took back what they did by hand, two updates are enough. */
export async function converge(scene: Scene): Promise<void> {
  await scene.perform({ do: "end-runs" });
  for (const place of scene.widened) await scene.perform({ do: "narrow", place });
  await takeBack(scene);
  await renew(scene);
  // As docs/faults.md says; a kill alone needs none (docs/operating.md).
  if (scene.hasFailedToDelete) await scene.operate({ do: "refresh" });
  let last = await twice(scene);
  // The remedy of one failure may lead to the next.
  for (let left = 2; left > 0 && (await obey(scene, last)); left -= 1) last = await twice(scene);
  judgeConverged(scene, last);
  if (scene.hasLostState) {
    for (const binding of scene.bindings.keys()) {
      await scene.perform({ do: "end-recovery", binding });
    }
    last = await up(scene);
  }
  if (!last.succeeded) {
    await scene.perform({ do: "revoke-asked" });
    last = await up(scene);
  }
  const quiet = await up(scene);
  if (!last.succeeded) scene.violate(`it is not closed: ${told(last)}`);
  else if (!quiet.succeeded || quiet.operations.length > 0) {
    const what = quiet.operations.map(({ urn, kind }) => `${kind} ${urn.split("::").at(-1)}`);
    scene.violate(`an update without changes does ${what.join(", ")}: ${told(quiet)}`);
  }
}

/** What a program cannot stay like. */
async function takeBack(scene: Scene): Promise<void> {
  await follow(scene);
  for (const [binding, declared] of scene.bindings) {
    for (const { place } of declared.claims) await scene.perform({ do: "unclaim", binding, place });
    if (isUnaliased(declared)) await scene.perform({ do: "alias", binding });
    if (scene.hasLostState) await scene.perform({ do: "recover", binding });
    // The engine refuses to replace what was tainted, as long as it is protected.
    if (declared.protect && scene.hasTainted) await scene.perform({ do: "unprotect", binding });
  }
}

/** What people did at the hosts: back within reach, there again where it is declared, and called as it is. */
async function follow(scene: Scene): Promise<void> {
  for (const place of Object.keys(places)) {
    await scene.perform({ do: "at-host", place, change: "unarchive" });
    await scene.perform({ do: "at-host", place, change: "move-back" });
  }
  for (const place of scene.declarations.places) {
    const isThere = placeOf(place).identity(scene.hosts) !== undefined;
    if (!isThere) await scene.perform({ do: "at-host", place, change: "remake" });
    const written = scene.declarations.written[place];
    const { name, id } = placeOf(place).identity(scene.hosts)!;
    const isKnown = [name, id].includes(written ?? placeOf(place).name);
    if (!isKnown) await scene.perform({ do: "write", place, as: "name" });
  }
}

/** Does what the messages ask people for; says whether there was anything to do. */
async function obey(scene: Scene, last: Outcome): Promise<boolean> {
  const asks = (what: string) => last.messages.some((text) => text.includes(what));
  if (last.succeeded) return false;
  // What an interrupted creation left has no label yet; a preflight that is made anew does not know it then.
  if (scene.hasForced && asks("must not be there already")) {
    for (const place of scene.declarations.places) {
      const isUnfinished = !isToken(placeOf(place).read(scene.hosts, "main"));
      if (isUnfinished) await scene.perform({ do: "at-host", place, change: "delete-store" });
    }
    return true;
  }
  if (asks("`pulumi up --refresh` makes it anew")) {
    await scene.operate({ do: "refresh" });
    return true;
  }
  // What was taken out while its credentials were renewed.
  if (asks("run `pulumi up` with a store there")) {
    const { places: declared, firstBinding: binding } = scene.declarations;
    const place = ["search", "shop"].find((one) => !declared.has(one));
    if (place === undefined || binding === undefined) return false;
    await scene.perform({ do: "add-store", binding, place });
    await follow(scene);
    return true;
  }
  return false;
}

/** A leaked token that is in use elsewhere, or dead, or shared: each has its own way out. */
async function renew(scene: Scene): Promise<void> {
  const inUse = new Set<number>();
  for (const [name, { token, leaked }] of scene.bindings) {
    if (leaked !== undefined) await scene.perform({ do: "end-leak", binding: name });
    const { value } = scene.tokens[token]!;
    if (inUse.has(token) || !scene.hosts.seal.isAlive(value)) {
      await scene.perform({ do: "rotate", binding: name });
    }
    inUse.add(scene.bindings.get(name)!.token);
  }
}

const up = (scene: Scene): Promise<Outcome> => scene.operate({ do: "up" });

/** What is protected stops an update until a person unprotects it, which is asked for. */
async function twice(scene: Scene): Promise<Outcome> {
  let last = await up(scene);
  for (let left = 1; !last.succeeded && left > 0;) {
    const isAsked = scene.isProtected;
    if (isAsked) await scene.perform({ do: "unprotect-asked" });
    else left -= 1;
    last = await up(scene);
  }
  return last;
}

function judgeConverged(scene: Scene, last: Outcome): void {
  const isToDo = last.messages.some((text) => text.includes("not proven dead yet"));
  if (!last.succeeded && !isToDo) return scene.violate(`two updates fail: ${told(last)}`);
  for (const [name, { token, stores }] of scene.bindings) {
    for (const place of stores) {
      const read = placeOf(place).read(scene.hosts, "main");
      const wanted = scene.tokens[token]!.fingerprint;
      if (read !== wanted) {
        scene.violate(`${place} of ${name} reads ${read ?? "nothing"}: ${told(last)}`);
      }
      const feature = placeOf(place).read(scene.hosts, "feature/x");
      if (feature === wanted) scene.violate(`a feature branch reads ${place} of ${name}`);
    }
  }
  // What only a state knew that is lost is a person's to take away.
  if (scene.hasLostState || !last.succeeded) return;
  for (const place of Object.keys(places)) {
    if (scene.declarations.places.has(place)) continue;
    const read = placeOf(place).read(scene.hosts, "main");
    if (isToken(read)) scene.violate(`${place} is declared no more, and reads ${read}`);
  }
}

const told = ({ messages }: Outcome) => messages.slice(-3).join(" | ").slice(0, 600);
