from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from communes.actions.elections import add_round, change_round, create_election, silence_of
from communes.models import Election, Round
from ledger.models import Entry
from ledger.reading import history_of
from ledger.refusals import Invalid, NotAllowed

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def test_silence_goes_from_the_eve_at_midnight_to_the_close_of_the_polls():
    assert silence_of(date(2026, 3, 15)) == (
        datetime(2026, 3, 13, 23, 0, tzinfo=UTC),
        datetime(2026, 3, 15, 19, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        # Clocks go forward in the night of 28 to 29 March 2026: the silence has 43 hours.
        (
            date(2026, 3, 29),
            datetime(2026, 3, 27, 23, tzinfo=UTC),
            datetime(2026, 3, 29, 18, tzinfo=UTC),
        ),
        # Clocks go back in the night of 24 to 25 October 2026: the silence has 45 hours.
        (
            date(2026, 10, 25),
            datetime(2026, 10, 23, 22, tzinfo=UTC),
            datetime(2026, 10, 25, 19, tzinfo=UTC),
        ),
        (
            date(2026, 6, 21),
            datetime(2026, 6, 19, 22, tzinfo=UTC),
            datetime(2026, 6, 21, 18, tzinfo=UTC),
        ),
    ],
)
def test_silence_follows_the_clock_of_paris_in_summer_and_winter(day, start, end):
    assert silence_of(day) == (start, end)


def test_creating_an_election_and_its_rounds_is_in_the_ledger(coordinator):
    election = create_election(slug="m26", name="Municipales", by=coordinator)
    first = add_round(election=election, number=1, date=date(2026, 3, 15), by=coordinator)

    assert (first.freeze_from, first.freeze_until) == silence_of(date(2026, 3, 15))
    created, added = history_of("election", "m26")
    assert (created.version, created.step, created.actor_ref) == (1, "create", coordinator.ref)
    assert (added.version, added.step, added.role) == (2, "add_round", "coordinator")
    assert added.snapshot["rounds"][0]["date"] == "2026-03-15"
    election.refresh_from_db()
    assert (election.version, election.created_by) == (2, coordinator)


def test_a_round_may_say_its_own_silence(election):
    start = datetime(2026, 5, 1, 0, 0, tzinfo=PARIS)
    end = datetime(2026, 5, 3, 18, 0, tzinfo=PARIS)
    third = add_round(
        election=election, number=3, date=date(2026, 5, 3), freeze_from=start, freeze_until=end
    )
    assert Round.objects.get(pk=third.pk).freeze_until == end


def test_a_round_put_off_keeps_its_row_and_its_past(election, coordinator):
    second = election.rounds.get(number=2)
    change_round(
        round_id=second.pk, date=date(2026, 6, 28), reason="Report du second tour", by=coordinator
    )

    second.refresh_from_db()
    assert (second.freeze_from, second.freeze_until) == silence_of(date(2026, 6, 28))
    past, present = list(history_of("election", election.slug))[-2:]
    assert past.snapshot["rounds"][1]["date"] == "2026-03-22"
    assert present.snapshot["rounds"][1]["date"] == "2026-06-28"
    assert present.reason == "Report du second tour"


def test_only_coordinators(moderator, election):
    entries = Entry.objects.count()
    with pytest.raises(NotAllowed):
        create_election(slug="x", name="X", by=moderator)
    with pytest.raises(NotAllowed):
        add_round(election=election, number=3, date=date(2026, 4, 1), by=moderator)
    with pytest.raises(NotAllowed):
        change_round(round_id=election.rounds.first().pk, date=date(2026, 4, 1), by=moderator)
    assert (Election.objects.count(), Round.objects.count()) == (1, 2)
    assert Entry.objects.count() == entries


def test_the_same_slug_or_number_twice_is_refused_with_the_field(election):
    entries = Entry.objects.count()
    with pytest.raises(Invalid) as refused:
        create_election(slug=election.slug, name="X")
    assert "slug" in refused.value.errors
    with pytest.raises(Invalid):
        add_round(election=election, number=1, date=date(2026, 4, 1))
    assert Entry.objects.count() == entries


def test_nothing_is_written_when_the_ledger_fails(election, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("ledger")

    monkeypatch.setattr(Entry, "save", fail)
    with pytest.raises(OSError, match="ledger"):
        add_round(election=election, number=3, date=date(2026, 4, 1))
    assert Round.objects.count() == 2
    assert Election.objects.get().version == 3
