#!/usr/bin/env bash
# megalodon 10.0.5 (npm), Node.js 20: detector() does not know servers by their API
#
# detector() is to tell which dialect a server speaks. One would expect it to look at /api/v1/instance, or to take an
# unknown name for Mastodon, whose API such servers offer. It reads nodeinfo only and refuses every software.name
# outside its list of seven with "Unknown SNS", unless the free-form metadata has "upstream": {"name": "mastodon"}
# (a member that no nodeinfo schema names). /api/* is never asked.
#
# Output seen:
#   example-server, metadata {}: NodeinfoError Unknown SNS
#   example-server, metadata {"upstream":{"name":"Mastodon"}}: mastodon
#   mastodon, metadata {}: mastodon
#   asked: /.well-known/nodeinfo /nodeinfo/2.0
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT; cd "$tmp"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund megalodon@10.0.5
cat > run.cjs <<'X'
const http = require('node:http');
const { detector } = require('megalodon');
const asked = new Set();
let software, metadata;
const server = http.createServer((request, response) => {
  asked.add(request.url);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(request.url === '/.well-known/nodeinfo'
    ? { links: [{ rel: 'http://nodeinfo.diaspora.software/ns/schema/2.0', href: `http://${request.headers.host}/nodeinfo/2.0` }] }
    : { version: '2.0', software: { name: software, version: '1.0.0' }, protocols: ['activitypub'], services: { inbound: [], outbound: [] },
        openRegistrations: false, usage: { users: {} }, metadata }));
}).listen(0, '127.0.0.1', async () => {
  for ([software, metadata] of [['example-server', {}], ['example-server', { upstream: { name: 'Mastodon' } }], ['mastodon', {}]]) {
    const found = await detector(`http://127.0.0.1:${server.address().port}`).catch(e => `${e.constructor.name} ${e.message}`);
    console.log(`${software}, metadata ${JSON.stringify(metadata)}: ${found}`);
  }
  console.log('asked:', ...asked);
  server.close();
  server.closeAllConnections();
});
X
node run.cjs | tee out
diff out - <<'X'
example-server, metadata {}: NodeinfoError Unknown SNS
example-server, metadata {"upstream":{"name":"Mastodon"}}: mastodon
mastodon, metadata {}: mastodon
asked: /.well-known/nodeinfo /nodeinfo/2.0
X
