"""Lines of the desk's work queue: what waits for me, for others, for the communes."""

from datetime import timedelta
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from accounts.policies import holds
from accounts.queueing import (
    CAP,
    COMMUNES,
    ME,
    OTHERS,
    Asked,
    Notice,
    QueueLine,
    Returned,
    register_notices,
    register_queue,
    register_returns,
)
from communes.admin.queue import line
from ledger.steps import gettext_noop
from pledges.models import (
    AccessRequest,
    Assessment,
    Commitment,
    Correction,
    Extension,
    MandateChange,
    OutboxMail,
    Reply,
    Report,
    Signature,
    Solicitation,
)
from pledges.queries import waiting
from pledges.queries.duplicates import merges_for_desk
from pledges.queries.withholding import rewritten_since

# model, state, permission of who decides, label, page of an item
_TO_DECIDE = (
    (Commitment, "in_review", Permission.REVIEW, gettext_noop("Commitments to review"), "review"),
    (Correction, "proposed", Permission.REVIEW, gettext_noop("Corrections to decide"), "change"),
    (Extension, "requested", Permission.ASSESS, gettext_noop("Requests for more time"), "change"),
    (Reply, "contested", Permission.ASSESS, gettext_noop("Replies to withhold or not"), "change"),
    (
        AccessRequest,
        "requested",
        Permission.INVITE_CONTACT,
        gettext_noop("Requests for access"),
        "change",
    ),
    (
        MandateChange,
        "prepared",
        Permission.MANAGE_ELECTION,
        gettext_noop("Changes of mandate to confirm"),
        "change",
    ),
    (Report, "submitted", Permission.DECIDE_REPORT, gettext_noop("Reports to decide"), "change"),
    (
        Signature,
        "received",
        Permission.VERIFY_SIGNATURE,
        gettext_noop("Signatures to verify"),
        "change",
    ),
    (
        Signature,
        "verified",
        Permission.VERIFY_SIGNATURE,
        gettext_noop("Signatures to publish"),
        "change",
    ),
)
_PLACES = {
    Commitment: "electoral_list",
    Signature: "electoral_list",
    Solicitation: "electoral_list",
    Correction: "commitment__electoral_list",
    Report: "commitment__electoral_list",
    Assessment: "commitment__electoral_list",
    Extension: "assessment__commitment__electoral_list",
    Reply: "assessment__commitment__electoral_list",
}
# Communes are told of a reply's deadline in their mail; the desk is told in its last weeks.
SOON = timedelta(days=15)
NOTICES = 5


@register_queue
def pledges_queue(user, asked: Asked) -> list[QueueLine]:
    """One line per kind and state, in the order of a commitment's life."""
    drafts = waiting.mine(waiting.in_state(Commitment, "draft"), user)
    mine = _line(asked, drafts, _("My drafts"), _("me"), query="state=draft")
    if asked.which == "mine":
        return [*mine, *_submitted(user, asked)]
    return [
        *mine,
        *_to_decide(user, asked),
        *_submitted(user, asked),
        *_merges(user, asked),
        *_assessments(user, asked),
        *_of_communes(asked),
        *_mails(asked),
    ]


def _line(asked: Asked, rows, label: str, whose: str, **given) -> list[QueueLine]:
    model = rows[0].model if isinstance(rows, list) else rows.model
    return line(asked, rows, label, whose, place=_PLACES.get(model, ""), **given)


def _to_decide(user, asked: Asked) -> list[QueueLine]:
    lines = []
    for model, state, permission, label, page in _TO_DECIDE:
        rows = waiting.in_state(model, state)
        given = {"query": f"state={state}", "page": page}
        if holds(user, permission):
            lines += _line(asked, waiting.not_mine(rows, user), _(label), _("me"), **given)
        elif permission != Permission.MANAGE_ELECTION:
            # A coordinator's table is not shown to the others.
            lines += _line(asked, rows, _(label), _("moderators"), turn=OTHERS, **given)
    return lines


