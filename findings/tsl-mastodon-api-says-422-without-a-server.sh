#!/usr/bin/env bash
# tsl-mastodon-api 0.5.1 (npm), Node.js 20: a connection that fails has the status 422
#
# 422 is what a Mastodon server answers when what was sent is not valid, with the reason in "error". REST.get() does not
# throw when there is no answer; one would expect a status of 0 or none. It returns 422 as well, so a client that shows
# "your post is not valid" shows it also when the server is down or slow. Only "response", which is then absent, tells
# the two apart: "error" does not, for it is not set for the server's own 422.
#
# Output seen:
#   server says 422: status 422, error unset, response set
#   nobody listens: status 422, error set, response unset
#   no answer in time: status 422, error set, response unset
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT; cd "$tmp"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund tsl-mastodon-api@0.5.1
cat > run.mjs <<'X'
import http from 'node:http';
import { REST } from 'tsl-mastodon-api/lib/REST.js';
const set = value => value === undefined ? 'unset' : 'set';
const show = (name, { status, error, response }) => console.log(`${name}: status ${status}, error ${set(error)}, response ${set(response)}`);
const server = http.createServer((request, response) => {
  if (request.url.includes('slow')) return;
  response.writeHead(422, { 'content-type': 'application/json' });
  response.end('{"error":"Validation failed: Text can\'t be blank"}');
});
await new Promise(done => server.listen(0, '127.0.0.1', done));
const rest = new REST({ api_url: `http://127.0.0.1:${server.address().port}/api/v1/`, access_token: 'token', timeout_ms: 1000 });
const answered = await rest.get('statuses');
const slow = await rest.get('slow');
server.closeAllConnections();
await new Promise(done => server.close(done));
show('server says 422', answered);
show('nobody listens', await rest.get('statuses'));
show('no answer in time', slow);
X
node run.mjs | tee out
diff out - <<'X'
server says 422: status 422, error unset, response set
nobody listens: status 422, error set, response unset
no answer in time: status 422, error set, response unset
X
