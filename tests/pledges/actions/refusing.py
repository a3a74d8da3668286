"""An act that is refused, and leaves everything as it stood."""

from collections.abc import Callable

import pytest

from ledger.refusals import Refusal
from tests.pledges.workflow.oracle import everything


def refused(act: Callable, kind: type[Refusal], *fields: str) -> Refusal:
    """Run `act`, which must raise `kind` naming exactly `fields`; nothing moved. The refusal."""
    before = everything()
    with pytest.raises(kind) as caught:
        act()
    assert type(caught.value) is kind
    assert set(getattr(caught.value, "errors", {})) == set(fields)
    assert caught.value.reason
    assert everything() == before
    return caught.value
