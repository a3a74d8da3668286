"""`at=`: the state, wording and lists of a past day; what cannot be asked of it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from communes.actions.candidates import apply_batch
from communes.actions.lists import correct_list, merge_list, set_official_outcomes
from communes.importers.plan import Sheet
from communes.models import Candidate, ElectoralList
from letters.actions.filing import describe
from pledges.actions import mandates
from tests import factories

pytestmark = pytest.mark.django_db
START = datetime(2026, 4, 7, 9, 30, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


def test_a_minute_before_it_was_not_known(reader, saint_denis):
    with time_machine.travel(START, tick=False):
        ref = factories.make_commitment("published").ref
    assert reader.read(f"commitments/{ref}/", {"at": "2026-04-07T11:30"}).status_code == 200
    reader.problem(f"commitments/{ref}/", {"at": "2026-04-07T11:29"}, status=404)
    reader.problem(f"commitments/{ref}/", {"at": "2026-04-06"}, status=404)
    assert reader.rows("commitments/", {"at": "2026-04-06"}) == []


def test_the_list_of_the_day_comes_back_after_a_merge(reader, saint_denis):
    with time_machine.travel(START, tick=False):
        commitment = factories.make_commitment("published")
        gone = commitment.electoral_list
        kept = factories.make_list(election=gone.election, commune=gone.commune)
    with time_machine.travel(START + timedelta(days=2), tick=False):
        factories.make_merge("merged", kept=kept, gone=gone)
    path = f"commitments/{commitment.ref}/"
    assert reader.read(path, {"at": "2026-04-08"}).json()["list"] == gone.ref
    assert reader.read(path).json()["list"] == kept.ref


def test_a_past_day_is_filtered_by_the_list_of_that_day(reader, saint_denis):
    names = ("commitments", "reports", "assessments", "replies", "signatures")
    names += ("letters", "passages")
    with time_machine.travel(START, tick=False):
        commitment = factories.make_commitment("published")
        gone = commitment.electoral_list
        kept = factories.make_list(election=gone.election, commune=gone.commune)
        factories.make_report("published", commitment=commitment)
        factories.make_assessment("published", commitment=commitment)
        factories.make_signature("published", electoral_list=gone)
        letter = commitment.quotes.get().passage.letter_version.letter
        factories.make_public_text(letter=letter)
    with time_machine.travel(START + timedelta(days=2), tick=False):
        factories.make_merge("merged", kept=kept, gone=gone)
    found = {
        (name, day, one.ref): len(reader.rows(f"{name}/", {"at": day, "list": one.ref}))
        for name in names
        for day in ("2026-04-08", "2026-04-09")
        for one in (gone, kept)
    }
    then, after = "2026-04-08", "2026-04-09"
    wanted = {(then, gone.ref): 1, (then, kept.ref): 0, (after, gone.ref): 0, (after, kept.ref): 1}
    assert found == {(name, *cell): number for name in names for cell, number in wanted.items()}


@pytest.mark.parametrize("name", ["letters", "passages"])
def test_a_letter_described_anew_was_of_its_former_place(reader, saint_denis, elsewhere, name):
    with time_machine.travel(START, tick=False):
        commitment = factories.make_commitment("published")
        letter = commitment.quotes.get().passage.letter_version.letter
        factories.make_public_text(letter=letter)
    letter.refresh_from_db()
    other = factories.make_list(election=factories.make_election("autre"), commune=elsewhere)
    with time_machine.travel(START + timedelta(days=2), tick=False):
        describe(
            letter_ref=letter.ref,
            version=letter.version,
            by=factories.anyone("volunteer"),
            electoral_list=other,
        )
    for query, day, number in (
        ({"commune": "93066"}, "2026-04-08", 1),
        ({"commune": elsewhere.code}, "2026-04-08", 0),
        ({"department": elsewhere.department.code}, "2026-04-09", 1),
        ({"election": "autre"}, "2026-04-09", 1),
        ({"election": "autre"}, "2026-04-08", 0),
    ):
        assert len(reader.rows(f"{name}/", query | {"at": day})) == number, (query, day)
    [row] = reader.rows(f"{name}/", {"at": "2026-04-08"})
    assert row["list"] == commitment.electoral_list.ref


def test_a_list_merged_since_has_its_page_of_then(reader, saint_denis):
    with time_machine.travel(START, tick=False):
        gone = factories.make_list(label="Première saisie")
        kept = factories.make_list(election=gone.election, commune=gone.commune)
    with time_machine.travel(START + timedelta(days=2), tick=False):
        factories.make_merge("merged", kept=kept, gone=gone)
    path = f"lists/{gone.ref}/"
    assert reader.read(path, {"at": "2026-04-08"}).json()["label"] == "Première saisie"
    answer = reader.read(path, {"at": "2026-04-09"})
    assert answer.status_code == 308
    assert answer.headers["Location"].endswith(f"/lists/{kept.ref}/?at=2026-04-09")
    assert {row["ref"] for row in reader.rows("lists/", {"at": "2026-04-08"})} == {
        gone.ref,
        kept.ref,
    }
    assert [row["ref"] for row in reader.rows("lists/", {"at": "2026-04-09"})] == [kept.ref]


@pytest.fixture
def imported(saint_denis):
    """A list that an official file brought, without an entry of its own."""
    with time_machine.travel(START, tick=False):
        election = factories.make_election()
        row = ElectoralList(election=election, commune=saint_denis, label="Avant", panel_number=3)
        apply_batch(sheets=(Sheet(ElectoralList, (), create=[row]), Sheet(Candidate, ())))
    return ElectoralList.objects.get(label="Avant")


@pytest.mark.parametrize("how", ["corrected", "imported", "results"])
def test_an_imported_list_is_told_as_it_came_and_as_it_became(reader, imported, how):
    path = f"lists/{imported.ref}/"
    came = reader.read(path).json()
    assert reader.read(path, {"at": "2026-04-07"}).json() == came
    reader.problem(path, {"at": "2026-04-06"}, status=404)
    with time_machine.travel(START + timedelta(days=2), tick=False):
        if how == "corrected":
            correct_list(list_id=imported.pk, version=1, label="Après", panel_number=4)
        elif how == "imported":
            imported.label = "Après"
            lists = Sheet(ElectoralList, ("label", "search_label"), update=[imported])
            apply_batch(sheets=(lists, Sheet(Candidate, ())))
        else:
            set_official_outcomes(outcomes=[(imported.pk, 1, "majority")])
    became = reader.read(path).json()
    with time_machine.travel(START + timedelta(days=4), tick=False):
        merge_list(list_id=imported.pk, into_id=factories.make_list().pk, version=2)
    assert became != came
    assert reader.read(path, {"at": "2026-04-08"}).json() == came
    assert reader.read(path, {"at": "2026-04-10"}).json() == became
    assert reader.read(path).json()["outcome"] == "merged"


def test_a_mandate_is_told_as_it_was_known_that_day(reader, saint_denis):
    with time_machine.travel(START, tick=False):
        commitment = factories.make_commitment("published")
    with time_machine.travel(START + timedelta(days=2), tick=False):
        change = factories.make_mandate_change(
            "in_force", electoral_list=commitment.electoral_list, since=START.date()
        )
    path = f"commitments/{commitment.ref}/"
    assert reader.read(path).json()["mandate"]["effect"] == "suspended"
    assert reader.read(path, {"at": "2026-04-08"}).json()["mandate"] is None
    with time_machine.travel(START + timedelta(days=4), tick=False):
        mandates.lift(ref=change.ref, by=change.created_by, version=2, reason="Levé.")
    assert reader.read(path).json()["mandate"] is None
    assert reader.read(path, {"at": "2026-04-10"}).json()["mandate"]["effect"] == "suspended"


def test_the_old_wording_and_its_progress_come_back(reader, saint_denis):
    with time_machine.travel(START, tick=False):
        commitment = factories.make_commitment("published", title="Avant")
    with time_machine.travel(START + timedelta(days=2), tick=False):
        factories.make_correction("accepted", commitment=commitment, title="Après")
        factories.make_assessment("published", commitment=commitment)
    path = f"commitments/{commitment.ref}/"
    then, now = reader.read(path, {"at": "2026-04-08"}).json(), reader.read(path).json()
    assert (then["title"], then["progress"], then["revision"]) == ("Avant", "not_assessed", 1)
    assert (now["title"], now["progress"], now["revision"]) == ("Après", "in_progress", 2)
    assert then["page"].endswith("-avant/")


def test_pages_of_a_past_day_are_walked_whole(reader, saint_denis):
    refs = {factories.make_commitment("published").ref for _ in range(3)}
    today = f"{datetime.now(PARIS):%Y-%m-%d}"
    answer = reader.read("commitments/", {"at": today, "limit": "2"}).json()
    seen = [row["ref"] for row in answer["results"]]
    seen += [row["ref"] for row in reader.read(answer["next"]).json()["results"]]
    assert seen == sorted(refs)


def test_a_past_day_keeps_the_filters_that_cannot_have_changed(reader, saint_denis, elsewhere):
    here = factories.make_commitment("published", electoral_list=factories.make_list())
    factories.make_commitment("published", electoral_list=factories.make_list(commune=elsewhere))
    today = f"{datetime.now(PARIS):%Y-%m-%d}"
    rows = reader.rows("commitments/", {"at": today, "commune": "93066"})
    assert [row["ref"] for row in rows] == [here.ref]
    for name, value in (
        ("progress", "kept"),
        ("q", "école"),
        ("firmness", "firm"),
        ("state", "published"),
    ):
        assert (
            reader.problem("commitments/", {"at": today, name: value})["errors"][0]["field"] == name
        )


@pytest.mark.parametrize(
    "at",
    [
        "",
        "hier",
        "2026-02-30",
        "2026-04-07T25:00",
        "2026-4-7",
        "2999-01-01",
        "9999-12-31",
        "0000-01-01",
    ],
)
def test_a_moment_that_cannot_be_is_refused(db, reader, at):
    assert reader.problem("commitments/", {"at": at})["errors"][0]["field"] == "at"


QUERIES = {
    "commitments": 7,
    "reports": 4,
    "assessments": 6,
    "signatures": 4,
    "replies": 6,
    "evidence": 2,
    "letters": 6,
    "passages": 6,
    "lists": 3,
    "elections": 4,
    "pacts": 5,
}


def test_a_past_day_costs_the_same_at_one_and_three_rows(
    reader, saint_denis, django_assert_num_queries
):
    """Among them the number of the last entry, for the ETag."""
    today = f"{datetime.now(PARIS):%Y-%m-%d}"
    for number in range(1, 4):
        commitment = factories.make_commitment("published")
        factories.make_report("published", commitment=commitment)
        factories.make_assessment("published", commitment=commitment)
        factories.make_signature("published")
        letter = commitment.quotes.get().passage.letter_version.letter
        factories.make_public_text(letter=letter)
        factories.make_election(f"partielle-{number}")
        for name, queries in QUERIES.items():
            with django_assert_num_queries(queries, info=name):
                assert len(reader.rows(f"{name}/", {"at": today})) >= number, name
