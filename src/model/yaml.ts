/*
 * What people on JavaScript may pass instead of a text is told by the store that it was given to; the
 * lines are written before that.
 */

/** A text as a YAML scalar: as it is where YAML reads it as that text, else in double quotes. */
export function yamlScalar(given: unknown): string {
  const text = typeof given === "string" ? given : "";
  // A word that YAML, in one version or another, reads as something else than a text.
  const word = /^(true|false|yes|no|on|off|y|n|null)$/i;
  // What could end the scalar, begin a comment, or be a number, an alias or a tag.
  const plain = /^[A-Za-z$][^\p{C}\p{Zl}\p{Zp}:#"\\]*$/u;
  // JSON's strings are YAML's double-quoted ones: yaml.org, "YAML 1.2", 1.3.
  return plain.test(text) && !word.test(text) && text.trim() === text ? text : JSON.stringify(text);
}

/** A text as a literal in expressions of GitHub Actions and Azure Pipelines. */
export function expressionLiteral(given: unknown): string {
  const text = typeof given === "string" ? given : "";
  return `'${text.replaceAll("'", "''")}'`;
}
