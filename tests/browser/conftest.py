"""A real site on the real demonstration, and a real browser to read it with."""

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.demo_site import BARE, COMMANDS, RARE, build_once, places_of, serve
from tests.browser.watching import pages
from tests.programs import missing

# The same engine twice: the shell has no window of its own to draw around each page, and opens one
# in a third of the time.
PROGRAMS = ("chromium-headless-shell", "chromium")
# No sandbox: tests run as root in containers. The rest keeps the browser off the network.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # What was compiled of axe on a page serves on the next one.
    "--js-flags=--no-flush-bytecode",
]


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory, request) -> Path:
    """A folder that all workers see: under xdist each has its own inside it."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session")
def bare_site(shared_folder) -> Path:
    """Data of a site with nothing in it, made once for all workers, to be copied."""
    return build_once(shared_folder / "bare-site", BARE)


@pytest.fixture(scope="session")
def demo_site(shared_folder, bare_site):
    """Address of a site serving the demonstration; the data are made once for all workers."""
    with serve(build_once(shared_folder / "demo-site", COMMANDS, bare_site)) as address:
        yield address


@pytest.fixture(scope="session")
def places(demo_site, shared_folder) -> dict[str, str]:
    """Paths of what the demonstration holds, as the API tells them, and of what is rare."""
    rare = json.loads((shared_folder / "demo-site" / RARE).read_text())
    return places_of(demo_site) | rare


# Package: Playwright keeps an event loop running, in which Django refuses to query; it must be
# gone before tests of other packages run in the same process.
@pytest.fixture(scope="package")
def chromium():
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        missing("chromium", "chromium-headless-shell")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, demo_site):
    """Call it for a fresh page, watched: `open_page(width=320, color_scheme="dark")`."""
    with pages(chromium, demo_site) as make:
        yield make
