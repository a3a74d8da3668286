"""The file of a mail merge: one row per list of a campaign, with empty cells for its answer.

The association writes to lists from its own mailbox: Pacte keeps no address of a candidate. What it
gives is the words, the same on the desk before a bulk step as in the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.spelling import normalise
from ledger.steps import gettext_noop
from pledges.exports.formats import csv_lines
from pledges.models import Campaign, Solicitation
from pledges.queries.figures import ASKED, live_solicitations
from pledges.workflow.signature import SOLICITATION

# Headings, written in the reader's language. The reference and the two last columns are what the
# import of answers reads back.
COLUMNS = {
    "reference": gettext_noop("reference"),
    "list": gettext_noop("list"),
    "head_first_name": gettext_noop("first name of the head of list"),
    "head_last_name": gettext_noop("last name of the head of list"),
    "commune": gettext_noop("commune"),
    "commune_code": gettext_noop("code of the commune"),
    "state": gettext_noop("state"),
    "since": gettext_noop("since"),
    "channel": gettext_noop("channel"),
    "answer_by": gettext_noop("answer by"),
    "subject": gettext_noop("subject"),
    "message": gettext_noop("message"),
    "answer": gettext_noop("answer"),
    "reason": gettext_noop("reason"),
}


# What is still to be said to a list, by the state of its solicitation.
_NEXT = {"to_contact": "contact", "contacted": "remind", "reminded": "remind"}


@dataclass(frozen=True, slots=True)
class Message:
    """What a list is written, as it will read it."""

    subject: str
    body: str


def message_to(row: Solicitation, step: str) -> Message:
    """The words for a list: step is "contact" or "remind". In the language of the site."""
    context = {
        "list": row.electoral_list,
        "campaign": row.campaign,
        "pact": row.campaign.pact_version.pact,
        "late": bool(row.campaign.answer_by and row.campaign.answer_by < timezone.localdate()),
        "site": settings.BASE_URL,
        "association": settings.ASSOCIATION_NAME,
        "email": settings.ASSOCIATION_EMAIL,
    }
    with translation.override(settings.LANGUAGE_CODE):
        words = render_to_string(f"mails/list_{step}.txt", context)
    subject, _blank, body = words.strip().partition("\n\n")
    return Message(subject.strip(), f"{body.strip()}\n")


def mail_merge(campaign: Campaign, dialect: str) -> Iterator[str]:
    """Lines of the CSV file, lists by commune then panel number, never ranked."""
    rows = live_solicitations().filter(campaign=campaign)
    rows = rows.select_related(
        "electoral_list__commune", "campaign__pact_version__pact", "campaign__election"
    ).prefetch_related("electoral_list__candidates")
    ordered = rows.order_by(
        "electoral_list__commune__search_name", "electoral_list__panel_number", "pk"
    )
    names = {key: _(label) for key, label in COLUMNS.items()}
    shown = (
        {names[key]: value for key, value in _row(row, campaign).items()}
        for row in ordered.iterator(chunk_size=500)
    )
    return csv_lines(shown, list(names.values()), dialect)


def column_of(heading: str) -> str:
    """The key in COLUMNS of what a spreadsheet's first row says, in any language of the site and
    however it is typed; "" for another column."""
    said = normalise(heading)
    for key, label in COLUMNS.items():
        if said == normalise(key):
            return key
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                if said == normalise(_(label)):
                    return key
    return ""


def _row(row: Solicitation, campaign: Campaign) -> dict:
    electoral_list, head = row.electoral_list, row.electoral_list.head
    step = _NEXT.get(row.state)
    message = message_to(row, step) if step else Message("", "")
    contacted = row.contacted_on if row.state in ASKED else None
    return {
        "reference": electoral_list.ref,
        "list": electoral_list.label,
        "head_first_name": head.first_name if head else "",
        "head_last_name": head.last_name if head else "",
        "commune": electoral_list.commune.name,
        "commune_code": electoral_list.commune.code,
        "state": _(SOLICITATION.states[row.state]),
        "since": (contacted or timezone.localtime(row.state_at).date()).isoformat(),
        "channel": row.get_channel_display(),
        "answer_by": campaign.answer_by.isoformat() if campaign.answer_by else "",
        "subject": message.subject,
        "message": message.body,
        "answer": "",
        "reason": "",
    }
