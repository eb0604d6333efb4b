import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

/** Which rooms of src a room must not import; the rules are in ARCHITECTURE.md. */
const forbidden = {
  model: ["components", "resources", "stores", "provider", "policies"],
  resources: ["model", "components", "stores", "provider", "policies"],
  stores: ["components", "provider", "policies"],
  components: ["provider", "policies"],
  provider: ["components", "resources", "stores", "policies"],
  policies: ["components", "resources", "stores", "provider"],
};

/** The hosts below a room; they do not know each other. */
const hosts = ["github", "gitlab", "azure-devops"];
const betweenHosts = hosts.map((host) => {
  const others = hosts.filter((other) => other !== host);
  return {
    files: [`src/stores/${host}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^(\\.\\./)+((${[...forbidden.stores, ...others].join("|")})(/|$))`,
              message: `src/stores/${host} imports model, resources and the contract of stores only (see ARCHITECTURE.md)`,
            },
            ...others.map((other) => ({
              regex: `^@pulumi/${other.replace("-", "")}(/|$)`,
              message: `pulumi-seal/${host} loads only its own SDK`,
            })),
          ],
        },
      ],
    },
  };
});

const boundaries = Object.entries(forbidden).map(([room, others]) => ({
  files: [`src/${room}/**/*.ts`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${others.join("|")})(/|$)`,
            message: `src/${room} does not import ${others.join(", ")} (see ARCHITECTURE.md)`,
          },
          ...(room === "model"
            ? [{ regex: "^@pulumi/", message: "the model knows no Pulumi" }]
            : []),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ["dist", "node_modules", "sdks", "examples"] },
  { files: ["**/*.mjs", "**/*.cjs"], languageOptions: { globals: {} } },
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    plugins: { "@pulumi": pulumi },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@pulumi/no-output-in-template-literal": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-invalid-void-type": "off",
      "@typescript-eslint/no-empty-function": "off",
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-confusing-void-expression": "off",
      // An empty string from the environment means absent.
      "@typescript-eslint/prefer-nullish-coalescing": "off",
      "@typescript-eslint/unified-signatures": "off",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { ignoreRestSiblings: true, argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      "no-console": "error",
    },
  },
  ...boundaries,
  ...betweenHosts,
  {
    files: ["src/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: "^\\./provider(/|$)", message: "nobody imports the provider" }] },
      ],
    },
  },
  {
    files: ["test/**/*.ts", "demo/**/*.ts", "examples/**/*.ts"],
    rules: {
      "no-console": "off",
      // mocha's describe and it return promises to nobody.
      "@typescript-eslint/no-floating-promises": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
);
