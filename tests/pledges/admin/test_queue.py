"""The first page for those who work: whose turn, what came back and why, filters in the address."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communes.models import Round
from pledges.actions import review
from pledges.models import Commitment, Signature
from tests.cast import person
from tests.factories.commitments import make_commitment, make_correction
from tests.factories.letters import make_letter
from tests.factories.mandate import make_assessment
from tests.factories.places import make_list
from tests.ground import of_the_ground

pytestmark = pytest.mark.usefixtures("shared_ground")
HOME = "/admin/"


def make_ground() -> SimpleNamespace:
    """One commitment to review, of the only list."""
    volunteer = person("Victoire", "volunteer")
    electoral_list = make_list(label="Une liste inventée")
    written = make_commitment("in_review", by=volunteer, electoral_list=electoral_list)
    return SimpleNamespace(volunteer=volunteer, electoral_list=electoral_list, written=written)


volunteer = of_the_ground("volunteer")
electoral_list = of_the_ground("electoral_list")
written = of_the_ground("written")


def groups(client, **asked):
    """Group title → labels of its lines that hold something."""
    found = client.get(HOME, asked).context["groups"]
    return {title: {line.label: line for line in lines} for title, lines in found}


def test_the_same_thing_waits_for_me_or_for_others(desk, written, volunteer, moderator):
    mine, others, communes = groups(desk(moderator)).values()
    assert mine["Commitments to review"].count == 1
    assert "Signed documents awaited" in communes
    assert others["Commitments I wrote, in review"].count == 0
    mine, others, _communes = groups(desk(volunteer)).values()
    assert others["Commitments to review"].count == 1
    assert "Commitments to review" not in mine


def test_what_i_wrote_waits_for_another(desk, written, moderator, electoral_list):
    # Nothing else waits.
    Commitment.objects.filter(pk=written.pk).update(state="draft")
    make_commitment("in_review", by=moderator, electoral_list=electoral_list)
    mine, others, _communes = groups(desk(moderator)).values()
    assert mine["Commitments to review"].count == 0
    assert others["Commitments I wrote, in review"].count == 1


def test_what_came_back_says_why(desk, written, volunteer, moderator, second_moderator):
    reason = "Le titre dit plus que la lettre."
    review.return_to_draft(ref=written.ref, by=moderator, version=written.version, reason=reason)
    correction = make_correction("declined", by=volunteer, moderator=second_moderator)
    page = desk(volunteer).get(HOME).content.decode()
    assert reason in page
    assert correction.answer in page
    assert reason not in desk(second_moderator).get(HOME).content.decode()
    again = Commitment.objects.get(pk=written.pk)
    review.submit(ref=again.ref, by=volunteer, version=again.version)
    assert reason not in desk(volunteer).get(HOME).content.decode()


def test_silences_and_deadlines_are_announced(desk, moderator, electoral_list):
    now = timezone.now()
    Round.objects.all().delete()
    for number, (begin, end) in enumerate([(-1, 1), (10, 12), (90, 92)], 1):
        Round.objects.create(
            election=electoral_list.election,
            number=number,
            date=now.date(),
            freeze_from=now + timedelta(days=begin),
            freeze_until=now + timedelta(days=end),
        )
    notices = desk(moderator).get(HOME).context["notices"]
    assert [one.running for one in notices] == [True, False]


def test_a_reply_s_deadline_is_announced(desk, moderator):
    assessment = make_assessment("notified")
    type(assessment).objects.filter(pk=assessment.pk).update(
        reply_until=timezone.now() + timedelta(days=3)
    )
    page = desk(moderator).get(HOME)
    assert str(assessment.commitment) in page.context["notices"][0].words
    communes = page.context["groups"][2][1]
    label = "Assessments the communes may reply to"
    assert next(line for line in communes if line.label == label).count == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"territory": "93"}, 1),
        ({"territory": "saint den"}, 1),
        ({"territory": "2A"}, 0),
        ({"q": "no such list"}, 0),
        ({"kind": "commitment"}, 1),
        ({"which": "late"}, 0),
        ({"which": "unclaimed"}, 1),
    ],
)
def test_the_address_filters(desk, written, moderator, asked, found):
    mine = groups(desk(moderator), **asked)["Waits for me"]
    line = mine["Commitments to review"]
    assert (line.count, len(line.items)) == (found, found)
    if asked.get("kind"):
        assert {one.model for one in mine.values()} == {Commitment}


@pytest.mark.parametrize("common", [False, True])
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("INVENTEE liste", 1),
        ("nventee", 0),
        ("liste absente", 0),
        ("saint-den", 1),
        ("Inventé", 1),
        ("e", 0),
    ],
)
def test_the_queue_is_filtered_by_words_as_the_tables_are_searched(
    desk, written, moderator, monkeypatch, typed, found, common
):
    if common:
        monkeypatch.setattr("accounts.searching.COMMON", -1)
    line = groups(desk(moderator), q=typed)["Waits for me"]["Commitments to review"]
    assert (line.count, len(line.items)) == (found, found)


def test_the_queue_is_filtered_by_a_reference_or_by_words_as_long(
    desk, written, moderator, electoral_list
):
    client = desk(moderator)
    typed = written.ref.upper()
    assert groups(client, q=typed)["Waits for me"]["Commitments to review"].count == 1
    type(electoral_list).objects.update(search_label="tout changera")
    assert groups(client, q="changera")["Waits for me"]["Commitments to review"].count == 1


def test_words_are_looked_for_once_for_every_line(desk, written, moderator):
    client = desk(moderator)
    client.get(HOME)
    with CaptureQueriesContext(connection) as plain:
        client.get(HOME, {"which": "late"})
    with CaptureQueriesContext(connection) as asked:
        client.get(HOME, {"which": "late", "q": "inventee"})
    # Communes, the words of lists, the lists; two lines are of no list, and ask nothing then.
    assert len(asked) == len(plain) + 3 - 2


def test_an_address_of_anything_is_a_page(desk, moderator):
    asked = {"which": "x", "kind": "x", "territory": "\0%' _", "q": "\0" + "é" * 300}
    assert desk(moderator).get(HOME, asked).status_code == 200


def test_what_i_read_is_named(desk, volunteer):
    make_letter(state="being_read", by=volunteer)
    line = groups(desk(volunteer))["Waits for me"]["Letters I am reading"]
    assert [item.until is not None for item in line.items] == [True]


def test_nothing_is_counted_to_its_end(
    desk, written, moderator, monkeypatch, django_assert_num_queries
):
    client = desk(moderator)
    client.get(HOME)
    with django_assert_num_queries(38) as seen:
        client.get(HOME)
    assert not [one["sql"] for one in seen.captured_queries if "COUNT(" in one["sql"]]
    monkeypatch.setattr("communes.admin.queue.CAP", 0)
    monkeypatch.setattr("accounts.queueing.CAP", 0)
    assert groups(client)["Waits for me"]["Commitments to review"].counted == "0+"


def test_the_columns_of_the_queue_are_indexed():
    for model in (Commitment, Signature):
        assert ["state", "state_at", "id"] in [index.fields for index in model._meta.indexes]
