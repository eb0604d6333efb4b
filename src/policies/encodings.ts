/** How a token stands in a text. */
export type Encoding = "in clear" | "in Base64" | "in Base64 of Base64" | "in hexadecimal";

/** What is shorter is a word that may stand in a text by chance. */
export const shortestToken = 8;

interface Needle {
  readonly text: string;
  readonly encoding: Encoding;
}

/** Finds one token in texts, however it was written there. */
export class TokenFinder {
  readonly #clear: string;
  readonly #hex: string;
  readonly #encoded: readonly Needle[];

  constructor(token: string) {
    this.#clear = token;
    this.#hex = Buffer.from(token).toString("hex");
    const bytes = [Buffer.from(token), Buffer.from(token, "utf16le")];
    const once = bytes.flatMap(inBase64);
    const twice = once.flatMap((text) => inBase64(Buffer.from(text)));
    this.#encoded = [
      ...once.map((text): Needle => ({ text, encoding: "in Base64" })),
      // A Docker configuration in a Kubernetes secret, for example.
      ...twice.map((text): Needle => ({ text, encoding: "in Base64 of Base64" })),
    ].filter(({ text }) => text.length >= shortestToken);
  }

  find(text: string): Encoding | undefined {
    if (text.length < shortestToken) return undefined;
    if (plainForms(text).some((form) => form.includes(this.#clear))) return "in clear";
    // Base64 is often broken into lines, and its two alphabets differ in two characters.
    const joined = text
      .replace(/\\[nrt]/g, "")
      .replace(/%2B/gi, "+")
      .replace(/%2F/gi, "/")
      .replace(/\\\//g, "/")
      .replace(/\s+/g, "")
      .replace(/-/g, "+")
      .replace(/_/g, "/");
    const needle = this.#encoded.find((candidate) => joined.includes(candidate.text));
    if (needle) return needle.encoding;
    return text.toLowerCase().includes(this.#hex) ? "in hexadecimal" : undefined;
  }
}

/**
 * The part of Base64 that the bytes alone decide, whatever stands before and after them: three
 * alignments, without the characters that they share with their neighbours.
 */
function inBase64(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    const first = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    return encoded.slice(first, end);
  });
}

/** A text, and the text without the escapes of JSON, of XML, of shells and of addresses. */
function plainForms(text: string): string[] {
  const forms = [text];
  if (text.includes("\\")) {
    forms.push(
      text
        .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
        .replace(/\\(.)/g, "$1"),
    );
  }
  if (text.includes("%")) {
    forms.push(
      text.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
        String.fromCharCode(parseInt(code, 16)),
      ),
    );
  }
  if (text.includes("&")) forms.push(withoutEntities(text));
  return forms;
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

function withoutEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi,
    (entity: string, ...[hex, decimal, name = ""]: (string | undefined)[]) => {
      const code = hex ? parseInt(hex, 16) : decimal ? Number(decimal) : NaN;
      if (code >= 0 && code <= 0xffff) return String.fromCharCode(code);
      return entities[name.toLowerCase()] ?? entity;
    },
  );
}
