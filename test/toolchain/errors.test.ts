import assert from "node:assert/strict";
import { Sandbox } from "./support/sandbox";
import { builtNames } from "./support/programs";

describe("what is missing for a build", () => {
  let sandbox: Sandbox;

  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.remove());

  it("is Go, where there is none", async () => {
    const error = await sandbox.findError();
    const programs = builtNames.join(", ");
    assert.ok(error.includes(`Go 1.21 or newer is needed to build ${programs}`), error);
    assert.match(error, /there is no `go` on PATH; install Go \(go\.dev\/doc\/install\)/);
    assert.match(error, /or install Pulumi \(pulumi\.com\/docs\/install\)/);
  });

  it("is a newer Go, where it is too old", async () => {
    sandbox.stubGo({ version: "go1.20.14" });
    assert.match(
      await sandbox.findError(),
      /Go 1\.21 or newer is needed .* `go` on PATH is go1\.20\.14; install Go/,
    );
    assert.deepEqual(sandbox.calls, []);
  });

  it("is a Go that runs, where it does not say its version", async () => {
    sandbox.stub("go", "exit 1");
    assert.match(await sandbox.findError(), /`go` on PATH is not one that runs; install Go/);
  });

  it("is disk, where too little is free for a first build", async () => {
    sandbox.stubGo();
    const error = await sandbox.findError({ FREE_GB: "1.5" });
    assert.match(error, /not enough disk: a first build takes 4 GB, and 1\.5 GB are free/);
    assert.ok(error.includes(`at ${sandbox.cache}; free some, or set PULUMI_SEAL_CACHE`), error);
    assert.deepEqual(sandbox.calls, []);
  });

  for (const [fact, says, explained] of [
    [
      "is disk, where Go finds it full",
      "write $WORK/b001/_pkg_.a: no space left on device",
      /the disk is full; free some, or set GOCACHE, GOMODCACHE and PULUMI_SEAL_CACHE/,
    ],
    [
      "is git, where Go asks for it",
      'go: example.com/m@v1.0.0: git init --bare: exec: "git": executable file not found in $PATH',
      /Go needs git to fetch a module; install git/,
    ],
    [
      "is the network, where the name of the module proxy is not known",
      "dial tcp: lookup proxy.example on 127.0.0.1:53: no such host",
      /the Go module proxy cannot be reached; check the network and GOPROXY/,
    ],
    [
      "is the network, where the module proxy does not answer",
      "dial tcp 127.0.0.1:443: connect: connection refused",
      /the Go module proxy cannot be reached; check the network and GOPROXY/,
    ],
    [
      "is the network, where git does not reach a module",
      "fatal: unable to access: Could not resolve host: example.com",
      /the Go module proxy cannot be reached; check the network and GOPROXY/,
    ],
    [
      "is the right module, where its checksum is another",
      "verifying example.com/m@v1.0.0: checksum mismatch\n\tSECURITY ERROR",
      /a module is not what its checksum says; do not go on, check GOPROXY and GONOSUMDB/,
    ],
    [
      "is a newer Go, where a module asks for it",
      "go: go.mod requires go >= 1.26 (running go 1.22.0; GOTOOLCHAIN=local)",
      /the Go on PATH is too old, and cannot fetch a newer one; install it, or check GOTOOLCHAIN/,
    ],
    [
      "is for Go to say, where it is nothing known",
      "./main.go:3: undefined: x",
      /see what Go says/,
    ],
  ] as const) {
    it(`${fact}, and Go is quoted`, async () => {
      sandbox.stubGo({ fails: says });
      const error = await sandbox.findError();
      assert.match(error, explained);
      assert.match(error, /^building pulumi failed: /m);
      for (const line of says.split("\n")) assert.ok(error.includes(`\n  ${line}`), error);
    });
  }
});
