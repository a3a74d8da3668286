"""What was withheld or masked since does not come back through `at=`."""

import copy
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from letters.actions.filing import file_letter
from letters.actions.steps import perform
from letters.models import PublicText
from pledges.actions import assessing, evidencing, recording, withholding
from pledges.models import Reply
from tests import factories
from tests.ground import made_once
from tests.pledges.api.conftest import make_here

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_first_day")]
START = datetime(2026, 4, 7, 9, 30, tzinfo=UTC)
FIRST, SECOND, THIRD = "2026-04-07", "2026-04-09", "2026-04-11"


def on(day: str):
    return time_machine.travel(datetime.fromisoformat(f"{day}T10:00+00:00"), tick=False)


@pytest.fixture(scope="module")
def _first_day(django_db_setup, django_db_blocker):
    def make() -> tuple[Reply, PublicText]:
        make_here()
        return _published_reply(), _public_text()

    with made_once(django_db_blocker, make) as made:
        yield made


@pytest.fixture
def reply(_first_day) -> Reply:
    return copy.deepcopy(_first_day[0])


@pytest.fixture
def text(_first_day) -> PublicText:
    return copy.deepcopy(_first_day[1])


def _published_reply() -> Reply:
    """A reply given and published on the first day, with a link."""
    with on(FIRST):
        assessment = factories.make_assessment("notified")
        reply = factories.make_reply(assessment, words="Des mots défendus.")
        evidencing.add_evidence(
            by=reply.created_by,
            reply=reply,
            kind="minutes",
            title="Procès-verbal",
            url="https://mairie.example/pv",
        )

        assessing.publish(
            ref=assessment.ref, by=factories.anyone("moderator", 2), version=assessment.version
        )
    reply.refresh_from_db()
    return reply


def _public_text() -> PublicText:
    """A letter whose text is public from the first day, nothing hidden, and quoted."""
    with on(FIRST):
        commitment = factories.make_commitment("published")
        letter = commitment.quotes.get().passage.letter_version.letter
        return factories.make_public_text(letter=letter)


def put_back(reply):
    reply.refresh_from_db()
    return withholding.restore(
        ref=reply.ref,
        by=factories.anyone("moderator", 3),
        version=reply.version,
        reason="Les mots ont changé.",
    )


def test_a_reply_withheld_since_is_not_read_by_asking_the_day_before(reader, reply):
    path = f"replies/{reply.ref}/"
    [evidence] = reader.read(path).json()["evidence"]
    with on(SECOND):
        factories.to_withhold(reply, "withheld")
    now, then = reader.read(path).json(), reader.read(path, {"at": FIRST}).json()
    assert now["words"] == then["words"] == now["signed_as"] == then["signed_as"] == ""
    assert then["withheld_because"] == now["withheld_because"] != ""
    assert then["evidence"] == []
    reader.problem(f"evidence/{evidence}/", {"at": FIRST}, status=404)
    assert [row["words"] for row in reader.rows("replies/", {"at": FIRST})] == [""]


def test_a_reply_put_back_word_for_word_is_read_again(reader, reply):
    path = f"replies/{reply.ref}/"
    before = reader.read(path).json()
    with on(SECOND):
        factories.to_withhold(reply, "withheld")
    with on(THIRD):
        put_back(reply)
    assert reader.read(path, {"at": FIRST}).json() == before
    withheld = reader.read(path, {"at": SECOND}).json()
    assert (withheld["words"], withheld["evidence"]) == ("", [])
    assert withheld["withheld_because"] != ""


def test_a_reply_put_back_in_other_words_keeps_the_former_ones_withheld(reader, reply):
    path = f"replies/{reply.ref}/"
    with on(SECOND):
        factories.to_withhold(reply, "withheld")
    with on(THIRD):
        reply.refresh_from_db()
        factories.rewritten(reply, by=reply.created_by)
        put_back(reply)
    told = {day: reader.read(path, {"at": day}).json()["words"] for day in (FIRST, SECOND, THIRD)}
    assert told == {FIRST: "", SECOND: "", THIRD: "Des mots permis."}


def test_words_rewritten_before_they_were_withheld_stay_hidden_too(reader, reply):
    """Nobody judged them apart: they were changed on the way to what was withheld."""
    with on(SECOND):
        factories.rewritten(reply, by=reply.created_by, words="D’autres mots défendus.")
        reply.refresh_from_db()
        factories.to_withhold(reply, "withheld")
    assert reader.read(f"replies/{reply.ref}/", {"at": FIRST}).json()["words"] == ""


def test_evidence_taken_away_by_who_gave_it_is_no_longer_told(reader, reply):
    [evidence] = reply.evidence.all()
    path = f"replies/{reply.ref}/"
    with on(SECOND):
        evidencing.remove_evidence(evidence=evidence, by=reply.created_by)
    assert reader.read(path, {"at": FIRST}).json()["evidence"] == []
    reader.problem(f"evidence/{evidence.ref}/", {"at": FIRST}, status=404)


def test_a_reply_is_not_told_before_its_assessment_is_public(reader, saint_denis):
    with on(FIRST):
        assessment = factories.make_assessment("notified")
        reply = factories.make_reply(assessment)
    with on(SECOND):
        assessing.publish(
            ref=assessment.ref, by=factories.anyone("moderator", 2), version=assessment.version
        )
    reader.problem(f"replies/{reply.ref}/", {"at": FIRST}, status=404)
    assert reader.read(f"replies/{reply.ref}/", {"at": SECOND}).status_code == 200


