"""Test clients: one inspects every HTML page it fetches, as a careful reader would; one is fast."""

from collections import Counter
from contextlib import contextmanager
from copy import copy
from html.parser import HTMLParser
from unittest.mock import patch

from allauth.account.auth_backends import AuthenticationBackend
from django.template import Template
from django.test import Client, override_settings

VOID_INPUTS = {"hidden", "submit", "button", "reset", "image"}
LABELLED = {"input", "select", "textarea"}
VOID = {"input", "br", "hr", "img", "meta", "link", "source", "wbr", "col", "area", "base", "embed"}


class PageInspector(HTMLParser):
    """Reads one page and collects, in `faults`, one sentence per thing that is wrong with it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: Counter[str] = Counter()
        self.headings = 0
        self.language = ""
        self.title = ""
        self.label_targets: set[str] = set()
        self.fields: list[tuple[str, dict, bool]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        self._note(tag, given)
        self._refuse_inline(tag, given)
        if tag == "label" and given.get("for"):
            self.label_targets.add(given["for"])
        if tag in LABELLED and given.get("type", "") not in VOID_INPUTS:
            self.fields.append((tag, given, "label" in self._open))

    def handle_endtag(self, tag):
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data):
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        if "{{" in data or "{%" in data:
            self.faults.append(f"template syntax left in the page: {data.strip()[:80]!r}")

    def _note(self, tag, given):
        if "id" in given:
            self.ids[given["id"]] += 1
        if tag == "h1":
            self.headings += 1
        if tag == "html":
            self.language = given.get("lang", "")

    def _refuse_inline(self, tag, given):
        for name, value in given.items():
            if name.startswith("on") or name == "style":
                self.faults.append(f"inline {name}= on <{tag}>: the CSP would drop it")
            if value.strip().lower().startswith("javascript:"):
                self.faults.append(f"javascript: address in {name}= of <{tag}>")
            if "{{" in value or "{%" in value:
                self.faults.append(f"template syntax left in {name}= of <{tag}>")
        # A script of data (JSON) is not executed: the CSP lets it be.
        is_data = given.get("type", "") in {"application/json", "application/ld+json"}
        if tag == "script" and "src" not in given and not is_data:
            self.faults.append("inline <script>: the CSP would drop it")
        if tag == "style":
            self.faults.append("inline <style>: the CSP would drop it")

    def close(self):
        super().close()
        if self.headings != 1:
            self.faults.append(f"{self.headings} <h1> instead of one")
        if not self.language:
            self.faults.append("<html> has no lang")
        if not self.title.strip():
            self.faults.append("no <title>")
        for name, times in self.ids.items():
            if times > 1:
                self.faults.append(f"id {name!r} used {times} times")
        for tag, given, wrapped in self.fields:
            named = given.get("aria-label") or given.get("aria-labelledby") or given.get("title")
            if not (wrapped or named or given.get("id") in self.label_targets):
                self.faults.append(f"<{tag} name={given.get('name')!r}> has no label")


def faults_of(html: str) -> list[str]:
    """Everything wrong in a whole HTML page, one sentence each; an empty list when it is well."""
    inspector = PageInspector()
    inspector.feed(html)
    inspector.close()
    return inspector.faults


class PageClient(Client):
    """Django's client; fails as soon as a page answered (200) as HTML is not well made."""

    def request(self, **request):
        response = super().request(**request)
        is_html = response.headers.get("Content-Type", "").startswith("text/html")
        if response.status_code == 200 and is_html and not response.streaming:
            faults = faults_of(response.content.decode())
            path = request.get("PATH_INFO", "")
            assert not faults, f"{path} is not well made:\n- " + "\n- ".join(faults)
        return response


class ReadOnce(AuthenticationBackend):
    """Each request has its own copy of the person, who was read with their roles by the first."""

    known: dict = {}

    def get_user(self, user_id):
        if user_id not in self.known:
            person = self.known[user_id] = super().get_user(user_id)
            assert person.role_names is not None  # Read with the person.
        return copy(self.known[user_id])


class Sweeper(Client):
    """Sends the same cookies with each request, and keeps nothing of the answers, which have no
    `context`; a failure is an answer, 500."""

    def request(self, **request):
        return self.handler(self._base_environ(**request))


@contextmanager
def sweeping():
    """What makes a client of a person (None: of nobody), for thousands of requests.

    They took half of their time to find the session, who it is, their roles, and to keep the
    context of each template.
    """
    in_cookies = "django.contrib.sessions.backends.signed_cookies"
    backend = f"{ReadOnce.__module__}.{ReadOnce.__name__}"

    def entered(person=None) -> Sweeper:
        client = Sweeper()
        if person:
            client.force_login(person)
        return client

    with (
        override_settings(SESSION_ENGINE=in_cookies, AUTHENTICATION_BACKENDS=[backend]),
        patch.dict(ReadOnce.known, clear=True),
        patch.object(Template, "_render", lambda self, context: self.nodelist.render(context)),
    ):
        yield entered
