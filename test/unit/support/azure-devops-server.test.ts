import assert from "node:assert/strict";
import { fingerprintOf } from "../../../src/model/token";
import { azureCredentials, AzureDevopsServer } from "../../support/azure-devops-server";
import type { Project } from "../../support/azure-devops-state";

/* How the loopback Azure DevOps names, renames and loses projects and variable groups. */

describe("the loopback Azure DevOps", () => {
  let azure: AzureDevopsServer;
  let payments: Project;

  beforeEach(async () => {
    azure = await new AzureDevopsServer("http://127.0.0.1:9/").start();
    payments = azure.addProject("payments");
  });
  afterEach(() => azure.stop());

  async function ask(method: string, path: string, body?: object) {
    const answer = await fetch(`${azure.organizationUrl}${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`:${azureCredentials}`).toString("base64")}`,
        "content-type": "application/json",
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.includes("json") === true;
    return { status: answer.status, body: (isJson ? JSON.parse(text) : {}) as Answer };
  }
  type Answer = Record<string, unknown> & { value: Record<string, unknown>[] };
  const status = async (...args: Parameters<typeof ask>) => (await ask(...args)).status;

  const groups = "/_apis/distributedtask/variablegroups";
  const given = (change: object = {}) => ({
    name: "seal-production",
    variables: { SEAL_TOKEN: { value: "token", isSecret: true } },
    variableGroupProjectReferences: [{ projectReference: { id: payments.id } }],
    ...change,
  });
  async function addGroup(change: object = {}): Promise<number> {
    return (await ask("POST", groups, given(change))).body.id as number;
  }

  it("finds a project by its id and by its name, in any case", async () => {
    for (const wanted of [payments.id, payments.id.toUpperCase(), "payments", "Payments"]) {
      assert.equal((await ask("GET", `/_apis/projects/${wanted}`)).body.name, "payments", wanted);
      assert.equal(await status("GET", `/${wanted}${groups}`), 200, wanted);
    }
    assert.throws(() => azure.addProject("PAYMENTS"), /is there already/);
  });

  it("serves a project under its name of before, until another has that", async () => {
    const id = await addGroup();
    azure.renameProject("payments", "billing");
    for (const wanted of ["payments", "Payments", "billing", payments.id]) {
      assert.equal((await ask("GET", `/${wanted}${groups}/${id}`)).body.id, id, wanted);
    }
    const { status: gone, body } = await ask("GET", "/_apis/projects/payments");
    assert.equal(gone, 404);
    assert.match(
      body.message as string,
      /^TF200016: The following project does not exist: payments/,
    );
    const inHistory = await ask("GET", "/_apis/projects/payments?includeHistory=true");
    assert.deepEqual([inHistory.body.id, inHistory.body.name], [payments.id, "billing"]);
    azure.addProject("payments");
    assert.deepEqual((await ask("GET", `/payments${groups}`)).body.value, []);
    azure.deleteProject("payments");
    assert.equal(await status("GET", `/payments${groups}`), 404);
  });

  it("has nothing of a project that is deleted, and makes another of its name", async () => {
    const id = await addGroup();
    const anew = azure.remakeProject("payments");
    assert.notEqual(anew.id, payments.id);
    assert.equal((await ask("GET", `/payments${groups}/${id}`)).body, null);
    const { status: gone, body } = await ask("GET", `/${payments.id}${groups}`);
    assert.equal(gone, 404);
    assert.match(body.message as string, /^VS800075: The project with id /);
    assert.equal(await status("POST", groups, given()), 404);
  });

  it("tells that a project is being deleted, and neither lists nor serves it", async () => {
    payments.state = "deleting";
    assert.equal((await ask("GET", "/_apis/projects/payments")).body.state, "deleting");
    assert.deepEqual((await ask("GET", "/_apis/projects")).body.value, []);
    assert.equal(await status("GET", `/payments${groups}`), 404);
    assert.equal(await status("POST", groups, given()), 404);
  });

  it("has nothing once the organization is gone", async () => {
    azure.isGone = true;
    for (const path of ["/_apis", "/_apis/projects/payments", `/payments${groups}`]) {
      assert.equal(await status(path === "/_apis" ? "OPTIONS" : "GET", path), 404, path);
    }
  });

  it("keeps a group's number and contents when it is renamed, by hand or by a request", async () => {
    const id = await addGroup();
    azure.renameGroup("payments", "seal-production", "tokens");
    const named = async (name: string) =>
      (await ask("GET", `/payments${groups}?groupName=${name}`)).body.value.map((one) => one.id);
    assert.deepEqual([await named("seal-production"), await named("Tokens")], [[], [id]]);
    const kept = { SEAL_TOKEN: { isSecret: true } };
    await ask("PUT", `${groups}/${id}`, given({ name: "seal-tokens", variables: kept }));
    assert.equal(azure.group("payments", "seal-tokens").id, id);
    assert.equal(
      azure.group("payments", "seal-tokens").variables.get("SEAL_TOKEN")?.value,
      "token",
    );
    await addGroup();
    assert.equal(await status("PUT", `${groups}/${id}`, given()), 409);
  });

  it("gives a group that is deleted and made anew another number, and nothing else", async () => {
    const id = await addGroup();
    azure.group("payments").openToAll = true;
    const anew = azure.remakeGroup("payments");
    assert.notEqual(anew.id, id);
    assert.deepEqual([anew.variables.size, anew.openToAll], [0, false]);
    assert.equal((await ask("GET", `/payments${groups}/${id}`)).body, null);
    azure.deleteGroup("payments");
    assert.equal(payments.groups.size, 0);
  });

  it("keeps the description of a group", async () => {
    const id = await addGroup({ description: "of shop" });
    const one = `/payments${groups}/${id}`;
    assert.equal((await ask("GET", one)).body.description, "of shop");
    const put = await ask("PUT", `${groups}/${id}`, given({ description: "of blog" }));
    assert.equal(put.body.description, "of blog");
    assert.equal((await ask("GET", `/payments${groups}`)).body.value[0]?.description, "of blog");
    await ask("PUT", `${groups}/${id}`, given());
    assert.equal((await ask("GET", one)).body.description, "", "what is not sent is gone");
  });

  it("remembers what each group holds by its names of then, and by its ids for good", async () => {
    const id = await addGroup();
    azure.renameProject("payments", "billing");
    azure.renameGroup("billing", "seal-production", "tokens");
    await ask("GET", "/_apis/projects");
    const fingerprint = fingerprintOf("token");
    assert.deepEqual(
      azure.timeline.map(({ held, heldById }) => [held, heldById]),
      ["payments/seal-production", "billing/tokens"].map((place) => [
        { [place]: fingerprint },
        { [`${payments.id}/${id}`]: fingerprint },
      ]),
    );
  });
});
