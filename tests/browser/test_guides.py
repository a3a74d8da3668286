"""The examples of the guides, copied and pasted against the demonstration.

Those in R, and those that need a token: tests/pledges/api/test_guides.py.
"""

import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.programs import needs

DOCS = Path(__file__).resolve().parents[2] / "docs" / "api"
GUIDES = pytest.mark.parametrize("name", ["guide.md", "guide.fr.md"])


def examples(name: str, language: str, site: str) -> list[str]:
    found = re.findall(rf"^```{language}\n(.*?)^```", (DOCS / name).read_text(), re.M | re.S)
    assert found, f"no example in {language or 'plain words'}"
    return [one.replace("https://pacte.example", site) for one in found]


def said(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@GUIDES
def test_what_is_pasted_in_python_prints_commitments(demo_site, name):
    for code in examples(name, "python", demo_site):
        assert f"{demo_site}/api/v1/commitments/" in said([sys.executable, "-c", code])


@GUIDES
def test_what_is_pasted_in_a_terminal_answers_rows(demo_site, name):
    needs("curl", "curl")
    for block in examples(name, "sh", demo_site):
        for line in block.splitlines():
            assert '"ref":' in said(["sh", "-c", line])


@GUIDES
def test_what_is_opened_in_a_spreadsheet_has_its_columns(demo_site, name):
    for address in examples(name, "", demo_site):
        address = address.strip()
        if not address.startswith("http"):
            continue
        with urllib.request.urlopen(address, timeout=20) as answer:
            assert answer.read().startswith(b"\xef\xbb\xbfref;")


@GUIDES
def test_addresses_shown_in_r_are_there(demo_site, name):
    for code in examples(name, "r", demo_site):
        for address in re.findall(r'"(http[^"]+)"', code):
            with urllib.request.urlopen(address, timeout=20) as answer:
                assert answer.status == 200
