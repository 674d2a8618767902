"""Mastodon.py signs in with a code shown on a page, posts, and reads home page by page."""
import re
import sys

from mastodon import Mastodon

url = sys.argv[1].rstrip("/")
client_id, client_secret = Mastodon.create_app("Mastodon.py", api_base_url=url, scopes=["read", "write", "follow"])
mastodon = Mastodon(client_id=client_id, client_secret=client_secret, api_base_url=url)
print(mastodon.auth_request_url(scopes=["read", "write", "follow"]), flush=True)
mastodon.log_in(code=sys.stdin.readline().strip(), scopes=["read", "write", "follow"])
print("signed in as", mastodon.account_verify_credentials().username)

for text in ("one", "two", "Written by a real client"):
    mastodon.status_post(text, idempotency_key=text)

first = mastodon.timeline_home(limit=2)
print("home:", re.sub("<[^>]+>", "", first[0].content))
older = mastodon.fetch_next(first)
print(f"paged: {len(first) + len(older)} posts on 2 pages")
mastodon.status_favourite(first[0].id)
assert mastodon.status(first[0].id).favourites_count == 1
mastodon.status_delete(first[0].id)
