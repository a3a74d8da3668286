"""What every source file owes its reader."""

import ast
import re

from tests.project.places import ROOT, named, sources

WORDS = "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"])
LEFT = re.compile(rf"#.*\b({WORDS})\b")


def test_files_are_short_and_say_first_what_lives_there():
    """A longer file needs a reason one can say."""
    long, silent = [], []
    for path in sources():
        text = path.read_text()
        module = ast.parse(text)
        if len(text.splitlines()) >= 350:
            long.append(named(path))
        if module.body and not ast.get_docstring(module):
            silent.append(named(path))
    assert (long, silent) == ([], [])


def test_nothing_is_left_for_later():
    left = [named(p) for p in sources(tests=True, migrations=True) if LEFT.search(p.read_text())]
    assert left == []


def test_no_test_is_put_aside():
    """But by tests/programs.py, where a program is missing; .ci/run installs all and forbids it."""
    marks = re.compile(r"@pytest\.mark\.(skip|xfail)|pytest\.(skip|xfail|importorskip)\(")
    aside = [named(p) for p in sources(tests=True) if marks.search(p.read_text())]
    assert aside == ["tests/programs.py"]
    assert "export REQUIRE_PROGRAMS=1" in (ROOT / ".ci" / "run").read_text()