def _submitted(user, asked: Asked) -> list[QueueLine]:
    """What I wrote waits for someone else: said to those whose own lines leave it out."""
    if not holds(user, Permission.REVIEW) and asked.which != "mine":
        return []
    add = partial(_line, asked, whose=_("another moderator"), turn=OTHERS)
    written = waiting.mine(waiting.in_state(Commitment, "in_review"), user)
    proposed = waiting.mine(waiting.in_state(Correction, "proposed"), user)
    return [
        *add(written, _("Commitments I wrote, in review"), query="state=in_review"),
        *add(proposed, _("Corrections I proposed"), query="state=proposed"),
    ]


def _merges(user, asked: Asked) -> list[QueueLine]:
    people = bool(holds(user, Permission.MANAGE_ROLES))
    rows = merges_for_desk(people=people).filter(state="proposed")
    decides = holds(user, Permission.MERGE)
    whose, turn = (_("me"), ME) if decides else (_("moderators"), OTHERS)
    label = _("Merges of duplicates to decide")
    return _line(asked, rows, label, whose, turn=turn, query="state=proposed")


def _assessments(user, asked: Asked) -> list[QueueLine]:
    decides = holds(user, Permission.ASSESS)
    whose, turn = (_("me"), ME) if decides else (_("moderators"), OTHERS)
    over, awaited = waiting.replies_over(), waiting.replies_awaited()
    label = _("Assessments whose time to reply is over")
    changed = _("Withheld replies that their communes changed")
    return [
        *_line(asked, rewritten_since(), changed, whose, turn=turn, query="state=withheld"),
        *_line(asked, over, label, whose, turn=turn, query="state=notified"),
        *_line(
            asked,
            awaited,
            _("Assessments the communes may reply to"),
            _("communes"),
            turn=COMMUNES,
            query="state=notified",
        ),
    ]


def _of_communes(asked: Asked) -> list[QueueLine]:
    add = partial(_line, asked, turn=COMMUNES)
    announced = waiting.in_state(Signature, "announced")
    returned = waiting.in_state(Report, "returned")
    late = waiting.late_answers()
    lists, communes = _("lists"), _("communes")
    return [
        *add(announced, _("Signed documents awaited"), lists, query="state=announced"),
        *add(late, _("Lists that have not answered in time"), lists, query="answer=late"),
        *add(returned, _("Reports sent back to their commune"), communes, query="state=returned"),
    ]


def _mails(asked: Asked) -> list[QueueLine]:
    """Shown when there are some: they are the exception, and of no territory."""
    if asked.kind not in ("", "outboxmail") or asked.which or asked.territory or asked.q:
        return []
    found = waiting.mails_in_trouble(CAP + 1)
    if not found:
        return []
    # Failed ones come first.
    state = found[0][0]
    address = reverse("admin:pledges_outboxmail_changelist") + f"?state={state}"
    label = _("Mails that did not arrive")
    oldest = min(at for _state, at in found)
    return [QueueLine(label, len(found), oldest, address, _("moderators"), ME, OutboxMail)]


@register_notices
def deadlines(_user) -> list[Notice]:
    """The replies whose deadline comes, soonest first."""
    words = _("Until then the commune may reply to the assessment of “%(title)s”")
    return [
        Notice(
            words % {"title": one.commitment},
            one.reply_until,
            reverse("admin:pledges_assessment_change", args=[one.pk]),
        )
        for one in waiting.replies_due(timezone.now() + SOON)[:NOTICES]
    ]


@register_returns
def came_back(user) -> list[Returned]:
    """My drafts that a reviewer returned, my words that were not kept, with the reason given."""
    address = "admin:pledges_commitment_change"
    found = [
        Returned(str(row), reverse(address, args=[row.pk]), what, entry.reason, entry.at)
        for what, rows in (
            (_("returned to draft"), waiting.returned_drafts(user)),
            (_("dropped"), waiting.dropped_of(user)),
        )
        for row, entry in rows
    ]
    declined = waiting.declined_corrections(user)
    address = "admin:pledges_correction_change"
    return found + [
        Returned(str(row), reverse(address, args=[row.pk]), _("declined"), row.answer, row.state_at)
        for row in declined
    ]
