"""Who is told of a step, and in which words. The outbox row is written by the action."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.days import in_words
from accounts.models import User
from accounts.queries import roles_held
from communes.models import Contact
from ledger.steps import UNDO
from pledges.enums import Topic
from pledges.history import deadline_in_words
from pledges.models import Commitment
from pledges.notifications import access, assessments, mandates, replies
from pledges.notifications.people import contacts_of as contacts_of


@dataclass(frozen=True, slots=True)
class Message:
    """A mail to be: one recipient, a subject of at most 200 characters, a plain text."""

    recipient: User
    subject: str
    body: str


def messages_for(kind: str, step: str, obj, *, reason: str) -> list[Message]:
    """Mails that a step sends, none when nobody must be told. Drafts never notify."""
    compose = _COMPOSERS.get((kind, step))
    if compose is None:
        return []
    recipients, subject, lines = compose(obj, reason)
    body = "\n\n".join([*lines, _signature()])
    active = [person for person in recipients if person and person.is_active]
    return [Message(person, subject[:200], body) for person in dict.fromkeys(active)]


def paragraphs(body: str) -> list[str]:
    """The text of a mail, paragraph by paragraph, as its HTML part shows it.

    The mark of a signature ("-- ") is a convention of plain text: mail programs read it there.
    """
    found = re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip())
    return [words for part in found if (words := part.removeprefix("-- \n").strip())]


def deadline_recalled(assessment) -> list[Message]:
    """What recalls the deadline of a reply to each contact of the territory."""
    day = deadline_in_words(assessment.reply_until)
    subject = _("Until %(date)s: %(title)s") % {"date": day, "title": assessment.commitment}
    lines = [
        _("The association will publish its conclusion on this commitment. No reply came yet."),
        _("You may reply, word for word, until: %(date)s.") % {"date": day},
        f"{settings.BASE_URL}/espace/evaluations/{assessment.ref}/",
        _signature(),
    ]
    body = "\n\n".join(lines)
    people = [one for one in dict.fromkeys(contacts_of(assessment.commitment)) if one.is_active]
    return [Message(person, subject[:200], body) for person in people]


def accuracy_asked(silence) -> Message:
    """What asks a contact about the commitments of a territory without news for a year."""
    subject = _("Is it still accurate? %(place)s") % {"place": silence.territory}
    lines = [
        _("No news of these commitments has reached us for a year:"),
        "\n".join(f"– {one.title}" for one in silence.commitments),
        _("If what the public reads is still accurate, say so for all of them at once:"),
        f"{settings.BASE_URL}/espace/toujours-exact/",
        _("Otherwise, say in your own words where they stand:"),
        f"{settings.BASE_URL}/espace/",
        _signature(),
    ]
    return Message(silence.person, subject[:200], "\n\n".join(lines))


def erasure_asked(person: User, reason: str) -> list[Message]:
    """What tells each coordinator that `person` asks to be erased."""
    subject = _("Erasure asked for: %(email)s") % {"email": person.email}
    lines = [
        _("%(email)s asks that what is kept about them be erased.") % {"email": person.email},
        reason or _("No reason was given, and none is needed."),
        _("This command lists every place, and changes nothing:"),
        f"erase_person {person.email} --dry-run",
        _signature(),
    ]
    body = "\n\n".join(lines)
    leading = User.objects.filter(groups__name="coordinator", is_active=True).order_by("pk")
    return [Message(one, subject[:200], body) for one in leading]


def access_refused(asked, reason: str) -> tuple[str, str]:
    """Subject and text for who asked for access and has no account."""
    subject, lines = access.refused(asked, reason)
    return subject[:200], "\n\n".join([*lines, _signature()])


def handed_over(asked, step: str, reason: str) -> tuple[str, str]:
    """Subject and text for a contact who named who takes over."""
    subject, lines = access.handed_over(asked, step, reason)
    return subject[:200], "\n\n".join([*lines, _signature()])


def gathered(mails: list, topic: str, leave: str) -> tuple[str, str]:
    """Subject and text of what leaves as one mail: one as it is, several of a topic as a digest.

    What nobody has to receive ends with how to receive less of it; `leave` is an address.
    """
    subject, body = mails[0].subject, mails[0].body
    if not topic:
        return subject, body
    mark = "\n\n-- \n"
    if len(mails) > 1:
        about = Topic(topic).label
        subject = _("%(about)s: %(count)s news") % {"about": about, "count": len(mails)}
        parts = [f"{one.subject}\n\n{one.body.partition(mark)[0]}" for one in mails]
        body = "\n\n".join(parts) + mark + _signature().removeprefix("-- \n")
    words, _mark, signature = body.replace("\r\n", "\n").partition(mark)
    lines = [
        words,
        _("To choose how often you receive these mails:"),
        f"{settings.BASE_URL}/espace/courriels/",
        _("To receive no more of them:"),
        leave,
    ]
    return subject, "\n\n".join(lines) + (mark + signature if signature else "")


def _signature() -> str:
    return f"-- \n{settings.ASSOCIATION_NAME}\n{settings.BASE_URL}"


def _returned(obj, reason):
    subject = _("Returned: %(title)s") % {"title": obj}
    # A commitment is its team's, a report its town hall's: each goes on where it was written.
    page = f"espace/points-d-etape/{obj.ref}/"
    if isinstance(obj, Commitment):
        page = f"admin/pledges/commitment/{obj.pk}/change/"
    said = _("This came back to you, with this reason:")
    return [obj.created_by], subject, [said, reason, f"{settings.BASE_URL}/{page}"]


def _declined(obj, reason):
    subject = _("Not kept: %(title)s") % {"title": obj}
    return [obj.created_by], subject, [_("This was not kept, for this reason:"), reason]


def _contested(signature, reason):
    subject = _("Contested: %(title)s") % {"title": signature}
    lines = [
        _("This signature is contested, and not shown until verified again, for this reason:"),
        reason,
    ]
    return [signature.created_by], subject, lines


def _signature_withdrawn(signature, reason):
    subject = _("Withdrawn: %(title)s") % {"title": signature}
    lines = [_("This signature was withdrawn from the site, for this reason:"), reason]
    return [signature.created_by], subject, lines


def _correction_accepted(correction, reason):
    subject = _("Correction accepted: %(title)s") % {"title": correction.commitment}
    lines = [_("The correction you proposed was accepted.")]
    lines += [reason] if reason else []
    lines.append(f"{settings.BASE_URL}/engagements/{correction.commitment.ref}/")
    return [correction.created_by], subject, lines


def _published(commitment, _reason):
    subject = _("Published: %(title)s") % {"title": commitment}
    address = f"{settings.BASE_URL}/engagements/{commitment.ref}/"
    lines = [_("This commitment is now public. You can say where it stands."), address]
    return contacts_of(commitment), subject, lines


def _withdrawn(commitment, reason):
    subject = _("Withdrawn: %(title)s") % {"title": commitment}
    lines = [_("This commitment was withdrawn from the site, for this reason:"), reason]
    return [commitment.created_by, *contacts_of(commitment)], subject, lines


def _report_published(report, _reason):
    subject = _("Your report is published: %(title)s") % {"title": report.commitment}
    lines = [
        _("Your words are published as you declared them."),
        f"{settings.BASE_URL}/engagements/{report.commitment.ref}/",
    ]
    return [report.created_by], subject, lines


def _webhook_paused(webhook, reason):
    subject = _("Webhook paused: %(name)s") % {"name": webhook.name}
    lines = [
        _("The address %(url)s no longer takes our messages:") % {"url": webhook.url},
        reason,
        _("Nothing is lost: resume it on your account page, and what changed will follow."),
        f"{settings.BASE_URL}/compte/abonnements/",
    ]
    return [webhook.user], subject, lines


def _invited(invitation, _reason):
    """Who invites, for what, what is public, how one enters, and until when."""
    host = invitation.created_by.name if invitation.created_by else settings.ASSOCIATION_NAME
    until = in_words(timezone.localtime(invitation.expires_on), "j F Y")
    subject = _("%(who)s invites you to %(site)s") % {
        "who": host,
        "site": settings.ASSOCIATION_NAME,
    }
    places = Contact.objects.filter(user=invitation.user, end=None)
    places = places.select_related("commune", "intercommunality").order_by("pk")
    lines = [
        _("You are invited for %(place)s.") % {"place": place.commune or place.intercommunality}
        for place in places
    ]
    lines += [f"{_(role.label)} – {_(role.prose)}" for role in roles_held(invitation.user)]
    if places:
        lines += [
            _(
                "What is expected of you: say where each commitment stands, in your own words and"
                " in three steps; confirm what is still accurate; answer, if you wish, what the"
                " association concludes before it is published."
            ),
            _("What you publish is public, with your town hall's name; your address never is."),
        ]
    lines += [
        _("To come in, ask for a code at this address; it is sent to you by e-mail:"),
        f"{settings.BASE_URL}/compte/connexion/code/",
        _("This invitation is valid until %(day)s.") % {"day": until},
    ]
    return [invitation.user], subject, lines


# A step that takes another back: step → the step whose mail, still waiting, must not leave.
UNDOES = {
    ("invitation", "revoke"): "invite",
    ("commitment", "withdraw"): "publish",
    ("assessment", "take_back"): "notify",
    ("mandate_change", "lift"): "apply",
    ("access_request", "cancel"): "hand_over",
    ("contact", UNDO): "leave",
}
_COMPOSERS = {
    ("invitation", "invite"): _invited,
    ("commitment", "return"): _returned,
    ("commitment", "publish"): _published,
    ("commitment", "drop"): _declined,
    ("commitment", "withdraw"): _withdrawn,
    ("correction", "accept"): _correction_accepted,
    ("correction", "decline"): _declined,
    ("signature", "refuse"): _declined,
    ("signature", "contest"): _contested,
    ("signature", "withdraw"): _signature_withdrawn,
    ("report", "return"): _returned,
    ("report", "publish"): _report_published,
    ("report", "decline"): _declined,
    ("assessment", "notify"): assessments.notified,
    ("assessment", "take_back"): assessments.taken_back,
    ("reply", "record"): replies.reply_recorded,
    ("reply", "withhold"): replies.reply_withheld,
    ("reply", "rewrite"): replies.reply_rewritten,
    ("reply", "uphold"): replies.reply_upheld,
    ("reply", "restore"): replies.reply_restored,
    ("assessment", "publish"): assessments.published,
    ("extension", "ask"): replies.more_time_asked,
    ("extension", "grant"): replies.more_time_granted,
    ("extension", "refuse"): replies.more_time_refused,
    ("access_request", "hand_over"): access.hand_over_asked,
    ("access_request", "cancel"): access.hand_over_taken_back,
    ("contact", "leave"): access.left,
    ("contact", UNDO): access.stayed,
    ("access_request", "accept"): access.granted,
    ("mandate_change", "apply"): mandates.applied,
    ("mandate_change", "lift"): mandates.lifted,
    ("webhook", "pause"): _webhook_paused,
}
