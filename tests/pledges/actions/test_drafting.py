"""Drafts quote confirmed passages of one list, word for word."""

import pytest

from ledger.refusals import Invalid, NotAllowed, Stale
from pledges.actions import drafting
from tests import factories
from tests.ground import of_the_ground
from tests.pledges.actions.refusing import refused

pytestmark = pytest.mark.django_db


def add(ground):
    ground.passage = factories.confirmed_passage()


passage = of_the_ground("passage")


def draft(passages, **given):
    facts = {"title": "Un titre", "level": "commune", "firmness": "firm"} | given
    by = facts.pop("by", None) or factories.anyone("volunteer")
    pact = facts.pop("pact_version", None) or factories.make_pact(slug="pacte-essai")
    return drafting.draft_commitment(passages=passages, pact_version=pact, by=by, **facts)


def test_a_draft_quotes_its_passage_and_keeps_its_facts(passage):
    pact = factories.make_pact()
    made = draft([passage], pact_version=pact, articles=[pact.articles.get(key="2")])
    assert [quote.text for quote in made.quotes.all()] == [factories.SENTENCE]
    assert [article.key for article in made.articles.all()] == ["2"]
    assert (made.state, made.version, made.revision) == ("draft", 1, 1)
    assert "logiciels libres" in made.search_text


def test_one_passage_may_hold_two_commitments_and_one_commitment_two_passages():
    letter = factories.make_letter()
    one = factories.confirmed_passage(letter)
    other = factories.confirmed_passage(letter, words="Nous formerons les agents de la commune")
    assert draft([one]).pk != draft([one]).pk
    assert draft([one, other]).quotes.count() == 2


WRONG = [
    ({"title": "  "}, "title"),
    ({"title": "a" * 161}, "title"),
    ({"title": "deux\nlignes"}, "title"),
    ({"title": "un retour\r"}, "title"),
    ({"level": "county"}, "level"),
    ({"firmness": "granite"}, "firmness"),
    ({"kind": "wish"}, "kind"),
    ({"level": "intercommunality"}, "intercommunality"),
    ({"condition": "a" * 501}, "condition"),
    ({"deadline": "a" * 201}, "deadline"),
    ({"summary": "un\x00deux"}, "summary"),
]


@pytest.mark.parametrize(("given", "field"), WRONG)
def test_content_that_cannot_be_is_refused_field_by_field(passage, given, field):
    refused(lambda: draft([passage], **given), Invalid, field)


def test_passages_are_confirmed_and_come_from_one_known_list(passage):
    refused(lambda: draft([]), Invalid, "passages")
    theirs = factories.confirmed_passage()
    refused(lambda: draft([passage, theirs]), Invalid, "passages")
    pending = factories.make_letter().latest.passages.first()
    assert pending.decision == "pending"
    refused(lambda: draft([pending]), Invalid, "passages")


def test_articles_are_those_of_the_same_pact(passage):
    other = factories.make_pact()
    refused(lambda: draft([passage], articles=[other.articles.first()]), Invalid, "articles")


def test_an_unknown_field_is_an_error_of_the_caller(passage):
    with pytest.raises(TypeError):
        draft([passage], colour="red")


@pytest.mark.parametrize("role", ["", "contact", "api_client"])
def test_drafting_takes_a_role_of_the_team(passage, role):
    refused(lambda: draft([passage], by=factories.anyone(role)), NotAllowed)


def test_a_draft_is_edited_and_its_quotes_replaced():
    letter = factories.make_letter()
    one = factories.confirmed_passage(letter)
    other = factories.confirmed_passage(letter, words="Nous formerons les agents de la commune")
    made = draft([one])
    editor = factories.anyone("volunteer", 2)
    made = drafting.edit_draft(
        ref=made.ref, version=1, by=editor, passages=[other], title="Former les agents"
    )
    assert [quote.passage for quote in made.quotes.all()] == [other]
    assert (made.version, made.content_by, made.title) == (2, editor, "Former les agents")


def test_a_draft_is_edited_by_whom_and_when_it_may():
    made = factories.make_commitment("draft")
    sent = factories.make_commitment("in_review")

    def edit(obj, *, by, version=0, **given):
        return lambda: drafting.edit_draft(
            ref=obj.ref, version=version or obj.version, by=by, **(given or {"title": "Autre"})
        )

    volunteer = factories.anyone("volunteer")
    refused(edit(made, by=volunteer, version=9), Stale)
    refused(edit(made, by=factories.anyone("contact")), NotAllowed)
    refused(edit(sent, by=volunteer), NotAllowed)
    refused(edit(made, by=volunteer, passages=[]), Invalid, "passages")
    other = factories.confirmed_passage()
    refused(edit(made, by=volunteer, passages=[other]), Invalid, "passages")


def test_a_quote_is_public_only_while_its_passage_is_confirmed():
    """A passage put in doubt after the draft stops the publication, and says so."""
    from pledges.actions import review

    passage = factories.confirmed_passage()
    made = factories.make_commitment("in_review", passage=passage)
    letter = passage.letter_version.letter
    reader = factories.anyone("volunteer")
    letter.refresh_from_db()
    factories.letters._step(letter, "claim", reader)
    passage.refresh_from_db()
    factories.decide(passage, "rejected", by=reader)
    refused(
        lambda: review.publish(
            ref=made.ref, by=factories.anyone("moderator"), version=made.version
        ),
        NotAllowed,
    )
