"""A coordinator sets the rounds of an election at the desk, and with them its silence."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from communes.actions.elections import change_round, silence_of
from communes.models import Election
from communes.queries import frozen_until
from ledger.reading import history_of

ADD = reverse("admin:communes_election_add")
PARIS = ZoneInfo("Europe/Paris")
BY_ELECTION = {
    "slug": "partielle-fictive",
    "name": "Partielle fictive",
    "by_election": "on",
    "round_1": "29/11/2026",
    "round_2": "06/12/2026",
}


@pytest.fixture
def by_election(desk, coordinator, in_french):
    """As created from the form, with its two rounds."""
    assert desk(coordinator).post(ADD, BY_ELECTION).status_code == 302
    return Election.objects.get(slug="partielle-fictive")


def page_of(election) -> str:
    return reverse("admin:communes_election_change", args=[election.pk])


def silences(election) -> list[tuple]:
    rows = election.rounds.order_by("number")
    return [(row.number, row.freeze_from, row.freeze_until) for row in rows]


def test_its_rounds_bring_their_silence(by_election):
    first, second = date(2026, 11, 29), date(2026, 12, 6)
    assert silences(by_election) == [(1, *silence_of(first)), (2, *silence_of(second))]
    with time_machine.travel(datetime(2026, 11, 28, 12, tzinfo=PARIS), tick=False):
        assert frozen_until(by_election, timezone.now()) == silence_of(first)[1]
    steps = [one.step for one in history_of("election", by_election.slug)]
    assert steps == ["create", "add_round", "add_round"]


def test_without_a_first_round_nothing_is_created(desk, coordinator):
    answer = desk(coordinator).post(ADD, BY_ELECTION | {"round_1": ""})
    assert answer.context["adminform"].form.errors.keys() == {"round_1"}
    assert not Election.objects.filter(slug="partielle-fictive").exists()


def test_a_round_put_off_takes_its_silence_along(desk, coordinator, by_election, typed_in):
    client = desk(coordinator)
    posted = typed_in(client.get(page_of(by_election))) | {
        "round_2": "13/12/2026",
        "reason": "Report.",
    }
    assert client.post(page_of(by_election), posted).status_code == 302
    assert silences(by_election)[1] == (2, *silence_of(date(2026, 12, 13)))
    last = list(history_of("election", by_election.slug))[-1]
    assert (last.step, last.reason, last.version) == ("change_round", "Report.", 4)


def test_a_silence_is_typed_on_the_clock_of_paris(desk, coordinator, by_election, typed_in):
    client = desk(coordinator)
    posted = typed_in(client.get(page_of(by_election))) | {"until_1": "2026-11-29T18:00"}
    assert client.post(page_of(by_election), posted).status_code == 302
    assert silences(by_election)[0][2] == datetime(2026, 11, 29, 18, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"until_1": "2026-11-27T18:00"}, "__all__"),
        ({"round_2": "", "from_2": "", "until_2": ""}, "round_2"),
        ({"from_1": "samedi"}, "from_1"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_moves(
    desk, coordinator, by_election, typed_in, typed, field
):
    client, before = desk(coordinator), silences(by_election)
    posted = typed_in(client.get(page_of(by_election))) | {"name": "Autre nom"} | typed
    answer = client.post(page_of(by_election), posted)
    assert answer.context["adminform"].form.errors.keys() == {field}
    assert silences(by_election) == before
    by_election.refresh_from_db()
    assert (by_election.name, by_election.version) == ("Partielle fictive", 3)


def test_two_coordinators_at_once(desk, coordinator, by_election, typed_in):
    client = desk(coordinator)
    posted = typed_in(client.get(page_of(by_election))) | {"round_1": "20/12/2026"}
    row = by_election.rounds.get(number=1)
    change_round(round_id=row.pk, date=date(2026, 12, 13))
    answer = client.post(page_of(by_election), posted)
    assert answer.status_code == 409
    [differs] = [one for one in answer.context["rows"] if one.name == "round_1"]
    assert [differs.opened, differs.now, differs.typed] == [
        "29 novembre 2026",
        "13 décembre 2026",
        "20 décembre 2026",
    ]
    assert silences(by_election)[0] == (1, *silence_of(date(2026, 12, 13)))


def test_its_name_is_corrected_and_its_address_stays(desk, coordinator, by_election, typed_in):
    client = desk(coordinator)
    posted = typed_in(client.get(page_of(by_election))) | {
        "name": "Partielle inventée",
        "slug": "autre",
    }
    assert client.post(page_of(by_election), posted).status_code == 302
    by_election.refresh_from_db()
    assert (by_election.name, by_election.slug) == ("Partielle inventée", "partielle-fictive")


def test_others_read_the_rounds(desk, moderator, by_election):
    client = desk(moderator)
    page = client.get(page_of(by_election))
    assert "29 novembre 2026" in page.content.decode()
    assert "_save" not in page.content.decode()
    assert client.post(page_of(by_election), {"name": "X"}).status_code == 403
