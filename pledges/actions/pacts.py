"""Pacts, their versions and articles, and campaigns."""

from django.db import transaction

from accounts.permissions import Permission
from accounts.policies import holds, role_of
from communes.models import Election
from ledger.models import Entry
from ledger.recording import record
from ledger.refusals import NotAllowed
from pledges.models import Article, Campaign, Pact, PactVersion


@transaction.atomic
def apply_pact(*, content: dict, by=None) -> dict[str, int]:
    """Create or update a pact from `importers.pact.read`; ids are kept, nothing is deleted.

    Returns counts: {"created", "updated", "unchanged"}.
    """
    if by is not None and not (decision := holds(by, Permission.MANAGE_PACT)):
        raise NotAllowed(decision.reason)
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    pact = _save(
        Pact,
        counts,
        {"slug": content["slug"]},
        {"name": content["name"], "association": content["association"]},
    )
    for version in content["versions"]:
        row = _save(
            PactVersion,
            counts,
            {"pact": pact, "label": version["label"]},
            {key: version[key] for key in ("preamble", "source", "adopted_on")},
        )
        for article in version["articles"]:
            _save(
                Article,
                counts,
                {"pact_version": row, "key": article["key"]},
                {key: article[key] for key in ("title", "text", "to_complete")},
            )
    if counts["created"] or counts["updated"]:
        _record(pact, by=by, content=content)
    return counts


@transaction.atomic
@transaction.atomic
def open_campaign(
    *, pact_version: PactVersion, election: Election, by=None, answer_by=None, reply_days: int = 21
) -> Campaign:
    """Put a pact version to the lists of an election; the same one twice is the same row."""
    if by is not None and not (decision := holds(by, Permission.MANAGE_PACT)):
        raise NotAllowed(decision.reason)
    campaign, created = Campaign.objects.get_or_create(
        pact_version=pact_version,
        election=election,
        defaults={
            "answer_by": answer_by,
            "reply_days": reply_days,
            "created_by": by,
            "changed_by": by,
        },
    )
    if created:
        record(
            kind="campaign",
            ref=str(campaign.pk),
            version=1,
            step="create",
            by=by,
            role=role_of(by),
            snapshot={
                "pact": pact_version.pact.slug,
                "version": pact_version.label,
                "election": election.slug,
                "answer_by": str(answer_by or ""),
                "reply_days": reply_days,
            },
        )
    return campaign


def _save(model, counts: dict, key: dict, values: dict):
    row = model.objects.filter(**key).first()
    if row is None:
        counts["created"] += 1
        return model.objects.create(**key, **values)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    counts["updated" if changed else "unchanged"] += 1
    return row


def _record(pact: Pact, *, by, content: dict) -> None:
    last = Entry.objects.filter(object_kind="pact", object_ref=pact.slug).count()
    snapshot = {
        "name": pact.name,
        "association": pact.association,
        "versions": [
            {**version, "adopted_on": str(version["adopted_on"] or "")}
            for version in content["versions"]
        ],
    }
    record(
        kind="pact",
        ref=pact.slug,
        version=last + 1,
        step="import",
        by=by,
        role=role_of(by),
        snapshot=snapshot,
    )
