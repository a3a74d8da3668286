"""The home page: empty, full, and what each page costs at one and three rows."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from pledges.actions.evidencing import add_evidence
from pledges.models import Visit
from tests.factories import make_assessment, make_commitment, make_contact, make_report, somebody
from tests.ground import made_once

NOTHING_PUBLISHED = True


def test_empty_states_say_what_to_expect(portal):
    page = portal.get("/espace/").content.decode()
    assert "Nothing is expected of you today." in page
    assert "You can say where a commitment stands" not in page, "there is none"
    assert "No commitment of your territories is published yet." in page
    assert (
        "No commitment of your territories"
        in portal.get("/espace/toujours-exact/").content.decode()
    )


def test_the_space_is_called_after_whose_it_is(portal, saint_denis, plaine_commune):
    def title() -> str:
        return portal.get("/espace/").content.decode().partition("<h1>")[2].partition("</h1>")[0]

    assert title().strip() == "My town hall’s space"
    group = make_contact(plaine_commune, user=somebody("contact"))
    portal.force_login(group)
    assert title().strip() == "My intercommunality’s space"
    make_contact(saint_denis, user=group)
    assert title().strip() == "My town hall’s space"


def test_my_territory_and_that_i_am_invented(portal):
    page = portal.get("/espace/").content.decode()
    assert '<a href="/communes/93066-saint-denis/">Saint-Denis</a>' in page
    assert "fictitious" in page


def test_colleagues_are_named_by_name_office_and_dates_never_by_address(
    portal, saint_denis, elsewhere, plaine_commune
):
    """Of my territory and not over; nobody of another place, though it contains mine."""
    here = make_contact(saint_denis, user=somebody("contact"), end=date(2099, 1, 31))
    over = make_contact(saint_denis, user=somebody("contact"), end=date(2021, 1, 1))
    there = make_contact(elsewhere, user=somebody("contact"))
    around = make_contact(plaine_commune, user=somebody("contact"))
    page = " ".join(portal.get("/espace/").content.decode().split())
    assert f"{here.name} – agent, from Jan. 1, 2020 until Jan. 31, 2099" in page
    assert "You – elected official, since Jan. 1, 2020" in page
    assert here.email not in page
    assert [one.name for one in (over, there, around) if f"{one.name} " in page] == []


def test_where_each_commitment_stands_publicly(portal, commitment, camille):
    make_report("published", commitment=commitment, by=camille)
    make_assessment("published", commitment=commitment, fulfilment="partially_kept")
    page = portal.get("/espace/").content.decode()
    assert "Assessment: partially kept" in " ".join(page.split())
    assert "Declared: in progress" in " ".join(page.split())


def test_a_report_under_way_is_continued_rather_than_begun_again(portal, commitment, camille):
    report = make_report("submitted", commitment=commitment, by=camille)
    page = portal.get("/espace/").content.decode()
    assert "being read by the association" in page
    assert f"/espace/points-d-etape/{report.ref}/" in page
    assert f"/espace/engagements/{commitment.ref}/point-d-etape/" not in page


def _fill(electoral_list, camille, times: int):
    """Commitments with everything that can be about each, `times` over."""
    for _n in range(times):
        commitment = make_commitment("published", electoral_list=electoral_list)
        for state in ("published", "declined", "returned", "submitted", "draft"):
            make_report(state, commitment=commitment, by=camille)
        make_assessment("notified", commitment=commitment)
    return commitment


@pytest.fixture(scope="class", params=[1, 3])
def last(request, _ground, django_db_blocker):
    """The last of one or three commitments, made once for the pages and gone after them."""

    def make():
        return _fill(_ground.electoral_list, _ground.camille, request.param)

    with made_once(django_db_blocker, make) as commitment:
        yield commitment


class TestCosts:
    @pytest.mark.parametrize(
        ("path", "queries"),
        [
            ("/espace/", 16),
            ("/espace/toujours-exact/", 5),
            ("/espace/engagements/REF/", 13),
        ],
    )
    def test_what_a_page_costs(
        self, last, portal, camille, path, queries, django_assert_num_queries
    ):
        Visit.objects.create(user=camille, before=timezone.now() - timedelta(days=1))
        with django_assert_num_queries(queries):
            portal.get(path.replace("REF", last.ref))


@pytest.mark.parametrize("rows", [1, 3])
def test_what_writing_a_report_costs(portal, commitment, camille, rows, django_assert_num_queries):
    report = make_report(commitment=commitment, by=camille)
    for n in range(rows):
        add_evidence(
            by=camille, report=report, kind="other", title="x", url=f"https://a.example/{n}"
        )
    with django_assert_num_queries(11):
        portal.get(f"/espace/points-d-etape/{report.ref}/")
