"""Corrections: the old words stay readable, and somebody else accepts the new ones."""

import pytest

from ledger.reading import history_of
from ledger.refusals import Invalid, NotAllowed
from pledges.actions import correcting, review
from tests import factories
from tests.factories.commitments import REASON
from tests.pledges.actions.refusing import refused

pytestmark = pytest.mark.django_db


def propose(commitment, *, by=None, changes=None, reason=REASON):
    return lambda: correcting.propose_correction(
        commitment=commitment,
        changes={"title": "Mieux dit"} if changes is None else changes,
        reason=reason,
        by=by or factories.anyone("volunteer"),
    )


def test_a_corrected_commitment_keeps_its_old_words_readable():
    commitment = factories.make_commitment("published", title="Mal dit")
    author = factories.anyone("volunteer", 2)
    correction = factories.make_correction(
        "accepted", commitment=commitment, by=author, title="Mieux dit"
    )
    commitment.refresh_from_db()
    assert (commitment.title, commitment.revision) == ("Mieux dit", 2)
    assert commitment.content_by == author
    assert "mieux dit" in commitment.search_text
    told = history_of("commitment", commitment.ref)
    assert [entry.snapshot["title"] for entry in told][-2:] == ["Mal dit", "Mieux dit"]
    assert told.last().step == "correct"
    assert told.last().reason == correction.reason


def test_a_declined_correction_changes_nothing_and_says_why():
    commitment = factories.make_commitment("published")
    before = commitment.version
    correction = factories.make_correction("declined", commitment=commitment)
    commitment.refresh_from_db()
    assert (commitment.version, correction.answer) == (before, REASON)


def test_what_cannot_be_proposed():
    commitment = factories.make_commitment("published", title="Un titre")
    refused(propose(commitment, reason=" "), Invalid, "reason")
    refused(propose(commitment, changes={}), Invalid, "title")
    refused(propose(commitment, changes={"title": "Un titre"}), Invalid, "title")
    refused(propose(commitment, changes={"title": ""}), Invalid, "title")
    refused(propose(commitment, changes={"firmness": "granite"}), Invalid, "firmness")
    draft = factories.make_commitment("draft")
    refused(propose(draft), Invalid)
    with pytest.raises(TypeError):
        propose(commitment, changes={"level": "intercommunality"})()


def test_a_contact_proposes_inside_their_territory_only():
    commitment = factories.make_commitment("published")
    here = factories.make_contact(commitment.electoral_list.commune)
    there = factories.make_contact(factories.make_commune("01053", "Bourg-en-Bresse"))
    refused(propose(commitment, by=there), NotAllowed)
    refused(propose(commitment, by=factories.anyone("")), NotAllowed)
    assert propose(commitment, by=here)().state == "proposed"


def test_a_correction_waits_while_its_commitment_is_withdrawn():
    correction = factories.make_correction()
    commitment = correction.commitment
    review.withdraw(
        ref=commitment.ref,
        by=factories.anyone("coordinator"),
        version=commitment.version,
        reason=REASON,
    )
    moderator = factories.anyone("moderator", 2)
    accept = {"ref": correction.ref, "by": moderator, "version": correction.version}
    refused(lambda: correcting.accept(**accept), NotAllowed)


def test_the_second_of_two_corrections_of_the_same_words_overwrites_nothing():
    commitment = factories.make_commitment("published", title="Mal dit")
    second = propose(commitment, changes={"title": "Autrement dit"})()
    other_words = propose(commitment, changes={"summary": "Un résumé"})()
    factories.make_correction("accepted", commitment=commitment, title="Mieux dit")
    moderator = factories.anyone("moderator", 2)
    refused(
        lambda: correcting.accept(ref=second.ref, by=moderator, version=second.version), Invalid
    )
    correcting.accept(ref=other_words.ref, by=moderator, version=other_words.version)
    commitment.refresh_from_db()
    assert (commitment.title, commitment.summary) == ("Mieux dit", "Un résumé")
