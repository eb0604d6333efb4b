/** Plain data as block YAML, line by line: enough for examples, whose texts JSON can quote. */
export function toYaml(value: unknown, depth = 0): string[] {
  const indent = "  ".repeat(depth);
  if (Array.isArray(value)) {
    return value.flatMap((element: unknown) => {
      if (isScalar(element)) return [`${indent}- ${scalar(element)}`];
      const [first = "", ...rest] = toYaml(element, depth + 1);
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  }
  return Object.entries(value as Record<string, unknown>).flatMap(([key, child]) =>
    isScalar(child)
      ? [`${indent}${key}: ${scalar(child)}`]
      : [`${indent}${key}:`, ...toYaml(child, depth + 1)],
  );
}

function isScalar(value: unknown): boolean {
  return typeof value !== "object" || value === null || Object.keys(value).length === 0;
}

/** A text that could be read as something else is quoted. */
function scalar(value: unknown): string {
  if (
    typeof value === "string" &&
    /^[A-Za-z$/][\w${}./-]*$/.test(value) &&
    !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value)
  ) {
    return value;
  }
  return JSON.stringify(value);
}
