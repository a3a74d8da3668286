"""Reads every public address, from one to the next, as somebody without an account."""

import re
from html.parser import HTMLParser

from django.test import Client

# Doors with an account behind them, and files that hold no data.
BEHIND = re.compile(r"^/(admin|espace|compte|static|langue|api/v1/openapi.yaml)(/|$)")


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            pointed = name in ("href", "src") or (value or "").startswith("http://testserver/")
            if pointed and value:
                self.found.add(value)


def leads_to(response, path: str) -> set[str]:
    """Addresses of this site found in an answer: links of a page, absolute addresses elsewhere."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode(errors="replace")
    found = set(re.findall(r"https?://127\.0\.0\.1:8000(/[^\s\"<>]*)", text))
    if "html" in response.headers.get("Content-Type", ""):
        links = Links()
        links.feed(text)
        here = {link.removeprefix("http://testserver") for link in links.found}
        found |= {link for link in here if link.startswith("/")}
        found |= {path.partition("?")[0] + link for link in links.found if link.startswith("?")}
    if "Location" in response.headers:
        found.add(response.headers["Location"].replace("http://127.0.0.1:8000", ""))
    return {link.partition("#")[0] for link in found}


def crawl(client: Client, starts: list[str]) -> dict[str, str]:
    """Every address reachable from `starts` without an account → its text."""
    waiting, seen = list(starts), {}
    while waiting:
        path = waiting.pop()
        if path in seen or BEHIND.match(path) or path.startswith("//"):
            continue
        response = client.get(path)
        assert response.status_code < 500, path
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if response.streaming:
            response.streaming_content = [body]
        seen[path] = body.decode(errors="replace")
        waiting += leads_to(response, path)
    return seen
