// masto.js signs in with a code shown on a page, posts, and reads home page by page.
import { createInterface } from "node:readline/promises";
import { createRestAPIClient } from "masto";

const url = process.argv[2].replace(/\/$/, "");
const redirect = "urn:ietf:wg:oauth:2.0:oob";
const scopes = "read write follow push";

const anyone = createRestAPIClient({ url });
const app = await anyone.v1.apps.create({ clientName: "masto.js", redirectUris: redirect, scopes });
const query = new URLSearchParams({ client_id: app.clientId, redirect_uri: redirect, response_type: "code", scope: scopes });
console.log(`${url}/oauth/authorize?${query}`);

const input = createInterface({ input: process.stdin });
const [code] = [(await input[Symbol.asyncIterator]().next()).value];
input.close();
const answer = await fetch(`${url}/oauth/token`, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({
    grant_type: "authorization_code", code, redirect_uri: redirect, client_id: app.clientId, client_secret: app.clientSecret, scope: scopes,
  }),
});
const { access_token: accessToken } = await answer.json();

const me = createRestAPIClient({ url, accessToken });
console.log(`signed in as ${(await me.v1.accounts.verifyCredentials()).username}`);
for (const status of ["one", "two", "Written by a real client"]) await me.v1.statuses.create({ status, visibility: "public" });

let posts = 0, pages = 0, newest;
for await (const page of me.v1.timelines.home.list({ limit: 2 })) {
  newest ??= page[0];
  if (page.length > 0) pages += 1;
  posts += page.length;
}
console.log(`home: ${newest.content.replace(/<[^>]+>/g, "")}`);
console.log(`paged: ${posts} posts on ${pages} pages`);
await me.v1.statuses.$select(newest.id).favourite();
await me.v2.instance.fetch();
