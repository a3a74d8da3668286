"""Runs another program within limits; run by path, never imported.

Arguments: the program and its own. It becomes that program, which inherits the limits.
"""

from __future__ import annotations

import os
import sys

MEMORY = 1_000 * 1024 * 1024
PROCESSOR_SECONDS = 40

if __name__ == "__main__":
    sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
    from letters.reading.child import limit

    limit(memory=MEMORY, seconds=PROCESSOR_SECONDS)
    # One thread: no other could be started within the limits.
    environment = {"LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    os.execve(sys.argv[1], sys.argv[1:], environment)  # noqa: S606 - no shell is the point
