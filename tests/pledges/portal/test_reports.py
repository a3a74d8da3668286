"""Reporting: choose, write, send; nothing typed is lost; returned, sent again, published."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ledger.models import Entry
from pledges.actions import reporting
from pledges.models import Evidence, Report
from pledges.queries.published import public_reports
from tests.factories import a_pdf, make_commitment, make_list, make_report

PDF = a_pdf()


def new_url(commitment) -> str:
    return f"/espace/engagements/{commitment.ref}/point-d-etape/"


def url_of(report) -> str:
    return f"/espace/points-d-etape/{report.ref}/"


def page_of(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_three_steps_from_the_home_to_the_association(portal, commitment, typed, camille):
    assert new_url(commitment) in page_of(portal, "/espace/")
    assert "Step 2 of 3" in page_of(portal, new_url(commitment))
    response = portal.post(new_url(commitment), typed | {"send": "1"}, follow=True)
    report = Report.objects.get()
    assert response.redirect_chain == [(url_of(report), 302)]
    assert "Step 3 of 3" in response.content.decode()
    assert (report.state, report.created_by) == ("submitted", camille)
    assert (report.declared, report.words) == ("in_progress", "Deux écoles équipées.")
    assert report.as_of.isoformat() == typed["as_of"]


def test_an_incomplete_draft_is_kept_as_typed(portal, commitment):
    words = "  Première ligne,\n\n   deuxième ligne…  "
    typed = {"words": words.replace("\n", "\r\n"), "as_of": "", "save": "1"}
    page = portal.post(new_url(commitment), typed, follow=True).content.decode()
    report = Report.objects.get()
    assert (report.state, report.words, report.declared, report.as_of) == ("draft", words, "", None)
    assert "   deuxième ligne…  </textarea>" in page
    assert "It is not sent yet" in page
    assert "Finish your draft" in page_of(portal, "/espace/")


def test_a_draft_under_way_is_continued_by_any_contact_of_the_territory(portal, commitment):
    report = make_report(commitment=commitment)
    assert portal.get(new_url(commitment)).headers["Location"] == url_of(report)


def test_sending_too_early_saves_and_says_what_is_missing(portal, commitment, typed):
    page = portal.post(
        new_url(commitment), {"words": "Deux écoles.", "send": "1"}, follow=True
    ).content.decode()
    report = Report.objects.get()
    assert (report.state, report.words) == ("draft", "Deux écoles.")
    # A question is not followed by a colon.
    assert '<a href="#id_declared_0">Where does it stand? Choose where it stands.</a>' in page
    assert '<a href="#id_as_of">' in page
    assert "<title>To complete – Where it stands" in page
    assert 'aria-describedby="id_as_of_helptext id_as_of_error"' in page
    # The same errors are still there for who comes back later, until they are mended.
    assert "Choose where it stands." in page_of(portal, url_of(report))
    portal.post(url_of(report), typed | {"version": "1", "send": "1"})
    report.refresh_from_db()
    assert report.state == "submitted"


def test_a_day_that_does_not_exist_loses_nothing_else(portal, commitment, typed):
    bad = typed | {"as_of": "31/02/2026", "send": "1"}
    page = portal.post(new_url(commitment), bad, follow=True).content.decode()
    report = Report.objects.get()
    assert (report.state, report.words, report.as_of) == ("draft", typed["words"], None)
    assert 'value="31/02/2026"' in page


def test_a_state_the_town_hall_cannot_declare_is_refused(portal, commitment, typed):
    portal.post(new_url(commitment), typed | {"declared": "unverifiable", "send": "1"})
    report = Report.objects.get()
    assert (report.state, report.declared, report.words) == ("draft", "", typed["words"])


def test_a_future_day_is_saved_but_not_sent(portal, commitment, typed):
    tomorrow = (timezone.localdate() + timedelta(days=2)).isoformat()
    sent = typed | {"as_of": tomorrow, "send": "1"}
    page = portal.post(new_url(commitment), sent, follow=True).content.decode()
    assert "This day has not come yet." in page
    report = Report.objects.get()
    assert (report.state, report.as_of.isoformat()) == ("draft", tomorrow)


def test_the_same_form_sent_twice_makes_one_report(portal, commitment, typed):
    for _twice in range(2):
        portal.post(new_url(commitment), typed | {"send": "1"})
    assert Report.objects.count() == 1
    entries = Entry.objects.filter(object_kind="report")
    assert [entry.step for entry in entries.order_by("version")] == ["draft", "submit"]


def test_saving_the_same_words_again_is_not_a_new_version(portal, commitment):
    report = make_report(commitment=commitment)
    same = {"declared": "in_progress", "words": report.words, "as_of": report.as_of.isoformat()}
    portal.post(url_of(report), same | {"version": "1", "save": "1"})
    report.refresh_from_db()
    assert report.version == 1


def test_evidence_by_link_and_by_file_several_at_once(portal, commitment, typed):
    slots = {
        "evidence-0-url": "ville.example/deliberation",
        "evidence-0-kind": "deliberation",
        "evidence-0-dated": "2026-10-01",
        "evidence-1-file": SimpleUploadedFile("budget 2026.pdf", PDF),
        "evidence-1-kind": "budget",
    }
    response = portal.post(new_url(commitment), typed | slots | {"save": "1"}, follow=True)
    link, file = Evidence.objects.order_by("pk")
    assert (link.url, link.title) == (
        "https://ville.example/deliberation",
        "ville.example/deliberation",
    )
    assert (link.kind, link.dated.isoformat()) == ("deliberation", "2026-10-01")
    assert (file.original_name, file.title, file.kind) == ("budget 2026.pdf",) * 2 + ("budget",)
    with file.file.open("rb") as kept:
        assert kept.read() == PDF
    page = response.content.decode()
    assert "budget 2026.pdf" in page
    assert 'value="ville.example/deliberation"' not in page


def test_the_same_evidence_sent_again_is_attached_once(portal, commitment, typed):
    for _twice in range(2):
        slots = {
            "evidence-0-url": "https://ville.example/deliberation",
            "evidence-1-file": SimpleUploadedFile("budget.pdf", PDF),
        }
        portal.post(new_url(commitment), typed | slots | {"save": "1"})
    assert Evidence.objects.count() == 2


def test_bad_evidence_holds_the_sending_back_and_keeps_what_was_typed(portal, commitment, typed):
    slots = {
        "evidence-0-url": "https://ville.example/bon",
        "evidence-1-url": "pas une adresse",
        "evidence-1-title": "Délibération",
        "evidence-2-file": SimpleUploadedFile("virus.exe", b"MZ..."),
    }
    sent = portal.post(new_url(commitment), typed | slots | {"send": "1"}, follow=True)
    page = sent.content.decode()
    report = Report.objects.get()
    assert (report.state, report.words) == ("draft", typed["words"])
    assert [one.url for one in report.evidence.all()] == ["https://ville.example/bon"]
    assert 'value="pas une adresse"' in page
    assert 'value="Délibération"' in page
    assert "Send a PDF, a JPEG or a PNG." in page
    assert '<a href="#id_evidence-1-url">' in page
    # The places with something to say are open.
    assert page.count("<details open>") == 2
    assert 'value="https://ville.example/bon"' not in page


def test_a_file_too_large_is_refused_before_it_is_read(portal, commitment, typed, monkeypatch):
    monkeypatch.setattr("pledges.forms.portal.EVIDENCE_MAX_BYTES", 10)
    file = SimpleUploadedFile("gros.pdf", PDF)
    sent = typed | {"evidence-0-file": file, "send": "1"}
    page = portal.post(new_url(commitment), sent, follow=True).content.decode()
    assert "This file is too large: 15 MB at most." in page
    assert not Evidence.objects.exists()


def test_returned_the_reason_is_beside_the_field_then_sent_again_and_published(
    portal, commitment, typed, moderator
):
    portal.post(new_url(commitment), typed | {"send": "1"})
    report = Report.objects.get()
    reporting.return_report(ref=report.ref, by=moderator, version=2, reason="Quelle école ?")
    assert "Quelle école ?" in page_of(portal, "/espace/")
    page = page_of(portal, url_of(report))
    assert page.index("Asked by the association") < page.index('<textarea name="words"')
    assert page.count("Quelle école ?") == 2
    assert 'aria-describedby="asked id_words_helptext"' in page
    better = typed | {"words": "L’école Jules-Vallès.", "version": "3", "send": "1"}
    assert "Step 3 of 3" in portal.post(url_of(report), better, follow=True).content.decode()
    report.refresh_from_db()
    reporting.publish(ref=report.ref, by=moderator, version=report.version)
    assert public_reports().get().words == "L’école Jules-Vallès."
    assert "Your report is published" in page_of(portal, url_of(report))
    assert "published as declared" in page_of(portal, "/espace/")


def test_declined_the_reason_is_told(portal, commitment, camille):
    report = make_report("declined", commitment=commitment, by=camille)
    page = page_of(portal, url_of(report))
    assert "Une raison donnée par écrit." in page
    assert "Write another report" in page


def test_a_report_is_cancelled_after_a_confirmation(portal, commitment, camille):
    report = make_report("submitted", commitment=commitment, by=camille)
    url = f"{url_of(report)}annuler/"
    assert url in page_of(portal, url_of(report))
    assert "Cancel this report?" in page_of(portal, url)
    report.refresh_from_db()
    assert report.state == "submitted"
    portal.post(url, {"version": "2"})
    report.refresh_from_db()
    assert report.state == "cancelled"
    assert portal.get(url).headers["Location"] == url_of(report)


@pytest.mark.parametrize("version", ["1", "", "x", "99999999999999999999"])
def test_cancelling_what_was_sent_meanwhile_moves_nothing(portal, commitment, camille, version):
    report = make_report("submitted", commitment=commitment, by=camille)
    response = portal.post(f"{url_of(report)}annuler/", {"version": version})
    assert response.status_code == 409
    report.refresh_from_db()
    assert report.state == "submitted"


def test_cancelling_twice_is_a_step_that_does_not_exist(portal, commitment, camille):
    report = make_report("cancelled", commitment=commitment, by=camille)
    response = portal.post(f"{url_of(report)}annuler/", {"version": str(report.version)})
    assert response.status_code == 409
    assert "This step does not exist" in response.content.decode()


def test_a_stale_form_shows_both_texts_and_keeps_mine(portal, commitment, camille, typed):
    report = make_report(commitment=commitment, by=camille)
    reporting.save_report(
        ref=report.ref,
        version=1,
        by=camille,
        declared="kept",
        words="Le texte du collègue.",
        as_of=report.as_of,
    )
    mine = typed | {"words": "Mon texte à moi.", "version": "1", "evidence-0-title": "Mon budget"}
    response = portal.post(url_of(report), mine | {"save": "1"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Le texte du collègue." in page
    assert "Mon texte à moi.</textarea>" in page
    assert 'value="Mon budget"' in page
    assert '<input type="hidden" name="version" value="2"' in page
    report.refresh_from_db()
    assert (report.words, report.version) == ("Le texte du collègue.", 2)
    # Left and come back to, mine is still there; saved over, it stands.
    assert "Mon texte à moi." in page_of(portal, url_of(report))
    portal.post(url_of(report), mine | {"version": "2", "evidence-0-title": "", "save": "1"})
    report.refresh_from_db()
    assert (report.words, report.version) == ("Mon texte à moi.", 3)


def test_my_text_may_be_given_up(portal, commitment, camille, typed):
    report = make_report(commitment=commitment, by=camille)
    stale = typed | {"words": "Mon texte.", "version": "7", "save": "1"}
    assert portal.post(url_of(report), stale).status_code == 409
    portal.post(url_of(report), {"discard": "1"})
    page = page_of(portal, url_of(report))
    assert "Mon texte." not in page
    assert report.words in page


def test_what_was_sent_meanwhile_cannot_be_changed_and_mine_can_be_copied(
    portal, commitment, camille, typed
):
    report = make_report("submitted", commitment=commitment, by=camille)
    mine = typed | {"words": "Trop tard.", "save": "1"}
    for version, status in (("1", 409), ("2", 403)):
        response = portal.post(url_of(report), mine | {"version": version})
        assert response.status_code == status
        assert "Trop tard." in response.content.decode()
    report.refresh_from_db()
    assert report.words == "Deux écoles sont équipées."


def test_a_session_that_expired_while_writing_gives_the_words_back(
    page_client, commitment, camille, typed
):
    url = new_url(commitment)
    response = page_client.post(url, typed | {"send": "1"})
    assert response.headers["Location"] == f"/compte/connexion/?next={url}"
    assert not Report.objects.exists()
    page_client.force_login(camille)
    page = page_of(page_client, url)
    assert "Deux écoles équipées.</textarea>" in page
    assert "You were signed out while you were writing." in page
    page_client.post(url, typed | {"send": "1"})
    assert Report.objects.get().state == "submitted"
    assert "Deux écoles équipées.</textarea>" not in page_of(page_client, url)


def test_a_stranger_cannot_fill_the_session(page_client, commitment):
    page_client.post(new_url(commitment), {"words": "x" * 60_001})
    assert "portal_kept" not in page_client.session
    for number in range(7):
        page_client.post(f"/espace/points-d-etape/2222222{number}/", {"words": "x"})
    assert len(page_client.session["portal_kept"]) == 5


def test_the_minority_has_its_own_scale(portal, saint_denis, typed):
    commitment = make_commitment(
        "published", electoral_list=make_list(commune=saint_denis, outcome="minority")
    )
    page = page_of(portal, new_url(commitment))
    assert 'value="carried"' in page
    assert 'value="no_known_action"' in page
    assert 'value="kept"' not in page
    portal.post(new_url(commitment), typed | {"declared": "carried", "send": "1"})
    assert Report.objects.get().declared == "carried"


def test_the_majority_has_not(portal, commitment):
    page = page_of(portal, new_url(commitment))
    assert 'value="kept"' in page
    assert 'value="carried"' not in page
