import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import { labelOf, type KnownToken } from "../model/superseded";
import { Fault } from "./fault";

/*
 * Superseded tokens are kept encrypted under the token in use, besides the engine's own encryption
 * of state: Pulumi's Node.js SDK writes the outputs of every resource to the debug log
 * (@pulumi/pulumi runtime/resource.js, "RegisterResource RPC finished"), and the engine masks there
 * only what is a secret of the present configuration. A superseded token no longer is.
 */

/** A superseded token as it stands in state. */
export interface SealedToken extends Omit<KnownToken, "value"> {
  readonly sealed: string;
}

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

function keyOf(inUse: string): Buffer {
  return Buffer.from(hkdfSync("sha256", inUse, "", "pulumi-seal superseded tokens", 32));
}

export function seal(token: KnownToken, inUse: string): SealedToken {
  const key = keyOf(inUse);
  // Of the key and the value alone, so that an unchanged token makes no difference in state; one
  // nonce never serves two values.
  const nonce = createHmac("sha256", key).update(token.value).digest().subarray(0, nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce);
  const parts = [nonce, cipher.update(token.value, "utf8"), cipher.final(), cipher.getAuthTag()];
  const { project, supersededSince } = token;
  return {
    ...labelOf(token),
    project,
    ...(supersededSince !== undefined && { supersededSince }),
    sealed: Buffer.concat(parts).toString("base64"),
  };
}

export function unseal({ sealed, ...token }: SealedToken, inUse: string): KnownToken {
  try {
    const bytes = Buffer.from(sealed, "base64");
    const decipher = createDecipheriv(algorithm, keyOf(inUse), bytes.subarray(0, nonceBytes));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    const value = decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, "utf8");
    return { ...token, value: value + decipher.final("utf8") };
  } catch {
    throw new Fault(
      `the superseded token with fingerprint ${token.fingerprint} cannot be read from state, because it was not kept under the token in use; was the state edited by hand? Restore it from a backup`,
    );
  }
}
