"""Erasing a person: what is theirs goes, what names them is replaced, what they did stays."""

import json

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext

from accounts.actions.people import ended, record_change
from accounts.models import ApiToken, Invitation, User
from accounts.permissions import Permission
from accounts.policies import holds
from accounts.searching import forget_words, search_columns
from communes.actions.contacts import end_contact
from communes.models import Contact
from ledger.refusals import IllegalStep, NotAllowed
from ledger.steps import gettext_noop
from letters.models import Letter
from pledges.actions.letting_in import forget_asker
from pledges.actions.mails import is_leaving, stop
from pledges.enums import MailState
from pledges.models import MailWording, OutboxMail, Webhook
from pledges.queries import persons
from pledges.queries.erasures import requests_of
from pledges.queries.person_places import EMPTIED, GO_WHEN_NAMED, ROWS_GO, SCRUBBED
from pledges.queries.persons import Found, Person

STEP = "erase_person"
DOMAIN = "efface.invalid"
SOMEBODY = gettext_noop("a person who was erased")
LEAVING = gettext_noop("A mail to this person is leaving now. Try again in a minute.")
ALREADY = gettext_noop("This person has already been erased.")
LAST_COORDINATOR = gettext_noop(
    "This is the last coordinator: give the role to someone else first."
)
OWN = gettext_noop("Nobody erases themselves: ask another coordinator.")


@transaction.atomic
def erase_person(*, person: Person, by=None, reason: str = "") -> list[Found]:
    """Erase `person` everywhere; what was done, place by place. `by` is None for the machine.

    Nothing append-only moves, so the ledger holds afterwards. Raises NotAllowed (no REDACT,
    oneself, the last coordinator) or IllegalStep (already erased, a mail is leaving).
    """
    # Coordinators too, in one order: two of them erasing each other wait their turn.
    locked = Q(groups__name="coordinator") | Q(pk__in=[one.pk for one in person.accounts])
    keys = User.objects.filter(locked).values("pk")
    list(User.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    _allow(person, by)
    done = list(persons.everywhere(person))
    _stop_what_goes_on(person, by)
    _empty(person)
    _replace_names(person)
    _take_rows_away(person)
    for user in person.accounts:
        _become_nobody(user)
        record_change(user, step=STEP, by=by, reason=reason)
    for model in (Letter, OutboxMail, User):
        forget_words(model)
    return done


def is_erased(user: User) -> bool:
    return user.email.endswith(f"@{DOMAIN}")


def _allow(person: Person, by) -> None:
    if by is not None:
        decision = holds(by, Permission.REDACT)
        if not decision:
            raise NotAllowed(decision.reason)
        if by in person.accounts:
            raise NotAllowed(OWN)
    if all(is_erased(one) for one in person.accounts):
        raise IllegalStep(ALREADY)
    keys = [one.pk for one in person.accounts]
    leading = User.objects.filter(groups__name="coordinator", is_active=True)
    if leading.filter(pk__in=keys).exists() and not leading.exclude(pk__in=keys).exists():
        raise NotAllowed(LAST_COORDINATOR)


def _stop_what_goes_on(person: Person, by) -> None:
    """Mails that wait, keys, webhooks, invitations, the right to speak for a territory."""
    now, today = timezone.now(), timezone.localdate()
    mails = OutboxMail.objects.select_for_update(of=("self",))
    theirs = Q(recipient__in=person.accounts) | Q(pk__in=requests_of(person).values("pk"))
    for mail in mails.filter(theirs, state=MailState.WAITING):
        if is_leaving(mail):
            raise IllegalStep(LEAVING)
        stop(mail, by=by)
    for user in person.accounts:
        forget_asker(user.email)
        # A row that ended says by whom: the person asked for it.
        who = by or user
        ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=now, revoked_by=who)
        Webhook.objects.filter(user=user, ended_at=None).update(ended_at=now, ended_by=who)
        asked = Invitation.objects.filter(user=user, accepted_on=None, revoked_at=None)
        asked.update(revoked_at=now, revoked_by=who)
    contacts = Contact.objects.filter(user__in=person.accounts)
    for contact in contacts:
        if contact.end is None or contact.end > today:
            end_contact(
                contact_id=contact.pk,
                version=contact.version,
                on=max(today, contact.start),
                by=None,
            )


def _empty(person: Person) -> None:
    for label, (path, columns) in EMPTIED.items():
        rows = persons.own_rows(label, path, person)
        # A reason may not be empty: it says that there was one.
        rows.update(**{name: "–" if name == "reason" else "" for name in columns})
    # Their request, with a reason in their own words, in the mails of coordinators.
    asked = requests_of(person)
    MailWording.objects.filter(mail__in=asked).delete()
    asked.update(subject="", search_words="", body="", problem="", message_id="")


def _replace_names(person: Person) -> None:
    for place in sorted(SCRUBBED):
        label, _, name = place.rpartition(".")
        rows = apps.get_model(label)._default_manager
        for key, value in list(persons.mentions(place, person)):
            row = rows.get(pk=key)
            setattr(row, name, _without(value, person))
            rows.filter(pk=key).update(**{name: getattr(row, name)}, **search_columns(row))
    for place in sorted(GO_WHEN_NAMED):
        label = place.rpartition(".")[0]
        keys = [key for key, _value in persons.mentions(place, person)]
        apps.get_model(label)._default_manager.filter(pk__in=keys).delete()


def _without(value, person: Person):
    """The same value, each text in it without the person. A mark is never longer than a name."""
    if isinstance(value, str):
        return person.words.sub("[…]", value)
    said = person.words.sub("[…]", json.dumps(value, ensure_ascii=False))
    return json.loads(said)


def _take_rows_away(person: Person) -> None:
    ended(UserSession.objects.filter(user__in=person.accounts))
    for session in persons.sessions_of(person):
        session.delete()
    persons.presences_of(person).delete()
    # What belongs to a row that goes is taken away before it.
    for label, path in sorted(ROWS_GO.items(), key=lambda item: -item[1].count("__")):
        persons.own_rows(label, path, person).delete()


def _become_nobody(user: User) -> None:
    user.email = f"{user.ref}@{DOMAIN}"
    with translation.override(settings.LANGUAGE_CODE):
        user.name = gettext(SOMEBODY)
    user.mail_refused_on, user.mail_refused_why, user.last_login = None, "", None
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
    user.__dict__.pop("role_names", None)
