/** The first paragraphs of the page of rules. */
export const introduction = `<!-- Written by \`npm run docs\` from the rules; do not edit. -->

# The rules of the policy pack

The pack refuses what is not main's: it looks at every resource of a stack before it is written, and at
the whole stack at the end of a preview and of an update. It works on stacks in any Pulumi language, and
on stacks that do not use \`TokenBinding\`.

\`\`\`sh
pulumi up --policy-pack node_modules/pulumi-seal/policy-pack
pulumi up --policy-pack node_modules/pulumi-seal/policy-pack --policy-pack-config seal-rules.json
pulumi policy publish <organization>   # in a copy of that folder, after npm install: for every stack of the company
pulumi policy analyze --policy-pack node_modules/pulumi-seal/policy-pack   # state as it is; CLI 3.229 or newer
\`\`\`

An older CLI has no \`policy analyze\`: there, a preview of the unchanged program looks at what is in state.
That is what our tests run, whose engine is 3.220; the command hands a pack the same inputs and outputs
(pulumi 3.256, deploy/analyze_snapshot.go). Of a state file whose secrets cannot be decrypted (\`--file\`,
in 3.256), only names tell what a token is.

Take single rules into a pack of your own:

\`\`\`ts
import { PolicyPack } from "@pulumi/policy";
import { neverExpiryRotates, productionValueOnlyInStores, sealPolicies } from "pulumi-seal/policies";
import { ownPolicy } from "./own-policy";

new PolicyPack("acme", {
  policies: [...sealPolicies([neverExpiryRotates, productionValueOnlyInStores]), ownPolicy],
});
\`\`\`

Call \`sealPolicies\` once per pack, so that its rules know of each other what they have seen.

## How a token is recognised

1. **By the component**: the value and the type of every \`seal:index:Token\`.
2. **By name**: what is stored as \`SEAL_TOKEN\`, or under a name of \`secretNames\`, is a production token;
   what is stored under a name of \`developmentSecretNames\` is a development token. The value decides
   where it is known: a \`SEAL_TOKEN\` that holds the token of a development binding, or one whose
   fingerprint is in \`developmentFingerprints\`, is a development token.
3. **By value**: a value that is known by 1 or 2 is found in any property of any resource, and in stack
   outputs: in clear, in Base64 at any alignment and broken into lines, in Base64 of Base64, in
   hexadecimal, and behind the escapes of JSON, XML, shells and addresses.

A development token that is stored under \`SEAL_TOKEN\` must be declared, or listed, before the store is:
let the store depend on it.

## What a rule can see

- Before a resource is written: its inputs, and those of the resources before it. At the end: inputs and
  outputs of all. So \`pulumi up --skip-preview\` still refuses each resource that is wrong by itself, but
  rules that relate resources speak only after the update: keep the preview.
- In a preview, what is not known yet is said to be so, as advice, and only where it decides. It is
  checked in the update.
- The text of assets, and the content of local files and folders that assets name: files up to 1 MiB, of
  a folder up to 1000 entries and 4 MiB, in all 64 MiB, links to folders not followed. An engine older than
  3.221 does not tell a policy pack where the program is: on Linux, or where \`pulumi\` runs in the project,
  relative paths are found. Not what is compressed or encrypted, what an asset names by an address, nor
  values that the provider never gives back.
- What this stack declares. What others widen by hand is checked live by the binding itself; which refs
  GitLab protects in a project that this stack does not declare, only the binding knows.

No message ever holds a property's value: it names properties by their path, and tokens by their
fingerprint (\`printf 'pulumi-seal:%s' "$SEAL_TOKEN" | sha256sum | cut -c1-12\`).

## Configuration

A JSON file, by rule: its level (\`"advisory"\`, \`"mandatory"\`, \`"disabled"\`), its settings, or both. What
is configured for \`seal-configuration-valid\` holds for all rules that do not have it themselves.

\`\`\`json
{
  "seal-configuration-valid": { "mainBranches": ["main", "trunk"] },
  "seal-token-not-overdue": { "enforcementLevel": "mandatory", "graceDays": 7 },
  "seal-binding-confirmed": {
    "exceptions": [
      { "resource": "legacy-*", "reason": "no CI to run until the move", "until": "2027-03-31" }
    ]
  }
}
\`\`\`

An exception makes advice of a rule's violations, until the end of its last day. A rule that does not
exist, a date that is none and a period that is none are violations of \`seal-configuration-valid\`; a
wrong level or a wrong type is refused by the engine before anything runs. The engine itself refuses an
unknown rule that is configured without a level, as \`invalid enforcement level ""\`.

A rule that fails by itself is a violation, and never stops the pack.`;
