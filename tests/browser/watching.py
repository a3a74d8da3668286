"""A page that notes what a reader would not see: errors, refused content, outside requests."""

from playwright.sync_api import Page


class Watched:
    """A page of Playwright and, in `troubles`, one sentence per thing that went wrong on it."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.troubles: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"script error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("request", lambda asked: self._outside(asked.url, site))

    def _failed(self, asked) -> None:
        # What the browser still fetched when the test went on to another page is no trouble.
        if asked.failure != "net::ERR_ABORTED":
            self.troubles.append(f"failed: {asked.url} ({asked.failure})")

    def _console(self, message) -> None:
        # The browser logs the page's own 400 or 404 as an error: the status is tested elsewhere.
        if message.type in ("error", "warning") and "status of 40" not in message.text:
            self.troubles.append(f"console {message.type}: {message.text}")

    def _outside(self, url: str, site: str) -> None:
        if not url.startswith((f"{site}/", "data:")):
            self.troubles.append(f"asked outside: {url}")

    def overflow(self) -> int:
        """Pixels by which the page is wider than its window."""
        root = "document.documentElement"
        return self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
