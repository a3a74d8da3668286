"""Every template is used by something, and every template named exists."""

import re

import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from tests.project.places import ROOT, sources

FOLDER = ROOT / "templates"
NAME = re.compile(r"""["']([\w{}/.-]+\.(?:html|txt|xml|svg))["']""")
# Names that Django, its admin and allauth look up by themselves.
FOUND_BY_THE_FRAMEWORK = re.compile(
    r"^(400|403|403_csrf|404|429|500|503)\.html$|^(admin|account|mfa|allauth|registration)/"
)


def templates() -> list[str]:
    return sorted(str(p.relative_to(FOLDER)) for p in FOLDER.rglob("*") if p.is_file())


def mentioned() -> set[str]:
    """Names of templates written in the code or in other templates."""
    files = [*sources(), *(path for path in FOLDER.rglob("*") if path.is_file())]
    return {name for path in files for name in NAME.findall(path.read_text())}


def test_no_template_is_left_behind():
    names = mentioned()
    # A name made of parts, as in f"emails/{kind}.txt", stands for its folder and extension.
    parts = [re.escape(name).replace(r"\{", "{").replace(r"\}", "}") for name in names]
    patterns = [re.compile(re.sub(r"{[^}]*}", r"[\\w-]+", part)) for part in parts if "{" in part]
    unused = [
        name
        for name in templates()
        if name not in names
        and not FOUND_BY_THE_FRAMEWORK.search(name)
        and not any(pattern.fullmatch(name) for pattern in patterns)
    ]
    assert unused == []


@pytest.mark.parametrize("name", templates())
def test_every_template_can_be_parsed(name):
    get_template(name)


def test_every_template_named_by_another_exists():
    tags = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""")
    missing = []
    for path in FOLDER.rglob("*.html"):
        for name in tags.findall(path.read_text()):
            try:
                get_template(name)
            except TemplateDoesNotExist:
                missing.append((str(path.relative_to(FOLDER)), name))
    assert missing == []
