/** Whether a job that uses the token as the Seal CLI does succeeds; without an answer it does not. */
export async function sealAccepts(
  authorizationUrl: string,
  project: string,
  token: string,
): Promise<boolean> {
  const basic = Buffer.from(`${project}:${token}`).toString("base64");
  const asked = fetch(authorizationUrl, { headers: { authorization: `Basic ${basic}` } });
  return asked.then(
    ({ ok }) => ok,
    () => false,
  );
}
