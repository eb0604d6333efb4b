import * as pulumi from "@pulumi/pulumi";
import { fingerprintOf } from "../model/token";
import type { Confirmation } from "../resources/confirmation";
import type { Retirement } from "../resources/retirement";
import type { Token } from "../resources/token";

/** Of the token as the program has it, which `ignoreChanges` of a transformation may keep from the engine. */
export function fingerprintIn(token: pulumi.Output<string>): pulumi.Output<string | undefined> {
  return pulumi
    .unsecret(pulumi.output(token))
    .apply((value: unknown) =>
      typeof value === "string" && value !== "" ? fingerprintOf(value) : undefined,
    );
}

/** The update succeeds, and nobody would hear of the tokens before. */
export function tellIfNotRetired(
  binding: pulumi.Resource,
  confirmation: Confirmation,
  retirement: Retirement,
): void {
  const both = pulumi.all([confirmation.fingerprint, retirement.confirmed]);
  both.apply(([confirmed, retired]: (string | undefined)[]) => {
    // What an update leaves out before it was ever made has neither.
    if (confirmed === undefined || retired === undefined || confirmed === retired) return;
    const text = `The tokens before the one that is in place (fingerprint ${confirmed}) were not asked about: this update leaves the retirement out (\`--target\`, \`--exclude\`, or a transformation with \`ignoreChanges\`); run a full \`pulumi up\` without it, which says what is to be revoked`;
    void pulumi.log.warn(text, binding);
  });
}

/** The update succeeds, and whoever set another token would take it for rotated. */
export function tellIfLeftOut(
  binding: pulumi.Resource,
  value: pulumi.Output<string>,
  token: Token,
): void {
  pulumi.all([fingerprintIn(value), token.fingerprint]).apply(([declared, inPlace]) => {
    if (declared === undefined || declared === inPlace) return;
    const text = `The token that is set (fingerprint ${declared}) was not put in place, ${inPlace} is: this update leaves it out (\`--target\`, \`--exclude\`, or a transformation with \`ignoreChanges\`); revoke nothing`;
    void pulumi.log.warn(text, binding);
  });
}
