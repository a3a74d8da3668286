"""Objects with a workflow, as the person who calls may see them; of others, nothing."""

from django.db.models import QuerySet

from accounts.models import Stepped
from letters.models import Letter, PublicText
from letters.queries import public_texts
from pledges.models import (
    Assessment,
    Commitment,
    Correction,
    Extension,
    Report,
    Signature,
    Solicitation,
)
from pledges.queries import desk, published

MODELS: dict[str, type[Stepped]] = {
    "commitment": Commitment,
    "correction": Correction,
    "signature": Signature,
    "solicitation": Solicitation,
    "report": Report,
    "assessment": Assessment,
    "extension": Extension,
    "letter": Letter,
    "letter_text": PublicText,
}


def found(kind: str, ref: str, user, *, of_desk: bool) -> Stepped | None:
    """The object of `kind` called `ref` when `user` may see it, else None.

    of_desk: may they enter the desk, where everything is seen?
    """
    if of_desk:
        return by_ref(MODELS[kind]._default_manager.all(), ref)
    return by_ref(_public(kind), ref) or by_ref(_of_contact(kind, user), ref)


def by_ref(rows: QuerySet, ref: str):
    """The row called `ref`, or None: asked in no order, which the ORM takes long to write."""
    return next(iter(rows.filter(ref=ref).order_by()), None)


def waiting(kind: str, states: tuple[str, ...]) -> QuerySet:
    """Objects of `kind` in these states, those that wait for longest first."""
    rows = MODELS[kind]._default_manager.filter(state__in=states)
    return rows.order_by("state_at", "pk")


def _public(kind: str) -> QuerySet:
    if kind == "letter":
        return Letter.objects.filter(pk__in=public_texts().order_by().values("letter"))
    if kind == "letter_text":
        return public_texts()
    views = {
        "commitment": published.public_commitments,
        "signature": published.public_signatures,
        "report": published.public_reports,
        "assessment": published.public_assessments,
    }
    return views[kind]() if kind in views else MODELS[kind]._default_manager.none()


def _of_contact(kind: str, user) -> QuerySet:
    if kind == "correction":
        return Correction.objects.filter(created_by=user)
    views = {
        "commitment": desk.commitments_of_contact,
        "report": desk.reports_of_contact,
        "assessment": desk.assessments_for_contact,
        "extension": desk.extensions_of_contact,
    }
    return views[kind](user) if kind in views else MODELS[kind]._default_manager.none()
