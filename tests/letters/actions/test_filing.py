"""A letter is kept as it came, once; what is added to it says why, and nothing is lost."""

import hashlib

import pytest

from ledger.reading import history_of
from ledger.refusals import Invalid, NotAllowed, Stale
from letters.actions.filing import add_version, describe, file_letter, transcribe
from letters.actions.reading import decide, mark
from letters.actions.redaction import propose_public_text
from letters.actions.steps import perform
from letters.models import Letter, Passage
from tests import factories
from tests.pledges.actions.refusing import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(db):
    return factories.anyone("volunteer")


@pytest.fixture
def election(db):
    return factories.make_election()


def kept(version) -> bytes:
    with version.file.open() as file:
        return file.read()


def test_a_file_is_kept_byte_for_byte_with_its_digest(election, by):
    data = "\ufeffMadame,\r\nNous formerons les agents.\r\n".encode()
    letter = file_letter(data=data, name="../../a\u202eb.txt", election=election, by=by).letter
    version = letter.latest
    assert kept(version) == data
    assert version.sha256 == hashlib.sha256(data).hexdigest()
    assert version.size == len(data)
    assert "\r" not in version.text
    assert version.original_name == "ab.txt", "neither a path nor a mark that turns the text"
    assert version.sha256 in version.file.name


def test_a_file_already_filed_is_said_and_not_filed_twice(election, by):
    first = file_letter(data=b"Bonjour.", name="a.txt", election=election, by=by)
    second = file_letter(data=b"Bonjour.", name="autre.txt", election=election, by=by)
    assert (first.duplicate, second.duplicate) == (False, True)
    assert first.letter == second.letter == Letter.objects.get()


def test_a_file_that_cannot_be_read_is_kept_to_transcribe_never_empty(election, by):
    letter = file_letter(data=b"\x00\x01\x02" * 50, name="a.bin", election=election, by=by).letter
    version = letter.latest
    assert (version.text, version.source) == ("", "missing")
    assert version.unreadable_reason
    typed = transcribe(
        letter_ref=letter.ref,
        version=1,
        text="Nous formerons\r\nles agents.",
        reason="Lu à l’écran.",
        by=by,
    ).latest
    assert (typed.number, typed.source) == (2, "transcribed")
    assert typed.text == "Nous formerons\nles agents."
    assert typed.sha256 == version.sha256, "the same file, read by a person"


def test_a_new_file_is_a_new_version_with_its_reason(by):
    letter = factories.make_letter(by=by)
    old = letter.latest
    added = factories.make_version(letter, data=b"Texte complet.", by=by)
    assert (added.latest.number, added.version) == (2, 2)
    assert old.text == letter.versions.get(number=1).text
    assert history_of("letter", letter.ref).last().step == "add_version"


def test_what_cannot_be_filed_or_added(election, by):
    letter = factories.make_letter(by=by)
    known = kept(letter.latest)

    def add(**given):
        facts = {"data": b"Autre.", "reason": "Complété.", "version": letter.version, "by": by}
        return lambda: add_version(letter_ref=letter.ref, name="b.txt", **(facts | given))

    refused(lambda: file_letter(data=b"", name="a", election=election, by=by), Invalid, "file")
    stranger = factories.anyone("")
    refused(lambda: file_letter(data=b"x", name="a", election=election, by=stranger), NotAllowed)
    refused(add(data=b""), Invalid, "file")
    refused(add(reason=" "), Invalid, "reason")
    refused(add(data=known), Invalid, "file")
    refused(add(version=9), Stale)
    refused(add(by=stranger), NotAllowed)
    typed = {"letter_ref": letter.ref, "version": letter.version, "by": by}
    refused(lambda: transcribe(text=" \r\n", reason="Lu.", **typed), Invalid, "text")
    refused(lambda: transcribe(text="Oui.", reason="", **typed), Invalid, "reason")


def test_saying_which_list_a_letter_comes_from_is_a_version_of_it(by):
    letter = factories.make_letter(by=by)
    other = factories.make_list()
    told = describe(letter_ref=letter.ref, version=1, by=by, electoral_list=other, channel="post")
    assert (told.electoral_list, told.channel, told.version) == (other, "post", 2)
    refused(lambda: describe(letter_ref=letter.ref, version=1, by=by, electoral_list=None), Stale)
    with pytest.raises(TypeError):
        describe(letter_ref=letter.ref, version=2, by=by, electoral_list=None, state="read")


