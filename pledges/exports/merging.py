"""The file of a mail merge: one row per list of a campaign, with empty cells for its answer."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from pledges.exports.formats import csv_lines
from pledges.models import Campaign, Solicitation
from pledges.queries.figures import live_solicitations
from pledges.workflow.signature import SOLICITATION

# The reference and the two last columns are what the import of answers reads back.
COLUMNS = (
    "reference",
    "list",
    "head_first_name",
    "head_last_name",
    "commune",
    "commune_code",
    "state",
    "since",
    "channel",
    "answer_by",
    "answer",
    "reason",
)


def mail_merge(campaign: Campaign, dialect: str) -> Iterator[str]:
    """Lines of the CSV file, lists by commune then panel number, never ranked."""
    rows = live_solicitations().filter(campaign=campaign)
    rows = rows.select_related("electoral_list__commune").prefetch_related(
        "electoral_list__candidates"
    )
    ordered = rows.order_by(
        "electoral_list__commune__search_name", "electoral_list__panel_number", "pk"
    )
    shown = (_row(row, campaign) for row in ordered.iterator(chunk_size=500))
    return csv_lines(shown, list(COLUMNS), dialect)


def _row(row: Solicitation, campaign: Campaign) -> dict:
    electoral_list, head = row.electoral_list, row.electoral_list.head
    return {
        "reference": electoral_list.ref,
        "list": electoral_list.label,
        "head_first_name": head.first_name if head else "",
        "head_last_name": head.last_name if head else "",
        "commune": electoral_list.commune.name,
        "commune_code": electoral_list.commune.code,
        "state": _(SOLICITATION.states[row.state]),
        "since": timezone.localtime(row.state_at).date().isoformat(),
        "channel": row.get_channel_display(),
        "answer_by": campaign.answer_by.isoformat() if campaign.answer_by else "",
        "answer": "",
        "reason": "",
    }
