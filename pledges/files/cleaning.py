"""A file made safe by a child process in bounds: never a parser in the process that serves."""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path

from letters.reading.isolation import Failed, run

from .outcome import REASONS, Cleaned

CHILD = Path(__file__).with_name("child.py")
SECONDS = 15.0
logger = logging.getLogger(__name__)


def cleaned(data: bytes, media_type: str, *, most: int) -> Cleaned:
    """`data` (a PDF, JPEG or PNG, as sniffed) made safe, or the reason why it is not kept.

    most: bytes the answer may have. Never raises, whatever the bytes. "unavailable" is the only
    reason that says nothing about the file: worth another try.
    """
    path = [entry for entry in sys.path if os.path.isabs(entry)]
    head = json.dumps({"kind": media_type, "path": path}).encode()
    command = [sys.executable, "-I", "-S", "-B", "-X", "utf8", str(CHILD)]
    try:
        answer = run(command, head + b"\n" + data, seconds=SECONDS, max_output=most + 100)
    except Failed as failure:
        if failure.reason == "unavailable":
            logger.error("The child process that checks files could not do its work.")
            return Cleaned(reason="unavailable")
        return Cleaned(reason="hostile")
    reason, line, safe = answer.partition(b"\n")
    said = reason.decode("ascii", "replace")
    # The file may have taken the child over: its answer is held to the two it may give.
    if not line or (said and said not in REASONS) or bool(said) == bool(safe):
        return Cleaned(reason="hostile")
    return Cleaned(data=safe, reason=said)
