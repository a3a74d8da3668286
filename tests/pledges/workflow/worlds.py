"""One object per state with its whole cast, for the tests that try everyone on everything."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from accounts.actions.people import close_account
from accounts.models import User
from communes.actions.contacts import declare_conflict
from communes.models import ElectoralList
from pledges.actions.perform import perform
from pledges.models import Commitment, OutboxMail
from tests import factories
from tests.factories.commitments import REASON
from tests.factories.standing import standing

# Days of an election that is not the real one, so that no test depends on today.
ROUNDS = (date(2028, 3, 12), date(2028, 3, 19))
BEFORE = datetime(2028, 2, 1, 12, tzinfo=timezone.get_fixed_timezone(60))
SILENCE = datetime(2028, 3, 11, 12, tzinfo=timezone.get_fixed_timezone(60))
GIVEN = {"signed_on": date(2028, 1, 31), "checked_with": "mairie@factories.example"}


@dataclass
class World:
    """An object of `kind`, and the people who may try something on it."""

    kind: str
    obj: Any
    people: dict[str, Any]
    stands: tuple = ()
    settled: str = ""

    def settle(self) -> "World":
        """From now on `stands` says how the object stands, and `put_back` leads here again."""
        self.stands, self.settled = standing(self.obj), transaction.savepoint()
        return self

    def put_back(self) -> None:
        transaction.savepoint_rollback(self.settled)


@dataclass(frozen=True)
class Ground:
    """What every world stands on; read again for each, since rows remember what they read."""

    electoral_list: ElectoralList
    published: Commitment
    people: dict[str, Any]

    def read_again(self) -> "Ground":
        lists = ElectoralList.objects.select_related("commune", "election")
        users = User.objects.in_bulk([one.pk for one in self.people.values() if one.pk])
        return Ground(
            lists.get(pk=self.electoral_list.pk),
            Commitment.objects.get(pk=self.published.pk),
            {name: users.get(one.pk) or AnonymousUser() for name, one in self.people.items()},
        )


# The ground of the tests that asked for `common_ground`; others have one made for each world.
common: Ground | None = None


def make_ground() -> Ground:
    """A list with a published commitment, and everybody."""
    election = factories.make_election("scrutin-invente", ROUNDS)
    electoral_list = factories.make_list(election=election)
    people = _people(electoral_list)
    published = factories.make_commitment("published", electoral_list=electoral_list)
    return Ground(electoral_list, published, people)


def build(kind: str, state: str) -> World:
    """An object of `kind` in `state` written by `author`; its mails so far are forgotten."""
    ground = common.read_again() if common else make_ground()
    obj = _MAKERS[kind](state, ground, ground.people)
    OutboxMail.objects.all().delete()
    return World(kind, obj, ground.people)


def _people(electoral_list) -> dict[str, Any]:
    people = {
        "anonymous": AnonymousUser(),
        "stranger": factories.somebody(),
        "superuser": User.objects.create_superuser("super@factories.example", name="Super"),
        "camille": factories.make_contact(electoral_list.commune),
        "dominique": factories.make_contact(factories.make_commune("01053", "Bourg-en-Bresse")),
        "former": factories.make_contact(
            electoral_list.commune,
            user=factories.somebody("contact"),
            end=timezone.localdate() - timedelta(days=30),
        ),
        "volunteer": factories.somebody("volunteer"),
        "author": factories.somebody("moderator"),
        "second": factories.somebody("moderator"),
        "tied": factories.somebody("moderator"),
        "closed": factories.somebody("moderator"),
        "coordinator": factories.somebody("coordinator"),
        "second_coordinator": factories.somebody("coordinator"),
    }
    declare_conflict(user=people["tied"], electoral_list=electoral_list, reason="Colistière.")
    people["closed"] = close_account(
        user_id=people["closed"].pk, by=people["coordinator"], reason=REASON
    )
    return people


def _letter(state, ground, people):
    letter = factories.make_letter(ground.electoral_list, by=people["author"], state=state)
    if state == "being_read":
        # Every passage is decided, so that only who holds the letter matters.
        for passage in letter.latest.passages.all():
            factories.decide(passage, "rejected", by=people["author"])
    return letter


def _text(state, ground, people):
    return factories.make_public_text(
        state, letter=factories.make_letter(ground.electoral_list), by=people["author"]
    )


def _commitment(state, ground, people):
    quote = ground.published.quotes.get()
    return factories.make_commitment(
        state,
        passage=quote.passage,
        pact_version=ground.published.pact_version,
        by=people["author"],
        coordinator=people["coordinator"],
    )


def _correction(state, ground, people):
    return factories.make_correction(state, commitment=ground.published, by=people["author"])


def _signature(state, ground, people):
    return factories.make_signature(
        state, electoral_list=ground.electoral_list, by=people["author"]
    )


def _solicitation(state, ground, people):
    return factories.make_solicitation(
        state, electoral_list=ground.electoral_list, by=people["author"]
    )


def _report(state, ground, people):
    return factories.make_report(state, commitment=ground.published, by=people["camille"])


def _assessment(state, ground, people):
    assessment = factories.make_assessment(state, commitment=ground.published, by=people["author"])
    if state == "notified":
        factories.make_reply(assessment)
    return assessment


def _reply(state, ground, people):
    assessment = factories.make_assessment(
        "notified", commitment=ground.published, by=people["author"]
    )
    reply = factories.make_reply(assessment, by=people["camille"])
    reply = factories.to_withhold(reply, state, by=people["author"], second=people["second"])
    if state == "withheld":
        # Later than the decision, on a clock that stands still.
        with time_machine.travel(timezone.now() + timedelta(seconds=1), tick=False):
            reply = factories.rewritten(reply, by=people["camille"])
    return reply


def _extension(state, ground, people):
    commitment = ground.published
    assessment = factories.make_assessment("notified", commitment=commitment, by=people["author"])
    return factories.make_extension(state, assessment=assessment, by=people["camille"])


def _access_request(state, ground, people):
    return factories.make_access_request(state, territory=ground.electoral_list.commune)


def _mandate_change(state, ground, people):
    """Prepared by one coordinator, put in force by the other: neither does the rest alone."""
    change = factories.make_mandate_change(
        electoral_list=ground.electoral_list, by=people["coordinator"]
    )
    steps = {"in_force": ("apply",), "lifted": ("apply", "lift"), "dropped": ("drop",)}
    for step in steps.get(state, ()):
        by = people["second_coordinator" if step == "apply" else "coordinator"]
        change = perform(
            kind="mandate_change",
            step=step,
            ref=change.ref,
            by=by,
            version=change.version,
            reason=REASON,
        )
    return change


def _merge(state, ground, people):
    return factories.make_merge(state, kept=ground.electoral_list, by=people["author"])


_MAKERS = {
    "letter": _letter,
    "letter_text": _text,
    "commitment": _commitment,
    "correction": _correction,
    "signature": _signature,
    "solicitation": _solicitation,
    "report": _report,
    "assessment": _assessment,
    "reply": _reply,
    "extension": _extension,
    "access_request": _access_request,
    "mandate_change": _mandate_change,
    "merge": _merge,
}
