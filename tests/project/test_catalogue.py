"""The French catalogue in service is the one that was written."""

import ast
import gettext
import re

import pytest
from django.utils import dates, translation

from tests.project.places import ROOT

CATALOGUES = sorted((ROOT / "locale").rglob("*.po"))
BLOCK = re.compile(
    r'(?:^msgctxt (?P<context>(?:".*"\n)+))?'
    r'^msgid (?P<id>(?:".*"\n)+)'
    r'^msgstr (?P<text>(?:".*"(?:\n|$))+)',
    re.MULTILINE,
)


def written(path) -> dict[str, str]:
    """Messages of a .po file that have one translation, not marked as doubtful."""
    found = {}
    for entry in path.read_text().split("\n\n"):
        match = BLOCK.search(entry + "\n")
        if not match or "#, fuzzy" in entry or entry.startswith("#~"):
            continue
        texts = {name: _joined(value) for name, value in match.groupdict().items() if value}
        if texts["id"] and texts["text"]:
            context = f"{texts['context']}\x04" if "context" in texts else ""
            found[context + texts["id"]] = texts["text"]
    return found


def _joined(lines: str) -> str:
    return "".join(ast.literal_eval(line) for line in lines.strip().splitlines())


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_holds_what_was_written(path):
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    differing = [key for key, text in written(path).items() if compiled.get(key) != text]
    assert differing == []


def test_french_punctuation_never_begins_a_line():
    """Before : ; ! ? the space does not break."""
    words = written(ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po")
    assert [text for text in words.values() if re.search(r" [:;!?](\s|$)", text)] == []


def test_no_word_of_ours_replaces_a_month_or_a_day():
    """A message without context that is called "May" would write itself into every date."""
    with translation.override("en"):
        tables = (dates.MONTHS, dates.MONTHS_3, dates.WEEKDAYS, dates.WEEKDAYS_ABBR)
        names = {str(name) for table in tables for name in table.values()}
    words = written(ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po")
    assert names & words.keys() == set()
