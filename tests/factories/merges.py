"""Pairs that may be one, brought to a state by the people who may."""

from accounts.models import User
from communes.models import ElectoralList
from pledges.actions import merging
from pledges.models import Merge
from tests.factories.commitments import REASON
from tests.factories.people import anyone
from tests.factories.places import make_list

PATHS = {
    "proposed": (),
    "merged": ("merge",),
    "undone": ("merge", "unmerge"),
    "dismissed": ("dismiss",),
}


def make_merge(
    state: str = "proposed",
    *,
    kind: str = "list",
    kept=None,
    gone=None,
    by: User | None = None,
) -> Merge:
    """Two lists (or other rows of `kind`) said to be one by `by`, merged by a coordinator."""
    kept = kept or make_list()
    gone = gone or _beside(kept)
    by = by or anyone("coordinator" if kind == "person" else "moderator")
    merge = merging.propose_merge(kind=kind, kept_ref=_ref(kept), gone_ref=_ref(gone), by=by)
    for step in PATHS[state]:
        merge = merging.merge_step(
            step=step,
            ref=merge.ref,
            by=anyone("coordinator", 2),
            version=merge.version,
            reason=REASON,
        )
    return merge


def _beside(electoral_list: ElectoralList) -> ElectoralList:
    return make_list(election=electoral_list.election, commune=electoral_list.commune)


def _ref(row) -> str:
    return str(getattr(row, "ref", row.pk))
