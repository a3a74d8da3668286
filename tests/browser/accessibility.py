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
    # To name each element takes a quarter of the time: asked again where something is wrong.
    "selectors": False,
}

# All that another colour scheme can change: the rest was looked at in the light.
COLOURS = OPTIONS | {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
}

# Asked once per view, and answered in words: all that axe knows would come a second later. Null
# where axe is not there yet.
LOOK = """async options => {
    if (!("axe" in window)) return null;
    const root = document.documentElement;
    let found = (await axe.run(document, options)).violations;
    if (found.length)
        found = (await axe.run(document, {...options, selectors: true})).violations;
    return {
        excess: root.scrollWidth - root.clientWidth,
        lines: found.flatMap(rule => rule.nodes.map(
            node => `${rule.id}: ${node.target} ${node.failureSummary}`
        )),
    };
}"""


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
    # There and back: one change from each view to the next, and the last is what pages open in.
    views = [(320, one) for one in schemes] + [(1280, one) for one in reversed(schemes)]
    shown = None
    for width, scheme in views:
        if page.viewport_size["width"] != width:
            page.set_viewport_size({"width": width, "height": 900})
        if scheme != shown:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            shown = scheme
        seen = _look(page, dark=scheme == "dark")
        view = f"{width} px, {scheme}"
        found += [f"{view}: {line}" for line in seen["lines"]]
        if not overflow and seen["excess"] > 0:
            found.append(f"{view}: {seen['excess']} px wider than the window")
    return found


def violations(page: Page, dark: bool = False) -> list[str]:
    """One line per element at fault as the page is shown now: rule, element, what axe says."""
    return _look(page, dark)["lines"]


def _look(page: Page, dark: bool) -> dict:
    options = COLOURS if dark else OPTIONS
    # Its scripts have run: an element of theirs would come while axe looks.
    page.wait_for_load_state()
    seen = page.evaluate(LOOK, options)
    if seen is None:
        # Evaluated, not loaded: the page's own policy on scripts holds and has nothing to say.
        page.evaluate(AXE.read_text())
        seen = page.evaluate(LOOK, options)
    return seen
