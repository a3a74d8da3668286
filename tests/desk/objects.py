"""One object of each of the desk's tables, and every address of the desk about it."""

from collections.abc import Iterator

from django.urls import get_resolver, reverse

from accounts.actions.inviting import invite
from communes.actions.contacts import declare_conflict
from communes.models import Contact, Department, Intercommunality
from ledger.models import Entry
from pledges.models import OutboxMail, ReturnReason
from tests import factories

# The step asked for on each table's page of steps: one that exists.
STEPS = {
    "letter": "claim",
    "publictext": "publish_text",
    "correction": "accept",
    "commitment": "publish",
    "report": "publish",
    "assessment": "notify",
    "merge": "merge",
    "outboxmail": "stop",
    "signature": "receive",
    "solicitation": "contact",
}


def everything() -> dict:
    """A row of each table, by the name of its model, each where most may be done with it."""
    electoral_list = factories.make_list()
    election = electoral_list.election
    letter = factories.make_letter(electoral_list)
    published = factories.make_commitment("published", electoral_list=electoral_list)
    person = factories.make_contact(electoral_list.commune)
    returned = factories.make_report("returned", commitment=published)
    tied = factories.somebody("moderator")
    signature = factories.make_signature("announced", electoral_list=electoral_list)
    return {
        "user": factories.somebody("volunteer"),
        "invitation": invite(
            user=factories.somebody("contact"), by=factories.somebody("coordinator")
        ),
        "entry": Entry.objects.first(),
        "contact": Contact.objects.get(user=person),
        "conflictofinterest": declare_conflict(
            user=tied, electoral_list=electoral_list, reason="Colistière."
        ),
        "commune": electoral_list.commune,
        "department": Department.objects.first(),
        "intercommunality": Intercommunality.objects.create(
            siren="200057867", name="Plaine Commune", kind="EPT"
        ),
        "election": election,
        "electorallist": electoral_list,
        "letter": letter,
        "publictext": factories.make_public_text("proposed", letter=letter),
        "correction": factories.make_correction(commitment=published),
        "commitment": factories.make_commitment("in_review", electoral_list=electoral_list),
        "report": factories.make_report("submitted", commitment=published),
        "assessment": factories.make_assessment(commitment=published),
        "evidence": factories.make_source(published),
        "merge": factories.make_merge(),
        "outboxmail": OutboxMail.objects.filter(object_ref=returned.ref).first(),
        "pact": published.pact_version.pact,
        "pactversion": published.pact_version,
        "campaign": signature.campaign,
        "returnreason": ReturnReason.objects.first(),
        "signature": signature,
        "solicitation": factories.make_solicitation(electoral_list=electoral_list),
    }


def addresses(rows: dict) -> Iterator[tuple[str, str]]:
    """(name, path) of every named address of the desk, about the objects of `rows`."""
    (desk,) = [
        one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "admin"
    ]
    for name in _names(desk.url_patterns):
        yield name, reverse(f"admin:{name}", kwargs=_captured(desk, name, rows))


def _names(patterns) -> Iterator[str]:
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from _names(one.url_patterns)
        elif one.name:
            yield one.name


def _captured(desk, name: str, rows: dict) -> dict:
    """Values for what the address captures, from the object its name tells."""
    ((_route, wanted),) = desk.reverse_dict.getlist(name)[0][0]
    kind = name.split("_")[1] if name.count("_") > 1 else ""
    obj = rows.get(kind)
    values = {
        "object_id": obj.pk if obj else 1,
        "pk": obj.pk if obj else 1,
        "step_name": STEPS.get(kind, ""),
        "step": STEPS.get(kind, ""),
        "number": 1,
        "page": 1,
        "answer": "resend",
        "ref": "00000000",
        "kind": "commitment",
        "content_type_id": 1,
        "app_label": "pledges",
    }
    if name == "letters_letter_passage":
        values["ref"] = obj.latest.passages.first().ref
    if name == "why":
        values["ref"] = rows["commitment"].ref
    return {one: values[one] for one in wanted}
