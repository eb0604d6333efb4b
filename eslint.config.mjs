import js from "@eslint/js";
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

const restrict = (folder, patterns) => ({
  files: [`${folder}/**/*.ts`],
  rules: { "no-restricted-imports": ["error", { patterns }] },
});

const otherRooms = (room) => ({
  regex: `^(\\.\\./)+(${forbidden[room].join("|")})(/|$)`,
  message: `src/${room} does not import ${forbidden[room].join(", ")} (see ARCHITECTURE.md)`,
});

const withoutPulumi = {
  model: { regex: "^@pulumi/", message: "the model knows no Pulumi" },
  provider: {
    regex: "^@pulumi/pulumi$",
    message: "a plugin starts in every update: import the part of the SDK that is needed",
  },
  policies: {
    regex: "^(@pulumi|(\\.\\./)+pulumi)/",
    message: "only src/policies/pulumi knows the policy runner (see ARCHITECTURE.md)",
  },
};

const boundaries = [
  ...Object.keys(forbidden).map((room) =>
    restrict(`src/${room}`, [otherRooms(room), withoutPulumi[room] ?? []].flat()),
  ),
  restrict("src/policies/pulumi", [otherRooms("policies")]),
];

/** The hosts below a room; they do not know each other. */
const hosts = ["github", "gitlab", "azure-devops"];
const betweenHosts = hosts.map((host) => {
  const others = hosts.filter((other) => other !== host);
  return restrict(`src/stores/${host}`, [
    {
      regex: `^(\\.\\./)+((${[...forbidden.stores, ...others].join("|")})(/|$))`,
      message: `src/stores/${host} imports model, resources and the contract of stores only (see ARCHITECTURE.md)`,
    },
    ...others.map((other) => ({
      regex: `^@pulumi/${other.replace("-", "")}(/|$)`,
      message: `pulumi-seal/${host} loads only its own SDK`,
    })),
  ]);
});

export default tseslint.config(
  { ignores: ["dist", "node_modules", "sdks"] },
  {
    files: ["**/*.mjs", "**/*.cjs", "**/*.js", "bin/pulumi-resource-seal"],
    extends: [js.configs.recommended],
    // What Node.js has; `require` comes with the kind of source.
    languageOptions: {
      globals: Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((n) => [n, false])),
    },
  },
  {
    files: ["**/*.js", "bin/pulumi-resource-seal"],
    languageOptions: { sourceType: "commonjs", globals: { __dirname: false } },
  },
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
      "@typescript-eslint/no-require-imports": ["error", { allowAsImport: true }],
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
  {
    // Their own tsconfig.json files are for people who have installed the package.
    files: ["examples/**/*.ts"],
    languageOptions: {
      parserOptions: { projectService: false, project: "examples/tsconfig.lint.json" },
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
