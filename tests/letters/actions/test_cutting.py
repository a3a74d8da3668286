"""A passage cut in two, two made one: words kept, facts kept, nothing moves on a refusal."""

import pytest

from ledger.reading import history_of
from ledger.refusals import Invalid, NotAllowed, Stale
from letters.actions.reading import merge, split
from tests import factories

pytestmark = pytest.mark.django_db
TEXT = "Nous ouvrirons un atelier si le budget le permet et nous formerons les agents avant 2028."
SECOND = "et nous formerons"


@pytest.fixture
def by(db):
    return factories.anyone("volunteer")


@pytest.fixture
def letter(by):
    letter = factories.make_letter(text=TEXT, by=by, state="being_read")
    letter.latest.passages.all().delete()
    return letter


def whole(letter, by, **facts):
    from letters.actions.reading import mark

    return mark(letter_version=letter.latest, start=0, end=len(TEXT) - 1, by=by, **facts)


def spans(letter):
    kept = letter.latest.passages.exclude(decision="rejected").order_by("start")
    return [(one.quote, one.decision) for one in kept]


def test_both_halves_keep_the_decision_and_what_each_says(letter, by):
    facts = {"condition": "si le budget le permet", "deadline": "avant 2028", "articles": ["1"]}
    passage = whole(letter, by, **facts)
    first, second = split(ref=passage.ref, version=1, at=TEXT.index(SECOND), by=by)
    assert spans(letter) == [
        ("Nous ouvrirons un atelier si le budget le permet", "confirmed"),
        ("et nous formerons les agents avant 2028", "confirmed"),
    ]
    assert (first.condition, first.deadline) == ("si le budget le permet", "")
    assert (second.condition, second.deadline) == ("", "avant 2028")
    assert first.articles == second.articles == ["1"]
    passage.refresh_from_db()
    assert passage.decision == "rejected", "a commitment may quote it: its words stay"


def test_what_is_not_decided_is_cut_in_place_and_still_not_decided(by):
    letter = factories.make_letter(text=TEXT, by=by, state="being_read")
    one = letter.latest.passages.order_by("start").first()
    at = TEXT.index("un atelier")
    first, _second = split(ref=one.ref, version=one.version, at=at, by=by)
    assert first.ref == one.ref
    assert [decision for _quote, decision in spans(letter)[:2]] == ["pending", "pending"]
    assert [one.step for one in history_of("passage", first.ref)][-1] == "respan"


@pytest.mark.parametrize("at", [0, 3, len(TEXT), 10**6])
def test_a_passage_is_not_cut_outside_itself(letter, by, at):
    passage = whole(letter, by)
    if at == 3:
        # Inside: cutting a word is what was asked.
        split(ref=passage.ref, version=1, at=at, by=by)
        return
    with pytest.raises(Invalid):
        split(ref=passage.ref, version=1, at=at, by=by)
    assert spans(letter) == [(TEXT[:-1], "confirmed")]


def test_two_passages_become_one(by):
    letter = factories.make_letter(text=TEXT, by=by, state="being_read")
    first, second = letter.latest.passages.order_by("start")[:2]
    made = merge(ref=first.ref, version=first.version, other_ref=second.ref, other_version=1, by=by)
    assert (made.ref, made.start, made.end) == (first.ref, first.start, second.end)
    assert made.firmness == first.firmness
    assert spans(letter) == [(TEXT[first.start : second.end], "pending")]


def test_what_was_cut_is_put_together_again(letter, by):
    passage = whole(letter, by)
    first, second = split(ref=passage.ref, version=1, at=TEXT.index(SECOND), by=by)
    made = merge(ref=first.ref, version=1, other_ref=second.ref, other_version=1, by=by)
    assert made.ref == passage.ref
    assert spans(letter) == [(TEXT[:-1], "confirmed")]


def test_neither_is_done_by_others_nor_on_old_versions(letter, by):
    passage = whole(letter, by)
    other = factories.anyone("moderator")
    before = factories.standing(passage)
    at = TEXT.index(SECOND)
    with pytest.raises(NotAllowed):
        split(ref=passage.ref, version=1, at=at, by=other)
    with pytest.raises(Stale):
        split(ref=passage.ref, version=9, at=at, by=by)
    with pytest.raises(Invalid):
        merge(ref=passage.ref, version=1, other_ref=passage.ref, other_version=1, by=by)
    with pytest.raises(Invalid):
        merge(ref=passage.ref, version=1, other_ref="nothere0", other_version=1, by=by)
    assert factories.standing(passage) == before
