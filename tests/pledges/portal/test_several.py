"""Several commitments in one go: chosen, written on one page, each sent or kept on its own."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pledges.actions import reporting
from pledges.models import Report, Typed
from tests.factories import a_pdf, make_commitment, make_contact, make_list, make_report, somebody
from tests.ground import of_the_ground

URL = "/espace/points-d-etape/"


def add(ground):
    ground.second = make_commitment(
        "published", electoral_list=ground.electoral_list, title="Former les agents"
    )


second = of_the_ground("second")


@pytest.fixture
def url(commitment, second):
    return f"{URL}?c={commitment.ref}&c={second.ref}"


def of(commitment, typed, **more) -> dict:
    return {f"{commitment.ref}-{name}": value for name, value in (typed | more).items()}


def page_of(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_chosen_written_and_sent_at_once(portal, commitment, second, url, typed):
    page = page_of(portal, URL)
    assert f'value="{commitment.ref}"' in page
    assert f'value="{second.ref}"' in page
    page = page_of(portal, url)
    assert f'name="{commitment.ref}-words"' in page
    file = SimpleUploadedFile("délibération.pdf", a_pdf())
    sent = of(commitment, typed) | of(second, typed, words="Six agents formés.")
    sent |= {f"{second.ref}-evidence-file": file, "send": "1"}
    answer = portal.post(url, sent, follow=True)
    assert answer.redirect_chain == [("/espace/", 302)]
    assert "2 reports were sent to the association." in answer.content.decode()
    first, other = Report.objects.order_by("pk")
    assert (first.state, other.state, other.words) == ("submitted",) * 2 + ("Six agents formés.",)
    assert other.evidence.get().original_name == "délibération.pdf"
    # Those being read are no longer offered.
    assert commitment.ref not in page_of(portal, URL)


def test_the_complete_one_leaves_and_the_other_says_what_it_lacks(
    portal, commitment, second, url, typed
):
    sent = of(commitment, typed) | of(second, {"words": "Six agents."}) | {"send": "1"}
    answer = portal.post(url, sent, follow=True)
    assert answer.redirect_chain == [(f"{URL}?c={second.ref}", 302)]
    page = answer.content.decode()
    assert "1 report was sent" in page
    assert "1 report is kept as you typed it" in page
    assert f'<a href="#id_{second.ref}-declared_0">' in page
    assert "Six agents.</textarea>" in page
    assert Report.objects.get(commitment=second).state == "draft"
    again = of(second, typed, version="1", words="Six agents.") | {"send": "1"}
    portal.post(f"{URL}?c={second.ref}", again)
    assert Report.objects.get(commitment=second).state == "submitted"
    assert not Typed.objects.exists()


def test_a_block_left_blank_makes_no_report(portal, commitment, second, url, typed):
    blank = of(second, {"words": " ", "as_of": typed["as_of"]})
    portal.post(url, of(commitment, typed) | blank | {"save": "1"})
    assert [one.commitment for one in Report.objects.all()] == [commitment]
    page = portal.post(url, blank | {"save": "1"}, follow=True).content.decode()
    assert "Nothing was typed: nothing was saved." in page


def test_reports_under_way_are_continued_with_what_was_asked(
    portal, commitment, url, camille, moderator, typed
):
    report = make_report("submitted", commitment=commitment, by=camille)
    reporting.return_report(ref=report.ref, by=moderator, version=2, reason="Quelle école ?")
    page = page_of(portal, url)
    assert "Quelle école ?" in page
    assert f'aria-describedby="asked-{commitment.ref} ' in page
    portal.post(url, of(commitment, typed, version="3", words="Jules-Vallès.") | {"send": "1"})
    report.refresh_from_db()
    assert (report.state, report.words) == ("submitted", "Jules-Vallès.")
    assert Report.objects.count() == 1


def test_a_colleague_who_saved_first_is_not_overwritten(portal, commitment, url, camille, typed):
    report = make_report(commitment=commitment, by=camille)
    stale = of(commitment, typed, version="7", words="Le mien.") | {"send": "1"}
    page = portal.post(url, stale, follow=True).content.decode()
    assert f"A colleague saved this meanwhile: “{report.words}”" in page
    assert "Le mien.</textarea>" in page
    report.refresh_from_db()
    assert (report.state, report.words) == ("draft", "Deux écoles sont équipées.")
    portal.post(url, of(commitment, typed, version="1", words="Le mien.") | {"send": "1"})
    report.refresh_from_db()
    assert (report.state, report.words) == ("submitted", "Le mien.")


def test_somebody_else_s_commitment_makes_the_page_unknown(portal, commitment, elsewhere, typed):
    theirs = make_commitment("published", electoral_list=make_list(commune=elsewhere))
    for ref in (theirs.ref, "zzzzzzzz"):
        url = f"{URL}?c={commitment.ref}&c={ref}"
        assert portal.get(url).status_code == 404
        assert portal.post(url, of(commitment, typed) | {"send": "1"}).status_code == 404
    assert not Report.objects.exists()


def test_nothing_chosen_says_so(portal, commitment):
    page = portal.get(f"{URL}?choose=1", follow=True).content.decode()
    assert "Tick at least one commitment." in page


def test_what_is_typed_on_the_page_is_kept(portal, saint_denis, commitment, url, typed):
    half = of(commitment, {"words": "Moitié de phrase"}) | {"keep": "1"}
    assert portal.post(url, half).json() == {"kept": True}
    page = page_of(portal, url)
    assert "Moitié de phrase</textarea>" in page
    assert "You left this page while you were writing." in page
    portal.post(url, {"discard": "1"})
    assert "Moitié de phrase" not in page_of(portal, url)


def test_each_scale_is_that_of_its_list(page_client, saint_denis, commitment):
    minority = make_commitment(
        "published", electoral_list=make_list(commune=saint_denis, outcome="minority")
    )
    page_client.force_login(make_contact(saint_denis, user=somebody("contact")))
    page = page_of(page_client, f"{URL}?c={commitment.ref}&c={minority.ref}")
    own = page[page.index(f'id="about-{minority.ref}"') :].partition("</section>")[0]
    assert ('value="carried"' in own, 'value="kept"' in own) == (True, False)
    other = page[page.index(f'id="about-{commitment.ref}"') :].partition("</section>")[0]
    assert ('value="carried"' in other, 'value="kept"' in other) == (False, True)


@pytest.mark.parametrize("number", [1, 4])
def test_what_the_page_costs(portal, electoral_list, django_assert_num_queries, number):
    made = [make_commitment("published", electoral_list=electoral_list) for _ in range(number)]
    for one in made:
        make_report(commitment=one)
    portal.get(URL)
    with django_assert_num_queries(8):
        portal.get(f"{URL}?{'&'.join(f'c={one.ref}' for one in made)}")
