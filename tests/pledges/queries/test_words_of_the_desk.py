"""Signatures, evidence and mails are found by their words, through indexes kept exact."""

import pytest

from accounts.newest import newest_said
from pledges.models import Evidence, OutboxMail, Signature
from pledges.queries.outbox import search_mails
from tests.factories import make_access_request, make_commitment, make_signature, make_source
from tests.ground import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("zoe")]


@pytest.fixture(scope="module")
def zoe(django_db_setup, django_db_blocker):
    def make():
        return make_signature(signer_name="Zoé Réal")

    with made_once(django_db_blocker, make) as signature:
        yield signature


@pytest.fixture(params=[2000, 0, -1])
def common(request, monkeypatch):
    """Words of more rows than that are common: none, those that some row holds, all."""
    monkeypatch.setattr("accounts.searching.COMMON", request.param)


@pytest.mark.parametrize(
    ("typed", "matches"),
    [("zoé", True), ("REAL zoe", True), ("eal", False), ("zoe introuvable", False), ("", True)],
)
def test_a_signature_is_found_by_the_name_of_who_signed(typed, matches, common, zoe):
    assert (zoe in newest_said(Signature.objects.all(), "search_words", typed)) is matches


def test_a_signature_is_found_by_its_reference_alone(common):
    made = make_signature()
    make_signature()
    found = newest_said(Signature.objects.all(), "search_words", f" {made.ref.upper()} ")
    assert list(found) == [made]


@pytest.mark.parametrize(("typed", "matches"), [("article INVENTE", True), ("ticle", False)])
def test_evidence_is_found_by_its_title(typed, matches, common):
    made = make_source(make_commitment())
    assert (made in newest_said(Evidence.objects.all(), "search_words", typed)) is matches


@pytest.mark.parametrize(
    ("typed", "matches"),
    [
        ("ecole", True),
        ("une ÉCOLE", True),
        ("Alix inventé", True),
        ("alix@exemple", True),
        ("abcdefgh", True),
        ("cole", False),
        ("introuvable", False),
        ("z", False),
    ],
)
def test_a_mail_is_found_by_its_subject_its_recipient_or_what_it_tells_of(
    typed, matches, common, django_user_model
):
    alix = django_user_model.objects.create_user(email="alix@exemple.example", name="Alix Inventé")
    mail = OutboxMail.objects.create(
        recipient=alix,
        object_kind="report",
        object_ref="abcdefgh",
        object_version=1,
        step="publish",
        subject="Une école de plus",
        leaves_after="2026-04-01T00:00Z",
    )
    assert (mail in search_mails(OutboxMail.objects.all(), typed)) is matches


def test_a_mail_to_who_asked_for_access_is_found_by_the_whole_address(common):
    asked = make_access_request("refused", email="mairie@ailleurs.example")
    mail = OutboxMail.objects.get(asker=asked)
    assert list(search_mails(OutboxMail.objects.all(), "Mairie@ailleurs.example ")) == [mail]
    assert mail not in search_mails(OutboxMail.objects.all(), "mairie@ailleurs")


def test_the_indexes_follow_what_is_written():
    """Fails when a migration made a table anew and lost the triggers that keep its index."""
    made = [make_signature(), make_source(make_commitment()), OutboxMail.objects.last()]
    assert made[2] is None
    for row in made[:2]:
        rows = type(row).objects
        rows.filter(pk=row.pk).update(search_words="charrette")
        assert not newest_said(rows.all(), "search_words", "invente")
        assert row in newest_said(rows.all(), "search_words", "charrette")
    mail = OutboxMail.objects.get(asker=make_access_request("refused"))
    mail.subject = "Charrette"
    mail.save()
    assert mail in search_mails(OutboxMail.objects.all(), "charrette")
    mail.subject = "Brouette"
    mail.save()
    assert not search_mails(OutboxMail.objects.all(), "charrette")
