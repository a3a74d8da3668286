"""Imports go down only, each module has its floor, and only actions write the ledger."""

import subprocess
import sys

from tests.project.places import ROOT, named, parts, sources

LINT = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
)


def test_the_walls_of_the_house_stand():
    outcome = subprocess.run(
        [sys.executable, "-c", LINT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stdout[-3000:] + outcome.stderr[-1000:]
    assert "0 broken" in outcome.stdout


def test_no_module_has_a_name_that_says_nothing():
    vague = {"utils", "util", "helpers", "common", "core", "misc", "shared", "base", "tools"}
    assert [named(path) for path in sources(tests=True) if vague & {path.stem, *parts(path)}] == []
