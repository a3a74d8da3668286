"""Proposing other words for what is published; accepted or declined by the association."""

import pytest
from django.core.management import call_command

from ledger.refusals import NotAllowed
from pledges.actions import correcting
from pledges.actions.rhythms import choose
from pledges.actions.undoing import undo
from pledges.enums import Topic
from pledges.models import Correction, OutboxMail
from pledges.queries.published import public_evidence
from pledges.queries.review import corrected
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


def test_a_territory_and_a_source_are_proposed_decided_and_answered(
    portal, commitment, words, camille, moderator, second_moderator, plaine_commune
):
    choose(by=camille, rhythms={topic: "never" for topic in Topic.values})
    page = portal.get(url_of(commitment)).content.decode()
    assert f'<option value="{plaine_commune.siren}">' in page
    sent = words | {
        "intercommunality": plaine_commune.siren,
        "source": "saint-denis.example/deliberation",
        "source_title": "Délibération inventée",
    }
    portal.post(url_of(commitment), sent)
    correction = Correction.objects.get()
    assert correction.changes == {
        "intercommunality": plaine_commune.siren,
        "source": "https://saint-denis.example/deliberation",
        "source_title": "Délibération inventée",
    }
    said = {
        change.label: "".join(part.text for part in change.parts if part.kind != "gone")
        for change in corrected(correction)
    }
    assert said["intercommunality"] == "Plaine Commune"
    assert said["source to add"] == "https://saint-denis.example/deliberation"
    assert public_evidence().filter(commitment=commitment).count() == 0

    correction = correcting.accept(ref=correction.ref, by=moderator, version=correction.version)
    commitment.refresh_from_db()
    assert (commitment.level, commitment.intercommunality) == ("intercommunality", plaine_commune)
    added = public_evidence().get(commitment=commitment)
    assert (added.title, added.url) == (sent["source_title"], correction.changes["source"])
    told = OutboxMail.objects.get(object_kind="correction")
    assert (told.recipient, told.step) == (camille, "accept")
    public = portal.get(f"/engagements/{commitment.ref}/", follow=True).content.decode()
    assert sent["source_title"] in public
    shown = portal.get("/corrections/").content.decode()
    assert "Plaine Commune" in shown
    assert sent["reason"] in shown
    # The source is out: no undo would take it back.
    with pytest.raises(NotAllowed):
        undo(kind="correction", ref=correction.ref, by=moderator, version=correction.version)
    call_command("verify_ledger", verbosity=0)


def test_a_territory_sent_back_as_published_is_no_correction(portal, commitment, words):
    portal.post(url_of(commitment), words | {"intercommunality": "", "source": ""})
    assert Correction.objects.count() == 0


def test_two_sources_do_not_exclude_each_other(commitment, camille, moderator):
    for number in (1, 2):
        correction = correcting.propose_correction(
            commitment=commitment,
            changes={"source": f"https://mairie.example/{number}", "source_title": ""},
            reason="Il en manque une.",
            by=camille,
        )
        assert correction.changes["source_title"] == "mairie.example"
    for correction in Correction.objects.order_by("pk"):
        correcting.accept(ref=correction.ref, by=moderator, version=1)
    assert public_evidence().filter(commitment=commitment).count() == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": "Autre titre", "reason": " "}, "Say why: the reason becomes public"),
        ({}, "This correction changes nothing."),
        ({"title": " "}, "Give a title, in one line."),
        ({"title": "x" * 161}, "at most 160 characters"),
        ({"intercommunality": "200000000"}, "is not one of the available choices"),
        ({"source": "pas une adresse"}, "This is not a web address"),
        ({"source_title": "Sans adresse"}, "Give the address of this source."),
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
