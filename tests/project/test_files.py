"""What every source file owes its reader."""

import ast
import re

import pytest

from tests.project.places import ROOT, named, sources

FILES = pytest.mark.parametrize("path", sources(), ids=named)
WORDS = "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"])
LEFT = re.compile(rf"#.*\b({WORDS})\b")


@FILES
def test_a_file_is_short_and_says_first_what_lives_there(path):
    text = path.read_text()
    assert len(text.splitlines()) < 350, "a longer file needs a reason one can say"
    module = ast.parse(text)
    assert not module.body or ast.get_docstring(module)


@pytest.mark.parametrize("path", sources(tests=True, migrations=True), ids=named)
def test_nothing_is_left_for_later(path):
    assert not LEFT.search(path.read_text())


def test_no_test_is_put_aside():
    """But by tests/programs.py, where a program is missing; .ci/run installs all and forbids it."""
    marks = re.compile(r"@pytest\.mark\.(skip|xfail)|pytest\.(skip|xfail|importorskip)\(")
    aside = [named(p) for p in sources(tests=True) if marks.search(p.read_text())]
    assert aside == ["tests/programs.py"]
    assert "export REQUIRE_PROGRAMS=1" in (ROOT / ".ci" / "run").read_text()
