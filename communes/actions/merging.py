"""What belongs to a list or a person when two rows tell of the same one: moved, and moved back."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from accounts.policies import holds
from communes.actions._writing import allow, save
from communes.actions.contacts import snapshot_of_conflict, snapshot_of_contact
from communes.actions.councils import snapshot_of_mandate
from communes.actions.lists import snapshot_of
from communes.models import Candidate, ConflictOfInterest, Contact, ElectoralList, Mandate
from ledger.moving import Move, put

MODELS = {
    "candidate": Candidate,
    "contact": Contact,
    "conflict": ConflictOfInterest,
    "list": ElectoralList,
    "mandate": Mandate,
}
# Rows without a history of their own: the merge's entry tells of them.
_SILENT = {"candidate"}
_SNAPSHOTS = {
    "contact": snapshot_of_contact,
    "conflict": snapshot_of_conflict,
    "list": snapshot_of,
    "mandate": snapshot_of_mandate,
}


def moves_of_list(gone: ElectoralList, kept: ElectoralList) -> list[Move]:
    """What leaves `gone` for `kept` in this app, the pointer last."""
    here = {"electoral_list_id": (gone.pk, kept.pk)}
    mandates = Mandate.objects.filter(electoral_list=gone).order_by("pk")
    conflicts = ConflictOfInterest.objects.filter(electoral_list=gone).order_by("pk")
    joined = ElectoralList.objects.filter(merged_into=gone).order_by("pk")
    return [
        *_candidates(gone, kept),
        *(Move("mandate", row.pk, here) for row in mandates),
        *(Move("conflict", row.pk, here) for row in conflicts),
        *(Move("list", row.pk, {"merged_into_id": (gone.pk, kept.pk)}) for row in joined),
        Move("list", gone.pk, {"duplicate_of_id": (None, kept.pk)}),
    ]


def same_candidates(gone: ElectoralList, kept: ElectoralList) -> dict[int, int]:
    """Candidates of `gone` whom `kept` has too, by name: key → key."""
    known: dict[str, int] = {}
    for person in sorted(kept.candidates.all(), key=lambda one: (one.rank is None, one.pk)):
        known.setdefault(person.search_name, person.pk)
    return {
        person.pk: known[person.search_name]
        for person in gone.candidates.all()
        if person.search_name in known
    }


def _candidates(gone: ElectoralList, kept: ElectoralList) -> list[Move]:
    """Those `kept` lacks join it; a rank or the head's place already taken is given up."""
    same, held = same_candidates(gone, kept), list(kept.candidates.all())
    ranks, headed = {person.rank for person in held}, any(person.is_head for person in held)
    moves = []
    for person in gone.candidates.order_by("pk"):
        if person.pk in same:
            continue
        columns: dict = {"list_id": (gone.pk, kept.pk)}
        if person.rank is not None and person.rank in ranks:
            columns["rank"] = (person.rank, None)
        if person.is_head and headed:
            columns["is_head"] = (True, False)
        moves.append(Move("candidate", person.pk, columns))
    return moves


def moves_of_candidate(gone: Candidate, kept: Candidate) -> list[Move]:
    """A person entered twice on a list: the second row leaves it, its place goes to the first."""
    left: dict = {"rank": (gone.rank, None)} if gone.rank is not None else {}
    taken: dict = {}
    if kept.rank is None and gone.rank is not None:
        taken["rank"] = (None, gone.rank)
    if gone.is_head:
        left["is_head"], taken["is_head"] = (True, False), (False, True)
    moves = [Move("candidate", gone.pk, left)] if left else []
    return moves + ([Move("candidate", kept.pk, taken)] if taken else [])


def moves_of_person(gone: User, kept: User) -> list[Move]:
    """Territories and ties of an account; a territory `kept` speaks for already stays behind."""
    mandates = Contact.objects.filter(user=kept, end=None)
    held = set(mandates.values_list("commune", "intercommunality"))
    here = {"user_id": (gone.pk, kept.pk)}
    contacts = [
        row
        for row in Contact.objects.filter(user=gone).order_by("pk")
        if row.end or (row.commune_id, row.intercommunality_id) not in held
    ]
    conflicts = ConflictOfInterest.objects.filter(user=gone).order_by("pk")
    return [
        *(Move("contact", row.pk, here) for row in contacts),
        *(Move("conflict", row.pk, here) for row in conflicts),
    ]


def territories_held(user: User) -> int:
    """How many times this person was said to speak for a territory, ended times included."""
    return Contact.objects.filter(user=user).count()


@transaction.atomic
def move_row(move: Move, *, by, step: str, reason: str) -> None:
    """Make one move, with the entry of the row that has a history."""
    allow(holds(by, Permission.MERGE))
    row = MODELS[move.table].objects.select_for_update(of=("self",)).get(pk=move.key)
    put(row, move)
    if move.table in _SILENT:
        row.save(update_fields=list(move.columns))
        return
    save(
        kind=move.table,
        obj=row,
        by=by,
        step=step,
        before=_state(row),
        after=_state(row),
        reason=reason,
        snapshot=_SNAPSHOTS[move.table](row),
    )


@transaction.atomic
def tell_list(list_id: int, *, by, step: str, reason: str) -> None:
    """A version more of the list that took in, or gave back: what it shows has changed."""
    allow(holds(by, Permission.MERGE))
    row = ElectoralList.objects.select_for_update(of=("self",)).get(pk=list_id)
    row.changed_at = timezone.now()
    save(
        kind="list",
        obj=row,
        by=by,
        step=step,
        before=_state(row),
        after=_state(row),
        reason=reason,
        snapshot=snapshot_of(row),
    )


def _state(row) -> str:
    return row.outcome if isinstance(row, ElectoralList) else ""
