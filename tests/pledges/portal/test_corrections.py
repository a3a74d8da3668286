"""Proposing other words for what is published; accepted or declined by the association."""

import pytest

from pledges.actions import correcting
from pledges.models import Correction
from tests.factories import make_commitment, make_correction


@pytest.fixture
def words(commitment):
    names = ("title", "summary", "firmness", "condition", "deadline")
    stored = {name: getattr(commitment, name) for name in names}
    return stored | {"version": str(commitment.revision), "reason": "Le titre est inexact."}


def url_of(commitment) -> str:
    return f"/espace/engagements/{commitment.ref}/corriger/"


def test_only_what_was_changed_is_proposed(portal, commitment, words, camille):
    page = portal.get(url_of(commitment)).content.decode()
    assert f'value="{commitment.title}"' in page
    page = portal.post(url_of(commitment), words | {"title": "Équiper les écoles"}, follow=True)
    correction = Correction.objects.get()
    assert correction.changes == {"title": "Équiper les écoles"}
    assert (correction.reason, correction.created_by) == ("Le titre est inexact.", camille)
    assert "Corrections you proposed" in page.content.decode()
    commitment.refresh_from_db()
    assert commitment.title != "Équiper les écoles"


def test_line_ends_and_blanks_are_no_correction(portal, electoral_list, words):
    stored = make_commitment(
        "published", electoral_list=electoral_list, summary="Ligne une.\r\nLigne deux. "
    )
    sent = words | {"summary": "Ligne une.\r\nLigne deux.", "title": "Équiper les écoles"}
    portal.post(url_of(stored), sent)
    assert Correction.objects.get().changes == {"title": "Équiper les écoles"}


def test_the_answer_is_read_on_the_page_of_the_commitment(portal, commitment, camille):
    make_correction("declined", commitment=commitment, by=camille)
    page = portal.get(f"/espace/engagements/{commitment.ref}/").content.decode()
    assert "Une raison donnée par écrit." in page
    assert "declined" in page


def test_corrections_of_others_are_not_shown(portal, commitment):
    make_correction(commitment=commitment)
    page = portal.get(f"/espace/engagements/{commitment.ref}/").content.decode()
    assert "Corrections you proposed" not in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": "Autre titre", "reason": " "}, "Say why: the reason becomes public"),
        ({}, "This correction changes nothing."),
        ({"title": " "}, "Give a title, in one line."),
        ({"title": "x" * 161}, "at most 160 characters"),
        ({"firmness": "iron"}, "iron is not one of the available choices"),
    ],
)
def test_a_refused_proposal_keeps_what_was_typed(portal, commitment, words, change, sentence):
    sent = words | {"summary": commitment.summary, "condition": commitment.condition} | change
    response = portal.post(url_of(commitment), sent, follow=True)
    assert response.redirect_chain == [(url_of(commitment), 302)]
    page = response.content.decode()
    assert sentence in page
    assert "What is missing or wrong" in page
    assert not Correction.objects.exists()
    kept = change.get("title", words["title"])
    assert f'value="{kept}"' in page


def test_proposed_on_older_words_it_shows_both(portal, commitment, words, moderator):
    correction = make_correction(commitment=commitment, summary="Un résumé corrigé.")
    correcting.accept(ref=correction.ref, by=moderator, version=1)
    response = portal.post(url_of(commitment), words | {"title": "Équiper les écoles"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Un résumé corrigé." in page
    assert 'value="Équiper les écoles"' in page
    assert Correction.objects.count() == 1
