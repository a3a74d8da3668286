from datetime import UTC, date, datetime, timedelta

import pytest

from communes.actions.contacts import add_contact, declare_conflict
from communes.actions.elections import add_round, create_election
from communes.actions.lists import Person, create_list
from communes.finding import search_lists
from communes.models import Commune, Membership, Succession
from communes.policies import may_publish_now
from communes.queries import (
    TerritoryKeys,
    frozen_until,
    has_conflict,
    intercommunalities_of,
    members_of,
    resolve_commune,
    speaks_for,
    territories_of,
    territory_keys_of,
)

pytestmark = pytest.mark.django_db
START, END = date(2026, 4, 1), date(2026, 9, 30)
DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def closed(department):
    def make(code, **more):
        day = date(2025, 1, 1)
        return Commune.objects.create(
            code=code, name=f"Ancienne {code}", department=department, closed_on=day, **more
        )

    return make


def test_former_code_leads_to_the_successor_even_when_its_row_remains(closed, saint_denis):
    closed("93059")
    Succession.objects.create(old_code="93059", commune=saint_denis)
    assert resolve_commune("93059").commune == saint_denis
    assert resolve_commune("93059", "COM").commune == saint_denis
    assert resolve_commune("93059", "COMD") is None


def test_successions_are_followed_one_after_the_other(closed, saint_denis):
    between = closed("93900")
    Succession.objects.create(old_code="93059", commune=between)
    last = Succession.objects.create(old_code="93900", commune=saint_denis)
    found = resolve_commune("93059")
    assert (found.commune, found.succession) == (saint_denis, last)


def test_successions_that_turn_in_a_ring_end(closed):
    one, two = closed("93901"), closed("93902")
    Succession.objects.create(old_code="93901", commune=two)
    Succession.objects.create(old_code="93902", commune=one)
    assert resolve_commune("93901").commune == one


def test_closed_commune_without_successor_stays_readable(closed):
    alone = closed("93903")
    found = resolve_commune("93903")
    assert (found.commune, found.succession) == (alone, None)


def test_memberships_are_read_at_a_date_both_days_included(saint_denis, plaine_commune):
    Membership.objects.update(start=START, end=END)
    for day, inside in (
        (START - DAY, False),
        (START, True),
        (END, True),
        (END + DAY, False),
    ):
        assert members_of(plaine_commune, day).exists() is inside, day
        assert intercommunalities_of(saint_denis, day).exists() is inside, day


@pytest.fixture
def contact(stranger, saint_denis):
    return add_contact(user=stranger, quality="agent", start=START, end=END, commune=saint_denis)


def test_a_contact_speaks_from_until_both_days_included(contact, stranger, saint_denis):
    for day, inside in (
        (START - DAY, False),
        (START, True),
        (END, True),
        (END + DAY, False),
    ):
        assert speaks_for(stranger, saint_denis, day) is inside, day
        assert bool(territories_of(stranger, day)) is inside, day


def test_a_contact_of_a_commune_speaks_for_nothing_else(
    contact, stranger, elsewhere, plaine_commune
):
    assert not speaks_for(stranger, elsewhere, START)
    assert not speaks_for(stranger, plaine_commune, START)


def test_a_contact_of_an_intercommunality_does_not_speak_for_its_communes(
    moderator, saint_denis, plaine_commune
):
    add_contact(user=moderator, quality="elected", start=START, intercommunality=plaine_commune)
    assert speaks_for(moderator, plaine_commune, START)
    assert not speaks_for(moderator, saint_denis, START)
    found = territories_of(moderator, START)
    assert (found.communes, found.intercommunalities) == ((), (plaine_commune,))
    assert territory_keys_of(moderator, START) == TerritoryKeys(
        intercommunalities=frozenset({plaine_commune.pk})
    )


def test_nobody_speaks_without_an_account(contact, saint_denis):
    from django.contrib.auth.models import AnonymousUser

    for nobody in (None, AnonymousUser()):
        assert not territories_of(nobody)
        assert not territory_keys_of(nobody)
        assert not speaks_for(nobody, saint_denis, START)
        assert not has_conflict(nobody, commune=saint_denis)


def test_territories_cost_one_query(
    contact, stranger, elsewhere, plaine_commune, django_assert_num_queries
):
    with django_assert_num_queries(1):
        one = [row.department.name for row in territories_of(stranger, START).communes]
    add_contact(user=stranger, quality="agent", start=START, commune=elsewhere)
    add_contact(user=stranger, quality="agent", start=START, intercommunality=plaine_commune)
    with django_assert_num_queries(1):
        found = territories_of(stranger, START)
        two = [row.department.name for row in found.communes]
    assert (one, two) == (["Seine-Saint-Denis"], ["Ain", "Seine-Saint-Denis"])
    assert found.intercommunalities == (plaine_commune,)
    with django_assert_num_queries(1):
        keys = territory_keys_of(stranger, START)
    assert keys.communes == {one.pk for one in found.communes}
    assert keys.intercommunalities == {plaine_commune.pk}
    assert not territory_keys_of(stranger, START - DAY)


