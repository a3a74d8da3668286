"""Tests that need a program: put aside where it is missing, and never by the machine that decides.

`./run test` must pass where Python alone is installed; .ci/run installs every program and sets
REQUIRE_PROGRAMS, which turns each of these skips into a failure.
"""

import os
import shutil
from typing import NoReturn

import pytest


def missing(program: str, package: str) -> NoReturn:
    """Put the test aside because `program` is not there; fail where it is required."""
    words = f"{program} is not installed (apt install {package})"
    if os.environ.get("REQUIRE_PROGRAMS"):
        pytest.fail(f"REQUIRE_PROGRAMS is set and {words}")
    pytest.skip(words)


def needs(program: str, package: str) -> None:
    """Put the test aside unless `program` can be run."""
    if shutil.which(program) is None:
        missing(program, package)
