import assert from "node:assert/strict";
import { relative, join } from "node:path";
import { rejectionOf } from "../unit/provider/world";
import { sentencesOfTest } from "./list";

/** Takes what a person was told: text, lines, or what is about to be rejected. */
export type Told = (what: string | readonly string[] | Promise<unknown>) => Promise<string>;

/**
 * Tests of one file that perform remedies: each has to be told all sentences that the list gives it, and
 * then does what they say.
 */
export function performer(file: string) {
  const name = relative(join(__dirname, ".."), file);
  return (title: string, act: (told: Told) => unknown): void => {
    it(title, async () => {
      const sentences = sentencesOfTest(`${name} > ${title}`);
      assert.ok(sentences.length > 0, "no sentence of test/remedies/list.ts names this test");
      const texts: string[] = [];
      await act(async (what) => {
        const text =
          what instanceof Promise ? messageOf(await rejectionOf(what)) : [what].flat().join("\n");
        texts.push(text);
        return text;
      });
      const all = texts.join("\n");
      for (const sentence of sentences) {
        assert.match(all, patternOf(sentence), `it was not told: ${sentence}`);
      }
    });
  };
}

function messageOf(error: unknown): string {
  assert.ok(error instanceof Error);
  return error.message;
}

export function patternOf(sentence: string): RegExp {
  const literals = sentence.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(literals.join("[\\s\\S]*?"));
}
