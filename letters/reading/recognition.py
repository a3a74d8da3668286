"""Text proposed for the picture of a page, by tesseract where it is installed with French."""

from __future__ import annotations

import shutil
import sys
from functools import cache
from pathlib import Path

from .isolation import Failed, run

LAUNCHER = Path(__file__).with_name("launcher.py")
LANGUAGE = "fra"
SECONDS = 45.0
MAX_TEXT = 200_000


@cache
def program() -> str:
    """Path of tesseract when it reads French, "" otherwise; looked for once."""
    found = shutil.which("tesseract")
    if not found:
        return ""
    try:
        known = run([found, "--list-langs"], b"", seconds=10, max_output=MAX_TEXT)
    except Failed:
        return ""
    return found if LANGUAGE in known.decode("utf-8", "replace").split() else ""


def recognise(png: bytes, *, seconds: float = SECONDS) -> str:
    """The words a machine reads in a picture, to be corrected by a person. Raises Failed."""
    tesseract = program()
    if not tesseract:
        raise Failed("unavailable")
    command = [sys.executable, "-I", "-S", "-B", str(LAUNCHER)]
    command += [tesseract, "stdin", "stdout", "-l", LANGUAGE]
    answer = run(command, png, seconds=seconds, max_output=MAX_TEXT).decode("utf-8", "replace")
    kept = "".join(char for char in answer if char.isprintable() or char in "\n\t")
    return "\n".join(line.rstrip() for line in kept.splitlines()).strip("\n")
