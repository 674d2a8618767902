#!/usr/bin/env bash
# megalodon 10.0.5 (npm), Node.js 20: followAccount's option has no effect
#
# POST /api/v1/accounts/:id/follow takes the parameter "reblogs" (Mastodon's documentation). One would expect
# followAccount(id, { reblog: false }) to send it. It sends "reblog", which no Mastodon-compatible server knows and
# which is ignored, so boosts go on being shown; an option named "reblogs" is not passed on, nor are "notify" and
# "languages".
#
# Output seen:
#   { reblog: false } sends {"reblog":false}
#   { reblogs: false, notify: true, languages: [ 'de' ] } sends {}
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT; cd "$tmp"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund megalodon@10.0.5
cat > run.cjs <<'X'
const http = require('node:http');
const { default: generator } = require('megalodon');
let sent;
const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', part => body += part);
  request.on('end', () => {
    sent = body;
    response.setHeader('content-type', 'application/json');
    response.end('{"id":"7","following":true,"showing_reblogs":true}');
  });
}).listen(0, '127.0.0.1', async () => {
  const client = generator('mastodon', `http://127.0.0.1:${server.address().port}`, 'token');
  for (const options of [{ reblog: false }, { reblogs: false, notify: true, languages: ['de'] }]) {
    await client.followAccount('7', options);
    console.log(options, 'sends', sent);
  }
  server.close();
  server.closeAllConnections();
});
X
node run.cjs | tee out
diff out - <<'X'
{ reblog: false } sends {"reblog":false}
{ reblogs: false, notify: true, languages: [ 'de' ] } sends {}
X
