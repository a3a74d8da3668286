"""axe on a page: WCAG 2.2 AA, its good practices, and the size of targets."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # Off by default in axe, though it is a criterion of WCAG 2.2 AA.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}

# All that another colour scheme can change: the rest was looked at in the light.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def each_view(page: Page, schemes=("light", "dark")) -> Iterator[str]:
    """The page as it stands at 320 and 1280 px in each scheme; yields the name of the view.

    The window is resized rather than the page loaded again: half the time of these tests.
    """
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            yield f"{width} px, {scheme}"


def violations(page: Page) -> list[str]:
    """One line per element at fault: rule, element, what axe says. Needs `bypass_csp=True`."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=AXE)
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    options = OPTIONS | COLOURS if dark else OPTIONS
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