def test_a_tie_counts_on_its_days(moderator, saint_denis, elsewhere):
    conflict = declare_conflict(user=moderator, reason="X", commune=saint_denis, on=START)
    conflict.ended_on = END
    conflict.save()
    for day, tied in ((START - DAY, False), (START, True), (END, True), (END + DAY, False)):
        assert has_conflict(moderator, commune=saint_denis, on=day) is tied, day
    assert not has_conflict(moderator, commune=elsewhere, on=START)
    assert not has_conflict(moderator, on=START)


def test_a_tie_to_a_list_is_a_tie_to_its_rivals_and_its_commune(
    moderator, second_moderator, electoral_list, election, elsewhere
):
    rival = create_list(election=election, commune=electoral_list.commune, label="Rivale")
    far = create_list(election=election, commune=elsewhere, label="Lointaine")
    declare_conflict(user=moderator, reason="X", electoral_list=electoral_list, on=START)
    assert has_conflict(moderator, electoral_list=electoral_list, on=START)
    assert has_conflict(moderator, electoral_list=rival, on=START)
    assert has_conflict(moderator, commune=electoral_list.commune, on=START)
    assert not has_conflict(moderator, electoral_list=far, on=START)
    assert not has_conflict(second_moderator, electoral_list=electoral_list, on=START)


def test_a_tie_to_a_commune_is_a_tie_to_its_lists(moderator, electoral_list, saint_denis):
    declare_conflict(user=moderator, reason="X", commune=saint_denis, on=START)
    assert has_conflict(moderator, electoral_list=electoral_list, on=START)


def test_silence_begins_and_ends_to_the_instant(election):
    start = datetime(2026, 3, 13, 23, 0, tzinfo=UTC)
    end = datetime(2026, 3, 15, 19, 0, tzinfo=UTC)
    assert frozen_until(election, start - INSTANT) is None
    assert frozen_until(election, start) == end
    assert frozen_until(election, end - INSTANT) == end
    assert frozen_until(election, end) is None


def test_silence_of_one_election_is_not_that_of_another_but_counts_for_all(election):
    later = create_election(slug="partielle", name="Partielle", by_election=True)
    add_round(election=later, number=1, date=date(2026, 3, 16))
    at = datetime(2026, 3, 15, 12, 0, tzinfo=UTC)
    assert frozen_until(election, at) == datetime(2026, 3, 15, 19, 0, tzinfo=UTC)
    assert frozen_until(later, at) == datetime(2026, 3, 16, 19, 0, tzinfo=UTC)
    assert frozen_until(None, at) == datetime(2026, 3, 16, 19, 0, tzinfo=UTC)
    assert frozen_until(None, at + 3 * DAY) is None


def test_publishing_waits_for_the_end_of_the_silence(election):
    at = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
    refused = may_publish_now(election, at)
    assert not refused
    assert "until the polls close" in refused.reason
    assert may_publish_now(election, at + 2 * DAY)


def named(lists):
    return [row.label for row in lists]


@pytest.fixture
def lists(election, saint_denis, elsewhere):
    create_list(
        election=election,
        commune=saint_denis,
        label="Œuvrons ensemble",
        panel_number=2,
        candidates=[Person(1, "Élise", "D'Été", True), Person(2, "Bo", "Feint")],
    )
    create_list(election=election, commune=saint_denis, label="Pour la ville", panel_number=1)
    create_list(election=election, commune=elsewhere, label="Ensemble", panel_number=1)


def test_lists_are_found_by_label_head_or_commune(lists):
    assert named(search_lists("oeuvr")) == ["Œuvrons ensemble"]
    assert named(search_lists("ensemble")) == ["Ensemble", "Œuvrons ensemble"]
    assert named(search_lists("Elise d'ete")) == ["Œuvrons ensemble"]
    assert named(search_lists("d'été")) == ["Œuvrons ensemble"]
    assert named(search_lists("st-denis")) == ["Pour la ville", "Œuvrons ensemble"]
    assert named(search_lists("93066")) == ["Pour la ville", "Œuvrons ensemble"]
    assert named(search_lists("feint")) == named(search_lists("")) == []


def test_lists_of_one_election_only(lists, elsewhere):
    other = create_election(slug="autre", name="Autre")
    create_list(election=other, commune=elsewhere, label="Ensemble ailleurs")
    assert named(search_lists("ensemble", other)) == ["Ensemble ailleurs"]


def test_searching_lists_costs_the_same_for_one_and_for_three(lists, django_assert_num_queries):
    for typed, count in (("oeuvr", 1), ("ensemble", 2)):
        with django_assert_num_queries(6):
            found = search_lists(typed)
            heads = [(row.head, row.commune.department.name, row.election.name) for row in found]
        assert len(heads) == count
