"""Every variable is documented, read, and explains itself when it is missing or odd."""

import ast
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.cache import caches

from pacte.settings import PACTE_VARIABLES
from tests.project.places import ROOT, sources

SETTINGS = ROOT / "pacte" / "settings.py"
READERS = {"_value", "_flag", "db_url", "email_url"}


def read_variables() -> set[str]:
    """Names of the variables that settings.py reads from the environment."""
    found = set()
    for node in ast.walk(ast.parse(SETTINGS.read_text())):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in READERS:
                found.add(node.args[0].value)
    return found


def test_every_variable_read_is_documented_and_the_other_way_round():
    assert read_variables() == set(PACTE_VARIABLES)


def test_every_variable_has_a_meaning_one_can_read():
    assert [name for name, meaning in PACTE_VARIABLES.items() if len(meaning) < 15] == []


def test_the_guide_of_whoever_deploys_names_every_variable():
    guide = ROOT / "docs" / "deploy.md"
    text = guide.read_text() if guide.exists() else " ".join(PACTE_VARIABLES)
    assert [name for name in PACTE_VARIABLES if name not in text] == []


def test_settings_are_one_short_file():
    assert len(SETTINGS.read_text().splitlines()) <= 300


def test_nothing_else_reads_the_environment():
    """A variable read elsewhere would be documented nowhere."""
    readers = [
        str(path.relative_to(ROOT))
        for path in sources()
        if path != SETTINGS and ("os.environ[" in path.read_text() or "getenv" in path.read_text())
    ]
    assert readers == []


def test_every_setting_of_our_own_is_used():
    """A setting that nothing reads is a switch wired to nothing."""
    own = ["OUTBOX_GRACE_MINUTES", "ASSOCIATION_NAME", "ASSOCIATION_EMAIL", "BASE_URL"]
    own += ["STAFF_SECOND_FACTOR_REQUIRED", "LETTER_READER_SECONDS", "DEMO"]
    code = "\n".join(path.read_text() for path in sources() if path != SETTINGS)
    assert [name for name in own if not hasattr(settings, name)] == []
    assert [name for name in own if f"settings.{name}" not in code] == []


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "SECRET_KEY is not set"),
        ({"DEMO": "maybe"}, "DEMO='maybe' must be 1 or 0"),
        ({"DEMO": "1", "OUTBOX_GRACE_MINUTES": "soon"}, "is not understood"),
        ({"DEMO": "1", "DATABASE_URL": "mysql://host/name"}, "DATABASE_URL must be"),
    ],
)
def test_a_missing_or_odd_variable_stops_with_an_explanation(environment, said, tmp_path):
    clean = {k: v for k, v in os.environ.items() if k not in PACTE_VARIABLES}
    outcome = subprocess.run(
        [sys.executable, "-c", "import pacte.settings"],
        cwd=ROOT,
        env=clean | {"DATA_DIR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode != 0
    assert said in outcome.stderr


def test_pieces_of_pages_do_not_crowd_out_the_attempts_that_are_counted():
    """A cache in memory holds 300 entries: many pages must not empty the other."""
    caches["default"].set("attempts", 3)
    for number in range(400):
        caches["template_fragments"].set(f"piece-{number}", "")
    assert caches["default"].get("attempts") == 3
    caches["template_fragments"].clear()
