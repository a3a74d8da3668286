"""axe on a page: WCAG 2.2 AA, its good practices, and the size of targets."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.watching import Watched, pages

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # Off by default in axe, though it is a criterion of WCAG 2.2 AA.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    # Fetches the style sheets a second time, for rules that are not asked for.
    "preload": False,
}

# All that another colour scheme can change: the rest was looked at in the light.
COLOURS = OPTIONS | {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
}


@contextmanager
def one_page(browser: Browser, site: str, **options) -> Iterator[Watched]:
    """One page for a whole round, with axe in all it visits: opening one takes as long as loading
    one. `options` are those of a context of Playwright.
    """
    with pages(browser, site, **options) as make:
        watched = make()
        watched.page.context.add_init_script(path=AXE)
        yield watched


def faults(watched: Watched, schemes=("light", "dark"), overflow: bool = False) -> list[str]:
    """What is wrong with the page as it stands, at 320 and 1280 px in each scheme.

    One line per element at fault (view, rule, element, what axe says), and one per view wider than
    its window unless `overflow` allows it. The window is resized rather than the page loaded again:
    half the time of these tests.
    """
    page, found = watched.page, []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            view = f"{width} px, {scheme}"
            found += [f"{view}: {line}" for line in violations(page, dark=scheme == "dark")]
            if not overflow and (excess := watched.overflow()) > 0:
                found.append(f"{view}: {excess} px wider than the window")
    return found


def violations(page: Page, dark: bool = False) -> list[str]:
    """One line per element at fault as the page is shown now: rule, element, what axe says."""
    # Evaluated, not loaded: the page's own policy on scripts holds and has nothing to say of it.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found = page.evaluate("options => axe.run(document, options)", COLOURS if dark else OPTIONS)
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