def test_passages_are_decided_by_who_holds_the_letter(by):
    letter = factories.make_letter(by=by, state="being_read")
    version = letter.latest
    passage = version.passages.first()
    other = factories.anyone("volunteer", 2)

    def say(decision="confirmed", who=by, seen=passage.version, **facts):
        return lambda: decide(ref=passage.ref, version=seen, decision=decision, by=who, **facts)

    refused(say(who=other), NotAllowed)
    refused(say(seen=9), Stale)
    refused(say("perhaps"), Invalid, "decision")
    refused(say(kind="wish"), Invalid, "kind")
    refused(say(levels=[]), Invalid, "levels")
    rejected = say("rejected")()
    assert (rejected.decision, rejected.decided_by) == ("rejected", by)
    assert Passage.objects.filter(pk=passage.pk).exists(), "rejected ones are kept"
    back = say("pending", seen=rejected.version)()
    assert (back.decision, back.decided_at, back.decided_by) == ("pending", None, None)


def test_a_span_marked_by_hand_is_inside_the_text_and_marked_once(by):
    letter = factories.make_letter(by=by, state="being_read")
    version = letter.latest
    end = len(version.text)

    def put(start, stop, **facts):
        return lambda: mark(letter_version=version, start=start, end=stop, by=by, **facts)

    for start, stop in [(-1, 5), (5, 5), (6, 5), (0, end + 1)]:
        refused(put(start, stop), Invalid, "start")
    made = put(0, end)()
    assert (made.quote, made.prefix, made.suffix) == (version.text, "", "")
    assert (made.decision, made.origin) == ("confirmed", "marked")
    refused(put(0, end), Invalid, "start")
    refused(put(1, 5, firmness="granite"), Invalid, "firmness")


def test_reading_is_finished_once_every_passage_is_decided(by):
    letter = factories.make_letter(by=by, state="being_read")
    finish = {"kind": "letter", "ref": letter.ref, "step": "finish", "by": by}
    refused(lambda: perform(version=letter.version, **finish), NotAllowed)
    for passage in letter.latest.passages.all():
        factories.decide(passage, "rejected", by=by)
    read = perform(version=letter.version, **finish)
    assert (read.state, read.holder, read.held_until) == ("read", None, None)


def test_a_reading_taken_over_changes_hands(by):
    letter = factories.make_letter(by=by, state="being_read")
    other = factories.anyone("volunteer", 2)
    taken = perform(
        kind="letter", ref=letter.ref, step="take_over", by=other, version=letter.version
    )
    assert taken.holder == other
    refused(
        lambda: perform(
            kind="letter", ref=letter.ref, step="release", by=by, version=taken.version
        ),
        NotAllowed,
    )


def test_names_are_masked_and_offsets_stay_true(by):
    letter = factories.make_letter(text="Madame Inventée habite ici.\nMerci.", by=by)
    mask = {"start": 7, "end": 15, "reason": "tiers"}
    text = factories.make_public_text("public", letter=letter, masks=[mask], by=by)
    assert text.render() == "Madame ████████ habite ici.\nMerci."
    assert (text.proposed_by, text.checked_by) == (by, factories.anyone("moderator"))


def test_masks_are_inside_a_text_that_exists(by, election):
    letter = factories.make_letter(by=by)
    for start, end in [(-1, 3), (3, 3), (0, 10_000)]:
        masks = [{"start": start, "end": end, "reason": ""}]
        refused(
            lambda masks=masks: propose_public_text(letter=letter, masks=masks, by=by),
            Invalid,
            "masks",
        )
    empty = file_letter(data=b"\x00\x01" * 50, name="a.bin", election=election, by=by).letter
    refused(lambda: propose_public_text(letter=empty, masks=[], by=by), Invalid, "masks")
    factories.make_public_text("proposed", letter=letter, by=by)
    refused(lambda: propose_public_text(letter=letter, masks=[], by=by), Invalid, "masks")


def test_who_drew_the_masks_does_not_check_them_whoever_proposed_the_copy(by):
    """Taken back and proposed again by another: the masks are still those of who drew them."""
    moderator = factories.somebody("moderator")
    text = factories.make_public_text("private", by=moderator)
    proposed = perform(
        kind="letter_text", ref=text.ref, step="propose_text", by=by, version=text.version
    )
    publish = {"kind": "letter_text", "ref": text.ref, "step": "publish_text"}
    refused(lambda: perform(by=moderator, version=proposed.version, **publish), NotAllowed)
    checker = factories.anyone("moderator")
    assert perform(by=checker, version=proposed.version, **publish).state == "public"
