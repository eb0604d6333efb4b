import { githubProduction, token } from "../examples";
import { violation } from "../finding";
import { typeOf, type Resource } from "../resource";
import { defineRule } from "../rule";
import { recognition } from "../tokens";
import type { Scene } from "../scene";
import { at, elements, type Value } from "../value";
import { fingerprintOf } from "../../model/token";

/** The fingerprint of the examples' token, as the page of rules writes it. */
const leaked = fingerprintOf("leaked-in-a-chat");

export const tokenAlive = defineRule({
  name: "seal-token-alive",
  title: "No dead or leaked token is in place",
  description:
    "No token is dead by the stack's state, and no token or store holds one that is known to be leaked: by configuration, or because a binding answered its leak.",
  why: "With a dead token every build fails. A refresh notes it in state, where this rule sees it; an update asks the authorization server again, and the token resource itself refuses a dead token. A leaked one lets others pull sealed packages on the company's account until it is revoked.",
  severity: "critical",
  level: "mandatory",
  remediation:
    "Revoke the token on Seal's page Settings > Tokens if it is leaked, make a new one, set it in the stack's configuration with its name and date, and run `pulumi up`. Where the server refused a good token, `pulumi refresh` asks again.",
  settings: ["leakedFingerprints", ...recognition],
  example: {
    bad: {
      settings: { leakedFingerprints: [leaked] },
      resources: { token: token({ token: "${leakedToken}" }) },
    },
    good: { settings: { leakedFingerprints: [leaked] }, ...githubProduction },
  },

  resource(resource, scene, settings) {
    const tokens = scene.tokens(settings);
    const own = typeOf(resource) === "seal:Token" ? resource.props.token : undefined;
    const values = [
      own,
      ...scene
        .tokenEntries(settings, resource)
        .flatMap(({ entry }) => entry.values.map((v) => v.value)),
    ].filter((value) => typeof value === "string");
    const fingerprints = values.map(
      (value) => tokens.holding(value)?.token.fingerprint ?? fingerprintOf(value),
    );
    const leaked = [...settings.leakedFingerprints, ...answeredLeaks(scene)];
    const leaks = [...new Set(fingerprints)].filter((fingerprint) => leaked.includes(fingerprint));
    return [
      ...leaks.map((fingerprint) =>
        violation(resource, `it holds a token that is leaked (fingerprint ${fingerprint})`),
      ),
      ...(own !== undefined && isDead(resource)
        ? [
            violation(
              resource,
              "its token is dead: the authorization server refused it when it was last asked",
            ),
          ]
        : []),
    ];
  },
});

/** Leaked tokens that bindings were told of, and proved dead. */
function answeredLeaks(scene: Scene): readonly Value[] {
  return scene
    .ofType("seal:Token")
    .flatMap(({ outputs }) => elements(at(outputs, "leaks")))
    .map((leak) => at(leak, "fingerprint"));
}

/**
 * What an update found outweighs what a refresh before it noted among the inputs; in a preview that
 * will ask again there is only the note, and before a resource is written nobody knows which of both.
 */
function isDead({ props, outputs }: Resource): boolean {
  if (outputs === undefined) return false;
  const { alive } = outputs;
  return typeof alive === "boolean" ? !alive : typeof props.deadSince === "string";
}
