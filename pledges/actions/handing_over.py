"""A contact who leaves names who takes over; the association confirms, as it does any access."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from accounts.policies import role_of
from communes.actions.contacts import end_contact, invite_contact, speak_on, stop_speaking
from communes.models import Contact
from ledger.applying import start
from ledger.refusals import IllegalStep, Invalid, NotAllowed
from ledger.steps import UNDO, gettext_noop
from pledges.actions._apply import queue_mails, take
from pledges.actions.rhythms import leaving_date
from pledges.enums import Rhythm
from pledges.models import AccessRequest, OutboxMail
from pledges.notifications import handed_over
from pledges.queries.letting_in import handing_over
from pledges.queries.speaking import open_contact
from pledges.workflow.access import ACCESS_REQUEST

FARTHEST = timedelta(days=366)
NOT_YOURS = gettext_noop("You do not speak for this territory any more.")
LAST_DAY = gettext_noop("Give your last day: today or a day within a year.")
ASKED = gettext_noop("You have already named who takes over: the association is checking it.")
YOURSELF = gettext_noop("Name somebody else than yourself.")


@transaction.atomic
def hand_over(
    *, contact: Contact, last_day: date | None, by, check, colleague=None, **successor
) -> AccessRequest:
    """Ask that somebody speak for the territory of `contact`, whose last day is `last_day`.

    colleague: another contact of the same territory; otherwise successor: name, office, email,
    quality, as `check` wants them (it raises Invalid). Nothing is given and nothing ends before
    a moderator accepts. Raises NotAllowed, Invalid, IllegalStep (already asked).
    """
    _check_leaving(contact, last_day, by)
    if colleague is not None:
        successor = {
            "name": colleague.user.name,
            "email": colleague.user.email,
            "quality": colleague.quality,
            "office": colleague.get_quality_display(),
        }
    typed = {name: value.strip() for name, value in successor.items()}
    typed["email"] = typed["email"].lower()
    quality = typed.pop("quality")
    check(typed, quality)
    if typed["email"] == by.email:
        raise Invalid(YOURSELF, errors={"email": YOURSELF})
    _once(contact)
    asked = AccessRequest(
        commune=contact.commune,
        intercommunality=contact.intercommunality,
        leaver=contact,
        leaves_on=last_day,
        quality=quality,
        fictitious=contact.fictitious,
        **typed,
    )
    start(table=ACCESS_REQUEST, obj=asked, by=by, role=role_of(by), step="hand_over")
    queue_mails("access_request", "hand_over", asked, by=by, reason="")
    return asked


@transaction.atomic
def leave(*, contact: Contact, last_day: date | None, by) -> Contact:
    """Stop speaking for the territory of `contact` after `last_day`, naming nobody.

    Needs nobody's leave; the association is told. Raises as `hand_over` does.
    """
    last = _check_leaving(contact, last_day, by)
    _once(contact)
    left = stop_speaking(contact_id=contact.pk, version=contact.version, on=last, by=by)
    queue_mails("contact", "leave", left, by=by, reason="")
    return left


@transaction.atomic
def stay(*, contact: Contact, by) -> Contact:
    """Take back one's own leaving inside its grace period; its mail is stopped, or followed.

    Raises NotAllowed, Stale, IllegalStep: too late, or the last day is somebody else's decision.
    """
    stayed = speak_on(contact_id=contact.pk, version=contact.version, by=by)
    queue_mails("contact", UNDO, stayed, by=by, reason="")
    return stayed


def cancel(*, ref: str, by, version: int, reason: str = "", given=None) -> AccessRequest:
    """Take back one's own hand-over while the association is checking it; it is told."""
    return take(
        kind="access_request", step="cancel", ref=ref, by=by, version=version, reason=reason
    )


def _check_leaving(contact: Contact, last_day: date | None, by) -> date:
    if contact.user_id != by.pk or open_contact(by, contact.ref) is None:
        raise NotAllowed(NOT_YOURS)
    today = timezone.localdate()
    if last_day is None or not today <= last_day <= today + FARTHEST:
        raise Invalid(LAST_DAY, errors={"last_day": LAST_DAY})
    return last_day


def _once(contact: Contact) -> None:
    """Two clicks at once wait their turn here, so that one thing is made of them."""
    Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if handing_over(contact) is not None:
        raise IllegalStep(ASKED)


def let_take_over(asked: AccessRequest, by) -> Contact:
    """The contact who takes over, invited if they are not one yet; the last day of who leaves."""
    here = Contact.objects.filter(
        commune=asked.commune, intercommunality=asked.intercommunality, end=None
    )
    taking = here.filter(user__email__iexact=asked.email, user__is_active=True).first()
    taking = taking or invite_contact(
        email=asked.email,
        name=asked.name,
        quality=asked.quality,
        start=timezone.localdate(),
        commune=asked.commune,
        intercommunality=asked.intercommunality,
        by=by,
    )
    leaver = asked.leaver
    if leaver.end is None or leaver.end > asked.leaves_on:
        end_contact(contact_id=leaver.pk, version=leaver.version, on=asked.leaves_on, by=by)
    return taking


def tell_leaver(asked: AccessRequest, by, step: str, reason: str = "") -> None:
    """By hand: the mail of the step itself is for who takes over."""
    with translation.override(settings.LANGUAGE_CODE):
        subject, body = handed_over(asked, step, reason.strip())
    OutboxMail.objects.create(
        recipient=asked.leaver.user,
        object_kind="access_request",
        object_ref=asked.ref,
        object_version=asked.version,
        step=step,
        subject=subject,
        body=body,
        queued_by=by,
        leaves_after=leaving_date(Rhythm.AT_ONCE, timezone.now()),
    )
