"""The reference mirror, started at some moment, ends byte for byte like the site."""

import importlib.util
import os
import random
from pathlib import Path

import pytest

from ledger.refusals import Refusal
from letters.actions.filing import describe
from letters.actions.steps import perform as perform_letter
from letters.models import Passage, PublicText
from pledges.actions import review
from pledges.actions.perform import perform
from pledges.actions.undoing import undo
from pledges.api.urls import RESOURCES
from pledges.exports.dump import write_dump
from pledges.models import Commitment, Merge, Signature
from tests import factories
from tests.factories import anyone
from tests.factories.standing import MODELS

pytestmark = pytest.mark.django_db
SCRIPT = Path(__file__).resolve().parents[3] / "docs" / "api" / "mirror.py"
# In the whole suite each costs: `./run fuzz` does ten thousand.
OPERATIONS = int(os.environ.get("MIRROR_OPERATIONS", "200"))


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("mirror", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def mirror(script, reader, settings):
    def fetch(address: str) -> bytes:
        answer = reader.read(address)
        if answer.status_code == 410:
            raise script.Restart
        assert answer.status_code == 200, answer.content
        return answer.getvalue()

    made = script.Mirror(settings.BASE_URL, ":memory:", fetch)
    yield made
    made.copy.close()


def site(reader, resource: str) -> list[str]:
    return sorted(reader.read(f"exports/{resource}.ndjson").getvalue().decode().splitlines())


def assert_exact(mirror, reader) -> None:
    for resource in RESOURCES:
        assert sorted(mirror.rows(resource).values()) == site(reader, resource), resource


def some(chance: random.Random, rows):
    rows = list(rows.order_by("pk"))
    return chance.choice(rows) if rows else None


class Hands:
    """Everything people do that the public may see, and much that it may not."""

    def __init__(self, seed: int):
        self.chance = random.Random(seed)

    def do(self) -> None:
        name = self.chance.choice([name for name in dir(self) if name.startswith("on_")])
        try:
            getattr(self, name)()
        except Refusal:
            return  # What is refused moves nothing, and must show nothing.

    def state(self, *states: str) -> str:
        return self.chance.choice(states)

    def published(self) -> Commitment:
        found = some(self.chance, Commitment.objects.filter(state="published"))
        return found or factories.make_commitment("published")

    def on_list(self):
        factories.make_list(outcome=self.state("", "majority", "minority"))

    def on_commitment(self):
        factories.make_commitment(self.state("draft", "in_review", "published", "dropped"))

    def on_withdrawal(self):
        self.step("commitment", self.published(), "withdraw", anyone("coordinator"))

    def on_restoration(self):
        withdrawn = some(self.chance, Commitment.objects.filter(state="withdrawn"))
        if withdrawn:
            self.step("commitment", withdrawn, "restore", anyone("coordinator", 2))

    def on_correction(self):
        factories.make_correction(
            self.state("proposed", "accepted", "declined"), commitment=self.published()
        )

    def on_report(self):
        state = self.state("submitted", "published", "published", "declined")
        factories.make_report(state, commitment=self.published())

    def on_assessment(self):
        state = self.state("draft", "notified", "published")
        factories.make_assessment(state, commitment=self.published())

    def on_second_reply(self):
        assessment = factories.make_assessment("published", commitment=self.published())
        from pledges.actions.reporting import reply

        reply(
            assessment=assessment,
            by=assessment.reply.created_by,
            words="Récrit.",
            signed_as="Mairie inventée",
            version=assessment.reply.version,
        )

    def on_source(self):
        factories.make_source(self.published(), public=self.chance.random() < 0.7)

    def on_source_of_a_draft(self):
        draft = factories.make_commitment("in_review")
        factories.make_source(draft)
        if self.chance.random() < 0.5:
            review.publish(ref=draft.ref, by=anyone("moderator"), version=draft.version)

    def on_signature(self):
        factories.make_signature(self.state("received", "verified", "published"))

    def on_published_signature(self):
        signature = some(self.chance, Signature.objects.filter(state="published"))
        if signature:
            step = self.state("contest", "withdraw")
            self.step("signature", signature, step, anyone("moderator", 2))

    def on_text(self):
        factories.make_public_text(self.state("private", "proposed", "public"))

    def on_text_taken_back(self):
        text = some(self.chance, PublicText.objects.filter(state="public"))
        if text:
            self.letter_step("letter_text", text, "take_back_text")

    def on_letter_set_aside(self):
        text = some(self.chance, PublicText.objects.filter(letter__state="received"))
        if text:
            self.letter_step("letter", text.letter, "set_aside")

    def on_letter_reopened(self):
        text = some(self.chance, PublicText.objects.filter(letter__state="set_aside"))
        if text:
            self.letter_step("letter", text.letter, "reopen")

    def on_letter_described(self):
        quoted = some(self.chance, Passage.objects.filter(decision="confirmed"))
        if quoted:
            letter = quoted.letter_version.letter
            describe(
                letter_ref=letter.ref,
                version=letter.version,
                by=anyone("volunteer"),
                electoral_list=factories.make_list(),
                dated=None,
            )

    def on_passage_read_again(self):
        quoted = some(self.chance, Passage.objects.filter(decision="confirmed"))
        if quoted:
            factories.confirmed_passage(
                quoted.letter_version.letter, firmness=self.state("firm", "aspiration")
            )

    def on_undone(self):
        kind = self.state(*(kind for kind in MODELS if kind != "solicitation"))
        decided = some(self.chance, MODELS[kind].objects.all())
        if decided:
            undo(kind=kind, ref=decided.ref, by=anyone("coordinator"), version=decided.version)

    def on_merged_lists(self):
        """The list of something public joins another, or another joins it."""
        public = self.published().electoral_list
        other = factories.make_list(election=public.election, commune=public.commune)
        pair = [public, other]
        self.chance.shuffle(pair)
        factories.make_merge(self.state("proposed", "merged", "undone"), kept=pair[0], gone=pair[1])

    def on_merge_undone(self):
        merge = some(self.chance, Merge.objects.filter(state="merged"))
        if merge:
            self.step("merge", merge, "unmerge", anyone("coordinator"))

    def on_merged_letters(self):
        text = some(self.chance, PublicText.objects.filter(state="public"))
        if text and text.letter.electoral_list and not text.letter.duplicate_of:
            other = factories.make_letter(text.letter.electoral_list)
            factories.make_merge("merged", kind="letter", kept=text.letter, gone=other)
            copy = factories.make_public_text(
                letter=factories.make_letter(text.letter.electoral_list)
            )
            factories.make_merge("merged", kind="letter", kept=text.letter, gone=copy.letter)

    def step(self, kind, obj, step, by):
        perform(kind=kind, step=step, ref=obj.ref, by=by, version=obj.version, reason="Inventé.")

    def letter_step(self, kind, obj, step):
        perform_letter(
            kind=kind,
            ref=obj.ref,
            step=step,
            by=anyone("coordinator"),
            version=obj.version,
            reason="Inventé.",
        )


@pytest.mark.parametrize("seed", [1, pytest.param(4, marks=pytest.mark.once)])
def test_a_mirror_stays_exact(mirror, reader, saint_denis, plaine_commune, seed):
    hands = Hands(seed)
    for number in range(OPERATIONS // 2):
        hands.do()
        if hands.chance.random() < 0.15 or number == 10:
            mirror.update()
    mirror.update()
    assert_exact(mirror, reader)
    for resource in ("commitments", "reports", "assessments", "passages", "evidence"):
        assert mirror.rows(resource), f"no {resource} was ever public: the walk proves nothing"


def test_what_a_publication_undone_showed_leaves_the_mirror(mirror, reader, saint_denis):
    """The commitment, and what came out with it: its passage, its evidence."""
    commitment = factories.make_commitment("in_review")
    factories.make_source(commitment)
    mirror.update()
    by = anyone("moderator")
    done = review.publish(ref=commitment.ref, by=by, version=commitment.version)
    mirror.update()
    assert len(mirror.rows("commitments")) == len(mirror.rows("passages")) == 1
    assert len(mirror.rows("evidence")) == 1
    undo(kind="commitment", ref=done.ref, by=by, version=done.version)
    mirror.update()
    assert not mirror.rows("commitments")
    assert not mirror.rows("passages")
    assert_exact(mirror, reader)


def test_a_mirror_starts_from_a_dump(script, mirror, reader, saint_denis, tmp_path):
    hands = Hands(3)
    for _ in range(15):
        hands.do()
    write_dump(tmp_path / "dump")
    for _ in range(15):
        hands.do()
    mirror.dump = str(tmp_path / "dump")
    mirror.update()
    assert_exact(mirror, reader)
    with (tmp_path / "dump" / "lists.ndjson").open("ab") as file:
        file.write(b"\n")
    other = script.Mirror("", ":memory:", mirror.fetch, dump=str(tmp_path / "dump"))
    with pytest.raises(SystemExit):
        other.update()
    assert other.rows("lists") == {}
    other.copy.close()


def test_a_mirror_that_is_lost_starts_again(mirror, reader, saint_denis):
    factories.make_commitment("published")
    mirror.update()
    mirror.copy.execute("UPDATE position SET last = 1000000")
    mirror.copy.execute("DELETE FROM rows")
    mirror.update()
    assert_exact(mirror, reader)


def test_a_whole_resource_is_read_again_when_it_changed_at_once(mirror, reader, saint_denis):
    from ledger.recording import record

    mirror.update()
    saint_denis.name = "Saint-Denis-sur-Seine"
    saint_denis.save()
    record(kind="geography", ref="cog", version=1, step="load_geography")
    mirror.update()
    assert "Saint-Denis-sur-Seine" in "".join(mirror.rows("communes").values())
    assert_exact(mirror, reader)
