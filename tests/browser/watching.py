"""A page that notes what a reader would not see: errors, refused content, outside requests."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, Request


class Watched:
    """A page of Playwright; in `asked`, the requests it ended; in `troubles`, what went wrong."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self._site = site
        self._begun: list[Request] = []
        self.asked: list[Request] = []
        self.troubles: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"script error: {error}"))
        page.on("requestfinished", self._finished)
        page.on("requestfailed", self._failed)
        page.on("request", self._asks)

    def _asks(self, asked: Request) -> None:
        self._begun.append(asked)
        if not asked.url.startswith((f"{self._site}/", "data:")):
            self.troubles.append(f"asked outside: {asked.url}")

    def _finished(self, asked: Request) -> None:
        # What the page before had asked for is none of this one's.
        if asked in self._begun:
            self.asked.append(asked)

    def _failed(self, asked) -> None:
        # What the browser still fetched when the test went on to another page is no trouble.
        if asked.failure != "net::ERR_ABORTED":
            self.troubles.append(f"failed: {asked.url} ({asked.failure})")

    def _console(self, message) -> None:
        # The browser logs the page's own 400 or 404 as an error: the status is tested elsewhere.
        if message.type in ("error", "warning") and "status of 40" not in message.text:
            self.troubles.append(f"console {message.type}: {message.text}")

    def visit(self, address: str) -> int:
        """Go on to another page, nothing held against it yet; gives its status."""
        there = urljoin(self._site, address)
        page, _, fragment = there.partition("#")
        if fragment and page == self.page.url.partition("#")[0]:
            # Through an empty page: the same one with another fragment would not be loaded. Only
            # then: to the empty one and back the browser starts new processes, a third of a second.
            self.page.goto("about:blank")
        self._begun.clear()
        self.asked.clear()
        self.troubles.clear()
        return self.page.goto(there).status

    def overflow(self) -> int:
        """Pixels by which the page is wider than its window."""
        root = "document.documentElement"
        return self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")


@contextmanager
def pages(browser: Browser, site: str, **always) -> Iterator[Callable[..., Watched]]:
    """A function that opens a fresh page, watched, as someone new: `open(width=320)`.

    `always` and what it is called with are options of a context of Playwright.
    """
    opened = []

    def make(*, width: int = 1280, height: int = 900, **options) -> Watched:
        context = browser.new_context(
            base_url=site, viewport={"width": width, "height": height}, **always, **options
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        return Watched(context.new_page(), site)

    yield make
    for context in opened:
        context.close()


def strike(page: Page, *keys: str) -> None:
    """Strike keys once the page is loaded: what it shows comes before its scripts, and a key struck
    in between is heard by nobody.
    """
    page.wait_for_load_state()
    for key in keys:
        page.keyboard.press(key)


def sign_in_to_the_desk(browser: Browser, site: str, email: str, password: str) -> dict:
    """The state of a browser in which that person has signed in.

    Without a page, whose process takes longer to start; from the keyboard: test_phone.
    """
    context = browser.new_context(base_url=site)
    form = context.request.get("/admin/")
    (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form.text()))
    typed = {"login": email, "password": password, "csrfmiddlewaretoken": token}
    answer = context.request.post(form.url, form=typed, headers={"Referer": form.url})
    assert answer.url == f"{site}/admin/", answer.url
    state = context.storage_state()
    context.close()
    return state
