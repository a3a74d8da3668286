"""Everything a town hall gave, for itself: one row per thing, as CSV and as JSON."""

from collections.abc import Iterator

from django.conf import settings

from pledges.models import Attestation, Correction, Evidence, Typed
from pledges.queries.desk import (
    assessments_for_contact,
    commitments_of_contact,
    reports_of_contact,
)

COLUMNS = [
    "what",
    "ref",
    "commitment",
    "title",
    "territory",
    "at",
    "state",
    "declared",
    "words",
    "as_of",
    "signed_as",
    "about",
    "link",
    "file",
    "sha256",
    "fictitious",
]


def given_by(user) -> list[dict]:
    """Rows of COLUMNS, by kind then oldest first: report (drafts too), reply, attestation,
    correction (this person's own), evidence, typed (what this person typed and did not store).

    about: the report, reply or assessment a row belongs to; at: ISO 8601 with its zone; a value
    that does not apply is ""; link leads to the file when there is one. Only what the person
    speaks for today; in six queries.
    """
    known = {one.pk: one for one in commitments_of_contact(user).prefetch_related(None)}
    rows = [
        *_reports(user, known),
        *_replies(user, known),
        *_attestations(known),
        *_corrections(user, known),
        *_evidence(user, known),
        *_typed(user),
    ]
    return [{name: row.get(name, "") for name in COLUMNS} for row in rows]


def _about(commitment) -> dict:
    return {
        "commitment": commitment.ref,
        "title": commitment.title,
        "territory": commitment.territory.name,
    }


def _day(value) -> str:
    return value.isoformat() if value else ""


def _reports(user, known: dict) -> Iterator[dict]:
    for one in reports_of_contact(user).prefetch_related(None).order_by("pk"):
        yield _about(known[one.commitment_id]) | {
            "what": "report",
            "ref": one.ref,
            "at": _day(one.changed_at),
            "state": one.state,
            "declared": one.declared,
            "words": one.words,
            "as_of": _day(one.as_of),
            "fictitious": one.fictitious,
        }


def _replies(user, known: dict) -> Iterator[dict]:
    rows = assessments_for_contact(user).prefetch_related(None).filter(reply__isnull=False)
    for one in rows.order_by("pk"):
        yield _about(known[one.commitment_id]) | {
            "what": "reply",
            "ref": one.reply.ref,
            "at": _day(one.reply.changed_at),
            "state": one.state,
            "words": one.reply.words,
            "signed_as": one.reply.signed_as,
            "about": one.ref,
            "fictitious": one.reply.fictitious,
        }


def _attestations(known: dict) -> Iterator[dict]:
    for one in Attestation.objects.filter(commitment__in=known).order_by("pk"):
        yield _about(known[one.commitment_id]) | {
            "what": "attestation",
            "at": _day(one.attested_at),
        }


def _corrections(user, known: dict) -> Iterator[dict]:
    rows = Correction.objects.filter(commitment__in=known, created_by=user)
    for one in rows.order_by("pk"):
        proposed = "\n".join(f"{name}: {value}" for name, value in one.changes.items())
        yield _about(known[one.commitment_id]) | {
            "what": "correction",
            "ref": one.ref,
            "at": _day(one.created_at),
            "state": one.state,
            "words": f"{proposed}\n{one.reason}".strip(),
            "fictitious": one.fictitious,
        }


def _evidence(user, known: dict) -> Iterator[dict]:
    """Of their reports and replies; the association's own sources are not what they gave."""
    rows = Evidence.objects.filter(
        report__in=reports_of_contact(user).values("pk")
    ) | Evidence.objects.filter(reply__assessment__in=assessments_for_contact(user).values("pk"))
    related = rows.select_related("report", "reply__assessment")
    for one in related.order_by("pk"):
        owner = one.report or one.reply
        about = one.report or one.reply.assessment
        yield _about(known[about.commitment_id]) | {
            "what": "evidence",
            "ref": one.ref,
            "at": _day(one.created_at),
            "words": one.title,
            "as_of": _day(one.dated),
            "about": owner.ref,
            "link": one.url or f"{settings.BASE_URL}/espace/preuves/{one.ref}/",
            "file": one.original_name,
            "sha256": one.sha256,
            "fictitious": one.fictitious,
        }


def _typed(user) -> Iterator[dict]:
    for one in Typed.objects.filter(user=user).order_by("pk"):
        words = "\n".join(
            f"{name}: {', '.join(values) if isinstance(values, list) else values}"
            for name, values in one.values.items()
        )
        yield {"what": "typed", "at": _day(one.kept_on), "words": words, "link": one.page}
