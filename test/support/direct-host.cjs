// Runs the program of a folder for one update, as newer Node.js language hosts do: it speaks with the engine
// itself. The host of the tests stands between them with a proxy of an older version (sdk/v3 3.66,
// nodejs/cmd/pulumi-language-nodejs/proxy.go), which knows no `transforms` and drops `protect: false`.
const { spawn } = require("node:child_process");
const grpc = require("@grpc/grpc-js");
const { RunResponse } = require("@pulumi/pulumi/proto/language_pb");
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");

const [folder] = process.argv.slice(2);

function run({ request }, answer) {
  const [engine] = request.getArgsList();
  const options = {
    engine,
    monitor: request.getMonitorAddress(),
    project: request.getProject(),
    stack: request.getStack(),
    organization: request.getOrganization(),
    parallel: request.getParallel(),
    pwd: folder,
  };
  const config = Object.fromEntries(request.getConfigMap().entries());
  const child = spawn(
    process.execPath,
    [
      require.resolve("@pulumi/pulumi/cmd/run"),
      ...Object.entries(options).map(([name, value]) => `--${name}=${value}`),
      ...(request.getDryrun() ? ["--dry-run"] : []),
      ".",
    ],
    {
      cwd: folder,
      env: {
        ...process.env,
        PULUMI_CONFIG: JSON.stringify(config),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  child.on("close", (code) => {
    const response = new RunResponse();
    // 32: the program told the engine already what went wrong.
    if (code === 32) response.setBail(true);
    else if (code !== 0) response.setError(`the program exited with ${code}`);
    answer(null, response);
  });
}

const server = new grpc.Server();
server.addService(LanguageRuntimeService, {
  run,
  getPluginInfo: (_call, answer) => answer(null, new PluginInfo()),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
