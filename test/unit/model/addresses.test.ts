import assert from "node:assert/strict";
import {
  azureOrganizationOf,
  azureOrganizationUrlOf,
} from "../../../src/model/accounts/azure-devops-address";
import {
  githubApiUrlOf,
  githubServerOf,
  isLimited,
} from "../../../src/model/accounts/github-address";
import { gitlabApiUrlOf, gitlabServerOf } from "../../../src/model/accounts/gitlab-address";

/* F11: one normal form of each address; that the official provider asks the same is test/toolchain/official-accounts.test.ts. */

type Row = readonly [address: string, url: string | undefined, server: string];

const github: readonly Row[] = [
  ["https://github.com", "https://api.github.com", "github.com"],
  ["https://github.com/", "https://api.github.com", "github.com"],
  ["https://GitHub.com/", "https://api.github.com", "github.com"],
  ["https://api.github.com", "https://api.github.com", "github.com"],
  ["https://api.github.com/", "https://api.github.com", "github.com"],
  ["HTTPS://API.GITHUB.COM:443/", "https://api.github.com", "github.com"],
  ["https://acme.ghe.com/", "https://api.acme.ghe.com", "acme.ghe.com"],
  ["https://acme.ghe.com", "https://api.acme.ghe.com", "acme.ghe.com"],
  ["https://api.acme.ghe.com/", "https://api.acme.ghe.com", "acme.ghe.com"],
  ["https://API.Acme.ghe.com", "https://api.acme.ghe.com", "acme.ghe.com"],
  ["https://ghe.example.com", "https://ghe.example.com/api/v3", "ghe.example.com"],
  ["https://ghe.example.com/", "https://ghe.example.com/api/v3", "ghe.example.com"],
  ["https://ghe.example.com/api/v3", "https://ghe.example.com/api/v3", "ghe.example.com"],
  ["https://ghe.example.com/api/v3/", "https://ghe.example.com/api/v3", "ghe.example.com"],
  ["https://GHE.example.com:8443/", "https://ghe.example.com:8443/api/v3", "ghe.example.com:8443"],
  ["https://acme.com/github/", "https://acme.com/github/api/v3", "acme.com/github"],
  ["https://acme.com/github/api/v3/", "https://acme.com/github/api/v3", "acme.com/github"],
  // No servers of these hosts, however alike.
  ["https://notgithub.com", "https://notgithub.com/api/v3", "notgithub.com"],
  ["https://ghe.com", "https://ghe.com/api/v3", "ghe.com"],
  ["https://acme.ghe.com.example", "https://acme.ghe.com.example/api/v3", "acme.ghe.com.example"],
  // What the official provider refuses as well.
  ["https://github.com/acme", undefined, "https://github.com/acme"],
  ["https://api.github.com/api/v3", undefined, "https://api.github.com/api/v3"],
  ["http://api.github.com", undefined, "http://api.github.com"],
  ["https://acme.ghe.com/api/v3", undefined, "https://acme.ghe.com/api/v3"],
  ["github.com", undefined, "github.com"],
  ["https://user:canary@ghe.example.com", undefined, "https://user:canary@ghe.example.com"],
  ["ftp://ghe.example.com", undefined, "ftp://ghe.example.com"],
  ["", undefined, ""],
];
const gitlab: readonly Row[] = [
  ["https://gitlab.com", "https://gitlab.com/api/v4", "gitlab.com"],
  ["https://gitlab.com/api/v4/", "https://gitlab.com/api/v4", "gitlab.com"],
  ["https://GitLab.com/api/v4", "https://gitlab.com/api/v4", "gitlab.com"],
  ["https://git.acme.com/gitlab", "https://git.acme.com/gitlab/api/v4", "git.acme.com/gitlab"],
  ["https://git.acme.com/gitlab/", "https://git.acme.com/gitlab/api/v4", "git.acme.com/gitlab"],
  [
    "https://git.acme.com/gitlab/api/v4/",
    "https://git.acme.com/gitlab/api/v4",
    "git.acme.com/gitlab",
  ],
  ["gitlab.com", undefined, "gitlab.com"],
  ["https://:canary@gitlab.com", undefined, "https://:canary@gitlab.com"],
];
const azure: readonly Row[] = [
  ["https://dev.azure.com/acme", "https://dev.azure.com/acme", "dev.azure.com/acme"],
  ["https://dev.azure.com/acme/", "https://dev.azure.com/acme", "dev.azure.com/acme"],
  ["https://Dev.Azure.com/Acme/", "https://dev.azure.com/acme", "dev.azure.com/acme"],
  ["https://acme.visualstudio.com", "https://acme.visualstudio.com", "dev.azure.com/acme"],
  ["https://Acme.VisualStudio.com/", "https://acme.visualstudio.com", "dev.azure.com/acme"],
  [
    "https://acme.visualstudio.com/DefaultCollection/",
    "https://acme.visualstudio.com/defaultcollection",
    "dev.azure.com/acme",
  ],
  [
    "https://tfs.acme.com/tfs/Collection",
    "https://tfs.acme.com/tfs/collection",
    "tfs.acme.com/tfs/collection",
  ],
  [
    "https://tfs.acme.com/tfs/Collection/",
    "https://tfs.acme.com/tfs/collection",
    "tfs.acme.com/tfs/collection",
  ],
  ["https://dev.azure.com/", undefined, "https://dev.azure.com/"],
  ["dev.azure.com/acme", undefined, "dev.azure.com/acme"],
  ["https://canary@dev.azure.com/acme", undefined, "https://canary@dev.azure.com/acme"],
];

for (const [host, rows, urlOf, serverOf] of [
  ["GitHub", github, githubApiUrlOf, githubServerOf],
  ["GitLab", gitlab, gitlabApiUrlOf, gitlabServerOf],
  ["Azure DevOps", azure, azureOrganizationUrlOf, azureOrganizationOf],
] as const) {
  describe(`an address of ${host} (F11)`, () => {
    for (const [address, url, server] of rows) {
      it(`"${address}" is ${url ?? "none"}`, () => {
        assert.equal(urlOf(address), url);
        assert.equal(serverOf(address), server);
        // What was normal stays so.
        if (url !== undefined) assert.equal(urlOf(url), url);
        if (url !== undefined) assert.equal(serverOf(url), server);
      });
    }
  });
}

describe("the rate limit of GitHub", () => {
  for (const [address, expected] of [
    ["https://github.com/", true],
    ["https://api.github.com", true],
    ["https://acme.ghe.com", true],
    ["https://api.acme.ghe.com/", true],
    ["https://ghe.example.com/api/v3", false],
    ["http://127.0.0.1:8080", false],
  ] as const) {
    it(`is ${expected ? "" : "not "}there at ${address}`, () =>
      assert.equal(isLimited(address), expected));
  }
});
