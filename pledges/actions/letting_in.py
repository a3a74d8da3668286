"""Access asked for without an account: kept for the desk, granted by an invitation or refused."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone, translation

from accounts.searching import forget_words
from communes.actions.contacts import invite_contact
from communes.enums import ContactQuality
from communes.models import Commune, Intercommunality
from ledger.applying import stamp, start
from ledger.recording import record
from ledger.refusals import IllegalStep, Invalid
from ledger.steps import gettext_noop
from pledges.actions._apply import take
from pledges.actions.handing_over import let_take_over, tell_leaver
from pledges.actions.mails import is_leaving, stop
from pledges.actions.rhythms import leaving_date
from pledges.enums import MailState, Rhythm
from pledges.models import AccessRequest, MailWording, OutboxMail
from pledges.notifications import access_refused
from pledges.workflow.access import ACCESS_REQUEST

# Who was refused may write again; who was accepted has an account.
KEPT = timedelta(days=90)
NAME = gettext_noop("Give your name.")
OFFICE = gettext_noop("Say what your office is at the town hall.")
ADDRESS = gettext_noop("Give a professional address, as in nom@mairie.fr.")
QUALITY = gettext_noop("Say whether you are an elected official or an agent.")
LEAVING = gettext_noop("A mail to this person is leaving now. Try again in a minute.")
# Kept in the ledger, which is read in the language of the site's own words.
ON_REQUEST = gettext_noop("Taken back at the request of who asked.")
CHECKED = gettext_noop("Say which official address of the town hall you checked it with.")


@transaction.atomic
def ask_access(
    *,
    territory: Commune | Intercommunality,
    name: str,
    office: str,
    email: str,
    quality: str,
) -> AccessRequest:
    """Keep the request of somebody nobody knows; asked twice, it waits once. Raises Invalid.

    Says nothing of whether the address is known, and writes to nobody: anyone can type any.
    """
    typed = {"name": name.strip(), "office": office.strip(), "email": email.strip().lower()}
    check(typed, quality)
    where = "commune" if isinstance(territory, Commune) else "intercommunality"
    # Two clicks at once wait their turn here, so that one request is made of them.
    type(territory).objects.select_for_update(of=("self",)).get(pk=territory.pk)
    waiting = AccessRequest.objects.filter(
        **{where: territory}, email=typed["email"], state="requested"
    )
    known = waiting.first()
    if known is not None:
        return known
    asked = AccessRequest(**{where: territory}, **typed, quality=quality, state="requested")
    return start(table=ACCESS_REQUEST, obj=asked, by=None, role="", step="request")


def accept(*, ref: str, by, version: int, reason: str = "", given=None) -> AccessRequest:
    """Let them speak for the territory from today, and invite them. given: checked_with.

    Raises Invalid when the account of that address was closed.
    """
    return take(
        kind="access_request",
        step="accept",
        ref=ref,
        by=by,
        version=version,
        reason=reason,
        given=given,
        before_write=_invite,
        after_write=lambda asked, by, _given: asked.leaver and tell_leaver(asked, by, "accept"),
    )


def refuse(*, ref: str, by, version: int, reason: str, given=None) -> AccessRequest:
    """Open nothing, and write to who asked why; a hand-over, to who leaves."""
    return take(
        kind="access_request",
        step="refuse",
        ref=ref,
        by=by,
        version=version,
        reason=reason,
        after_write=lambda asked, by, _given: _tell_refused(asked, by, reason),
    )


@transaction.atomic
def forget_askers() -> int:
    """Empty who asked in requests decided long ago; how many they were."""
    old = AccessRequest.objects.exclude(state="requested").exclude(email="")
    return _forget(old.filter(state_at__lt=timezone.now() - KEPT))


@transaction.atomic
def forget_asker(email: str) -> int:
    """Empty, on request, everything this address asked; what still waited is taken back."""
    theirs = AccessRequest.objects.select_for_update(of=("self",)).filter(email__iexact=email)
    for asked in theirs.filter(state="requested"):
        stamp(asked, state="refused")
        asked.save()
        record(
            kind="access_request",
            ref=asked.ref,
            version=asked.version,
            step="refuse",
            before="requested",
            after="refused",
            reason=ON_REQUEST,
            snapshot=asked.snapshot(),
            at=asked.state_at,
        )
    return _forget(theirs)


def _forget(rows) -> int:
    """Empty them, and the mails that told of them; one that waits does not leave."""
    keys = list(rows.values_list("pk", flat=True))
    mails = OutboxMail.objects.select_for_update(of=("self",)).filter(asker__in=keys)
    for mail in mails.filter(state=MailState.WAITING):
        if is_leaving(mail):
            raise IllegalStep(LEAVING)
        stop(mail, by=None)
    MailWording.objects.filter(mail__asker__in=keys).delete()
    told = OutboxMail.objects.filter(asker__in=keys)
    if told.update(subject="", search_words="", body="", problem="", message_id=""):
        forget_words(OutboxMail)
    return AccessRequest.objects.filter(pk__in=keys).update(name="", office="", email="")


def check(typed: dict[str, str], quality: str) -> None:
    """Is this somebody: name, office, address, quality? Raises Invalid, by field."""
    errors = {}
    if not typed["name"]:
        errors["name"] = NAME
    if not typed["office"]:
        errors["office"] = OFFICE
    try:
        validate_email(typed["email"])
    except ValidationError:
        errors["email"] = ADDRESS
    if quality not in ContactQuality.values:
        errors["quality"] = QUALITY
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)


def _invite(asked: AccessRequest, by, given: dict) -> None:
    checked = str(given.get("checked_with", "")).strip()
    if not checked:
        raise Invalid(CHECKED, errors={"checked_with": CHECKED})
    asked.checked_with = checked
    if asked.leaver:
        asked.contact = let_take_over(asked, by)
        return
    asked.contact = invite_contact(
        email=asked.email,
        name=asked.name,
        quality=asked.quality,
        start=timezone.localdate(),
        commune=asked.commune,
        intercommunality=asked.intercommunality,
        by=by,
    )


def _tell_refused(asked: AccessRequest, by, reason: str) -> None:
    """By hand: who asked has no account, and every other mail is to one."""
    if asked.leaver:
        # Who was named asked for nothing, and may know nothing of it.
        tell_leaver(asked, by, "refuse", reason)
        return
    with translation.override(settings.LANGUAGE_CODE):
        subject, body = access_refused(asked, reason.strip())
    OutboxMail.objects.create(
        asker=asked,
        object_kind="access_request",
        object_ref=asked.ref,
        object_version=asked.version,
        step="refuse",
        subject=subject,
        body=body,
        queued_by=by,
        leaves_after=leaving_date(Rhythm.AT_ONCE, timezone.now()),
    )
