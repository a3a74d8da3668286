"""Several people who act at the same moment, each with a connection of their own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from ledger.refusals import Refusal

WORKERS = 8


def race(acts: list[Callable]) -> list[str]:
    """Run `acts` at once; what each came to, in order: "done" or the name of the refusal.

    Any other exception is raised: a person would have seen an error page.
    """
    barrier = threading.Barrier(len(acts))

    def run(act) -> str:
        try:
            barrier.wait(timeout=20)
            act()
        except Refusal as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, act) for act in acts]]