def test_an_assessment_does_not_name_a_reply_that_came_later(reader, saint_denis):
    with on(FIRST):
        assessment = factories.make_assessment("notified")
    later = assessment.reply_until + timedelta(days=1)
    with time_machine.travel(later, tick=False):
        assessing.publish(
            ref=assessment.ref, by=factories.anyone("moderator", 2), version=assessment.version
        )
        letter = file_letter(
            data=b"Dont acte, par courrier.",
            name="reponse.txt",
            election=assessment.electoral_list.election,
            electoral_list=assessment.electoral_list,
            received_on=(later - timedelta(days=2)).date(),
            kind="reply",
            by=factories.anyone("volunteer"),
        ).letter
    with time_machine.travel(later + timedelta(days=2), tick=False):
        reply = recording.record_reply(
            assessment=assessment,
            letter=letter,
            words="Dont acte, par courrier.",
            signed_as="Mairie inventée",
            by=factories.anyone("moderator"),
        )
    path, day = f"assessments/{assessment.ref}/", f"{later:%Y-%m-%d}"
    assert reader.read(path).json()["reply"] == reply.ref
    assert reader.read(path, {"at": day}).json()["reply"] is None
    told = reader.read(f"replies/{reply.ref}/", {"at": f"{later + timedelta(days=2):%Y-%m-%d}"})
    assert told.json()["received_on"] == f"{later - timedelta(days=2):%Y-%m-%d}"


def hide(text):
    text.refresh_from_db()
    return perform(
        kind="letter_text",
        ref=text.ref,
        step="hide_text",
        by=factories.anyone("moderator"),
        version=text.version,
        reason="Un nom était lisible.",
    )


def test_what_a_letter_hides_since_is_hidden_the_day_before(reader, text):
    at = text.letter_version.text.index(factories.SENTENCE)
    path, before = f"letters/{text.letter.ref}/", reader.read(f"letters/{text.letter.ref}/").json()
    with on(SECOND):
        hide(text)
        masks = [{"start": at, "end": at + 4, "reason": "personne"}]
        factories.make_public_text(letter=text.letter, masks=masks)
    then = reader.read(path, {"at": FIRST}).json()
    assert then["text"][at : at + 10] == "████" + factories.SENTENCE[4:10]
    assert then == before | {"text": then["text"]}
    of_list = text.letter.electoral_list.ref
    for name, words in (("passages", "quote"), ("commitments", "quotes")):
        [row] = reader.rows(f"{name}/", {"at": FIRST, "list": of_list})
        quoted = row[words] if name == "passages" else row[words][0]["text"]
        assert quoted.startswith("████"), name


def test_what_was_hidden_then_is_still_hidden_there(reader, text):
    at = text.letter_version.text.index(factories.SENTENCE)
    masks = [{"start": at, "end": at + 4, "reason": "personne"}]
    with on(SECOND):
        hide(text)
        factories.make_public_text(letter=text.letter, masks=masks)
    with on(THIRD):
        hide(text)
        factories.make_public_text(letter=text.letter)
    path = f"letters/{text.letter.ref}/"
    assert reader.read(path).json()["text"] == reader.read(path, {"at": FIRST}).json()["text"]
    assert reader.read(path, {"at": SECOND}).json()["text"][at : at + 4] == "████"
    of_list = text.letter.electoral_list.ref
    for name, words in (("passages", "quote"), ("commitments", "quotes")):
        [row] = reader.rows(f"{name}/", {"at": SECOND, "list": of_list})
        quoted = row[words] if name == "passages" else row[words][0]["text"]
        assert quoted.startswith("████"), name


@pytest.mark.parametrize("state", ["private", "proposed"])
def test_a_text_no_longer_public_is_hidden_whole(reader, text, state):
    with on(SECOND):
        hide(text)
        if state == "proposed":
            factories.make_public_text("proposed", letter=text.letter)
    then = reader.read(f"letters/{text.letter.ref}/", {"at": FIRST}).json()
    assert set(then["text"]) == {"█", "\n"}
    assert len(then["text"]) == len(text.letter_version.text)
    reader.problem(f"letters/{text.letter.ref}/", {"at": SECOND}, status=404)


def test_the_text_of_a_former_version_is_hidden_whole(reader, text):
    """Its masks are at other places, and what was read badly then may be a name."""
    with on(SECOND):
        hide(text)
        text.letter.refresh_from_db()
        factories.make_public_text(letter=factories.make_version(text.letter))
    path = f"letters/{text.letter.ref}/"
    then, now = reader.read(path, {"at": FIRST}).json(), reader.read(path).json()
    assert (then["version"], now["version"]) == (1, 2)
    assert then["sha256"] == text.letter_version.sha256
    assert set(then["text"]) == {"█", "\n"}
    assert "█" not in now["text"]


def test_a_letter_set_aside_since_is_told_with_its_text_hidden(reader, saint_denis):
    with on(FIRST):
        text = factories.make_public_text()
    with on(SECOND):
        perform(
            kind="letter",
            ref=text.letter.ref,
            step="set_aside",
            by=factories.anyone("moderator"),
            version=text.letter.version,
            reason="Abus.",
        )
    reader.problem(f"letters/{text.letter.ref}/", {"at": SECOND}, status=404)
    assert set(reader.read(f"letters/{text.letter.ref}/", {"at": FIRST}).json()["text"]) == {
        "█",
        "\n",
    }
