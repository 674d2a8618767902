#!/usr/bin/env bash
# toot 0.34.1-1 (Debian 12): the second page depends on the order inside the Link header
#
# Link: <…>; rel="prev", <…>; rel="next" says the same as with "next" first (RFC 8288 gives the order no meaning). One
# would expect toot to find "next" in both. It looks at the beginning of the header only: with "prev" first it takes the
# first page for the whole list, without a word; so too when a parameter stands before rel.
#
# Output seen:
#   next first: ['1', '2']
#   prev first: ['1']
#   a parameter before rel: ['1']
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT; cd "$tmp"
apt-get download -qq toot=0.34.1-1 python3-bs4 python3-soupsieve python3-html5lib python3-webencodings python3-six python3-requests \
  python3-urllib3 python3-idna python3-certifi python3-chardet python3-charset-normalizer python3-urwid python3-wcwidth
for package in *.deb; do dpkg-deb -x "$package" root; done
cat > run.py <<'X'
import json, threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from toot import App, User, api

link = ''

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        second = 'max_id' in self.path
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        if not second:
            self.send_header('Link', link)
        self.end_headers()
        self.wfile.write(json.dumps([{'id': '2' if second else '1', 'acct': 'b' if second else 'a'}]).encode())

    def log_message(self, *arguments):
        pass

server = HTTPServer(('127.0.0.1', 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
base = f'http://127.0.0.1:{server.server_port}'
path = base + '/api/v1/accounts/7/following'
for name, link in [
    ('next first', f'<{path}?max_id=1>; rel="next", <{path}?min_id=1>; rel="prev"'),
    ('prev first', f'<{path}?min_id=1>; rel="prev", <{path}?max_id=1>; rel="next"'),
    ('a parameter before rel', f'<{path}?max_id=1>; title="older"; rel="next"'),
]:
    accounts = api.following(App('example', base, 'id', 'secret'), User('example', 'a', 'token'), '7')
    print(f"{name}: {[account['id'] for account in accounts]}")
server.shutdown()
X
PYTHONPATH=root/usr/lib/python3/dist-packages /usr/bin/python3 run.py | tee out
diff out - <<'X'
next first: ['1', '2']
prev first: ['1']
a parameter before rel: ['1']
X
