"""What a reviewer compares: words before and after, what changed since the last decision, what
waits next. Differences are told from the ledger's snapshots."""

from collections.abc import Sequence

from django.db.models import Case, QuerySet, When

from accounts.differences import FieldChange, differences
from communes.models import Intercommunality
from ledger.models import Entry
from ledger.reading import history_of
from pledges.models import Commitment, Correction, ReturnReason

# Steps by which somebody other than the author looked at the words.
DECIDED = {"return", "publish", "correct", "withdraw", "restore"}


def corrected(correction: Correction) -> list[FieldChange]:
    """What a correction changes, word by word: of the present words while it waits, of those that
    stood when it was proposed once it is decided."""
    commitment = correction.commitment
    before = commitment.snapshot()
    if correction.state != "proposed":
        earlier = history_of("commitment", commitment.ref).filter(at__lte=correction.created_at)
        last = earlier.last()
        before = last.snapshot if last else before
    return _told(commitment, before, correction.changes)


def proposed(commitment: Commitment, changes: dict) -> list[FieldChange]:
    """What `changes` (field → value) would change of what stands, word by word."""
    return _told(commitment, commitment.snapshot(), changes)


def _told(commitment: Commitment, before: dict, after: dict) -> list[FieldChange]:
    kept = {name: before.get(name, "") for name in after}
    if "intercommunality" in after:
        kept = kept | {"intercommunality": _place(commitment, kept)}
        after = after | {"intercommunality": _place(commitment, after)}
    return differences(Commitment, kept, after)


def _place(commitment: Commitment, changes: dict) -> str:
    """Who can act, by name: the intercommunality of that SIREN, or else the commune."""
    siren = changes["intercommunality"]
    group = Intercommunality.objects.filter(siren=siren).first() if siren else None
    return str(group or commitment.electoral_list.commune)


def revision_of(correction: Correction) -> int | None:
    """The revision of its commitment a correction would make, or made; None once declined."""
    if correction.state == "proposed":
        return correction.commitment.revision + 1
    if correction.state == "declined":
        return None
    made = history_of("commitment", correction.commitment.ref).filter(
        step="correct", at__gte=correction.state_at
    )
    entry = made.first()
    return entry.snapshot.get("revision") if entry else None


def last_decided(entries: Sequence[Entry]) -> Entry | None:
    """The entry of the last decision about an object, None when nobody decided yet.

    entries: of one object, oldest first.
    """
    return next((one for one in reversed(entries) if one.step in DECIDED), None)


def corrections_of(commitment: Commitment) -> QuerySet[Correction]:
    """Corrections proposed to a commitment, those that wait first, then the latest."""
    waits = Case(When(state="proposed", then=0), default=1)
    found = commitment.corrections.select_related("created_by", "state_by")
    return found.order_by(waits, "-pk")


def reasons_offered() -> QuerySet[ReturnReason]:
    """Words a reviewer may begin a reason with."""
    return ReturnReason.objects.filter(in_use=True)


def reason_offered(key: str) -> ReturnReason | None:
    """The words that a form asks for by their key, None when it names none."""
    # isdecimal alone lets other scripts' digits through.
    known = key.isascii() and key.isdigit() and len(key) < 10
    return reasons_offered().filter(pk=key).first() if known else None


def to_review(user) -> QuerySet[Commitment]:
    """Commitments in review that `user` did not write, those that wait for longest first."""
    waiting = Commitment.objects.filter(state="in_review")
    return waiting.exclude(created_by=user).exclude(content_by=user).order_by("state_at", "pk")


def next_to_review(user, after: Commitment) -> Commitment | None:
    """What to look at once `after` is decided or passed over; back to the oldest at the end."""
    others = list(to_review(user).exclude(pk=after.pk)[:500])
    later = (one for one in others if (one.state_at, one.pk) > (after.state_at, after.pk))
    return next(later, others[0] if others else None)
