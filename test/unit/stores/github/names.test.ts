import assert from "node:assert/strict";
import { formatProblem, type Problem } from "../../../../src/model/problem";
import {
  branchProblems,
  environmentProblems,
  repositoryProblems,
  workflowProblems,
} from "../../../../src/stores/github/names";

/* Rules of names; does not prove that GitHub has the same ones. */

type Rule = (path: string, value: unknown) => Problem[];

const rules: [
  string,
  Rule,
  { accepted: string[]; refused: [string, unknown][]; reason: RegExp },
][] = [
  [
    "a repository's name",
    repositoryProblems,
    {
      accepted: ["web-shop", ".github", "A_b.c", "r".repeat(100)],
      refused: [
        ["an empty one", ""],
        ["101 characters", "r".repeat(101)],
        ["a space", "web shop"],
        ["the folder itself", "."],
        ["the folder above", ".."],
        ["a question mark, which would begin a query", "web-shop?x"],
        ["a line break at its end", "web-shop\n"],
        ["nothing", undefined],
        ["a number", 7],
      ],
      reason: /^at: must be a repository's name: 1 to 100/,
    },
  ],
  [
    "a repository with its owner",
    repositoryProblems,
    {
      accepted: [],
      refused: [
        ["an owner before it", "acme/web-shop"],
        ["an address", "https://github.com/acme/web-shop"],
        ["a slash at its end", "web-shop/"],
      ],
      reason: /^at: must be the repository's name without its owner, received ".*`github:owner`/,
    },
  ],
  [
    "a branch",
    branchProblems,
    {
      accepted: ["main", "release/2026-11", "główna", "b".repeat(255)],
      refused: [
        ["an empty one", ""],
        ["256 characters", "b".repeat(256)],
        ["a star, which lets other branches in", "main*"],
        ["a path of stars, which lets every branch in", "**/*"],
        ["a question mark, which lets other branches in", "mai?"],
        ["a set, which lets other branches in", "[mn]ain"],
        ["alternatives, which let other branches in", "{main,dev}"],
        ["a backslash, which escapes", "ma\\in"],
        ["a full reference, which matches no branch", "refs/heads/main"],
        ["a space", "main branch"],
        ["a line break at its end", "main\n"],
        ["a caret, a tilde or a colon, which git refuses", "main^~:"],
        ["nothing", undefined],
      ],
      reason: /^at: must be the literal name of one branch, without wildcards/,
    },
  ],
  [
    "an environment",
    environmentProblems,
    {
      accepted: ["seal-production", "Seal production", "e".repeat(255)],
      refused: [
        ["an empty one", ""],
        ["256 characters", "e".repeat(256)],
        ["a line break", "seal\nproduction"],
        ["a space before", " seal"],
        ["a space after", "seal "],
        ["a backslash", "seal\\production"],
        ["nothing", undefined],
      ],
      reason: /^at: must be an environment's name: one line of 1 to 255/,
    },
  ],
  [
    "a workflow",
    workflowProblems,
    {
      accepted: ["seal.yml", "seal.yaml", "Seal_2.build-1.yml"],
      refused: [
        ["an empty one", ""],
        ["no extension", "seal"],
        ["another extension", "seal.json"],
        ["nothing but an extension", ".yml"],
        ["a folder, which the path of a request would obey", ".github/workflows/seal.yml"],
        ["a way up, which the path of a request would obey", "../seal.yml"],
        ["a display name", "Seal scan"],
        ["a line break at its end", "seal.yml\n"],
        ["a number", 7],
        ["nothing", undefined],
      ],
      reason: /^at: must be the file name of a workflow in \.github\/workflows/,
    },
  ],
];

for (const [subject, rule, { accepted, refused, reason }] of rules) {
  describe(subject, () => {
    for (const value of accepted) {
      it(`may be ${value.slice(0, 24)} (${value.length} characters)`, () => {
        assert.deepEqual(rule("at", value), []);
      });
    }
    for (const [what, value] of refused) {
      it(`rejects ${what}`, () => {
        const [found, ...others] = rule("at", value).map(formatProblem);
        assert.deepEqual(others, []);
        assert.match(found ?? "", reason);
      });
    }
  });
}
