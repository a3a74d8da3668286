"""The latest changes: public steps only, of things that are still public."""

import pytest

from letters.actions.steps import perform
from pledges.actions import review, signing
from pledges.public.addresses import address_of
from pledges.queries import journal
from tests import factories
from tests.factories.commitments import REASON

pytestmark = pytest.mark.django_db


def steps(limit=50, before=None):
    lines, _older = journal.latest(limit, before)
    return [(line.entry.object_kind, line.entry.step) for line in lines]


def test_what_is_public_is_there_newest_first(published):
    assert steps() == [
        ("assessment", "publish"),
        ("report", "publish"),
        ("letter_text", "publish_text"),
        ("commitment", "publish"),
    ]


def test_working_steps_are_not(read):
    for state in ("draft", "in_review", "dropped"):
        factories.make_commitment(state, title="CANARI")
    factories.make_report("submitted", words="CANARI")
    factories.make_assessment("notified")
    factories.make_signature("verified", signer_name="CANARI")
    factories.make_correction("proposed", title="CANARI")
    assert {kind for kind, _step in steps()} == {"commitment"}
    assert "CANARI" not in read("/journal/")


def test_a_withdrawal_is_told_and_a_private_letter_forgotten(read):
    commitment = factories.make_commitment("withdrawn")
    assert steps() == [("commitment", "withdraw"), ("commitment", "publish")]
    text = factories.make_public_text("public")
    assert ("letter_text", "publish_text") in steps()
    perform(
        kind="letter_text",
        ref=text.ref,
        step="hide_text",
        by=factories.anyone("moderator"),
        version=text.version,
        reason=REASON,
    )
    assert ("letter_text", "publish_text") not in steps()
    page = read("/journal/")
    assert address_of(commitment) in page
    assert text.letter.ref not in page


def test_a_contested_signature_leaves_the_journal():
    signature = factories.make_signature("published")
    assert steps() == [("signature", "publish")]
    signing.signature_step(
        step="contest",
        ref=signature.ref,
        by=factories.anyone("moderator"),
        version=signature.version,
        reason=REASON,
    )
    assert steps() == []


def test_older_pages_hold_the_rest(read, published):
    lines, older = journal.latest(2)
    assert len(lines) == 2
    assert steps(2, older) == steps()[2:]
    assert published.commitment.title in read(f"/journal/?avant={older}")


def test_corrections_say_why_and_what_the_words_were(read, published):
    commitment = factories.make_commitment("published", title="Premier titre")
    for title in ("Deuxième titre", "Troisième titre"):
        factories.make_correction("accepted", commitment=commitment, title=title)
    page = read("/corrections/")
    assert REASON in page
    words = [f'<del lang="fr">{one} titre</del>' for one in ("Deuxième", "Premier")]
    assert [page.index(one) for one in words] == sorted(page.index(one) for one in words)
    assert published.commitment.title not in page


def test_words_that_were_withdrawn_are_not_told_again(read):
    commitment = factories.make_commitment("published", title="CANARI")
    factories.make_correction("accepted", commitment=commitment, title="Titre juste")
    assert "CANARI" in read("/corrections/")
    commitment.refresh_from_db()
    review.withdraw(
        ref=commitment.ref,
        by=factories.anyone("coordinator"),
        version=commitment.version,
        reason="Publié par erreur",
    )
    page = read("/corrections/")
    assert "CANARI" not in page
    assert "Publié par erreur" in page


def test_nothing_to_correct_is_said(read, published):
    assert "Nothing had to be corrected yet" in read("/corrections/")


def test_corrections_cost_the_same_however_many(client, django_assert_num_queries):
    commitment = factories.make_commitment("published")
    for title in ("Deuxième titre", "Troisième titre", "Quatrième titre"):
        factories.make_correction("accepted", commitment=commitment, title=title)
        with django_assert_num_queries(3):
            client.get("/corrections/")
