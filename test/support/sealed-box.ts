import sodium from "libsodium-wrappers";

/** The key pair of a GitHub secret store: clients encrypt for it, only the server can open. */
export interface SealedBox {
  readonly keyId: string;
  readonly publicKey: string;
  open(encrypted: string): string;
}

export async function createSealedBox(): Promise<SealedBox> {
  await sodium.ready;
  const { publicKey, privateKey } = sodium.crypto_box_keypair();
  const base64 = sodium.base64_variants.ORIGINAL;
  return {
    keyId: "568250167242549743",
    publicKey: sodium.to_base64(publicKey, base64),
    open: (encrypted) =>
      sodium.to_string(
        sodium.crypto_box_seal_open(sodium.from_base64(encrypted, base64), publicKey, privateKey),
      ),
  };
}
