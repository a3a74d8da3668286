"""A copy says what the tables say, or the database marks it stale: whatever is written, however."""

import random
import threading
from datetime import timedelta

import orjson
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat

from letters.models import Passage, PublicText
from pledges.api.copied import _file
from pledges.exports import copies, staleness
from pledges.exports.formats import columns_of, csv_lines
from pledges.exports.resources import RESOURCES, rows_of
from pledges.models import Article, Commitment, CommitmentCopy, Pact, PactVersion, Quote
from tests.factories import make_commitment, make_pact, make_public_text
from tests.pledges.api.conftest import _shared_world as _shared_world
from tests.pledges.api.conftest import reader as reader
from tests.pledges.api.conftest import world as world
from tests.pledges.api.test_mirror import Hands

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def stored(commitment) -> bool:
    """Is its copy one that would be read?"""
    return CommitmentCopy.objects.filter(pk=commitment.pk, shape=copies.shape()).exists()


@pytest.fixture
def copied(world) -> Commitment:
    commitment = Commitment.objects.get(ref=world["commitments"])
    letter = commitment.quotes.get().passage.letter_version.letter
    make_public_text(letter=letter)
    commitment.articles.add(commitment.pact_version.articles.first())
    copies.make_copies()
    assert stored(commitment)
    return commitment


def test_copies_give_the_very_rows_of_the_tables(copied, reader):
    read = reader.read("commitments/").json()["results"]
    assert read == [orjson.loads(orjson.dumps(row)) for row in from_tables()]
    one = reader.read(f"commitments/{copied.ref}/")
    assert one.json() == next(row for row in read if row["ref"] == copied.ref)
    for kind in ("ndjson", "csv"):
        with_copies = reader.read(f"exports/commitments.{kind}").getvalue()
        copies.start_again()
        assert reader.read(f"exports/commitments.{kind}").getvalue() == with_copies
        copies.make_copies()
    lines = "".join(csv_lines(from_tables(), columns_of(RESOURCES["commitments"].shape)))
    assert with_copies.decode() == lines


@pytest.mark.parametrize("part", [1, 2, 3])
def test_a_file_in_several_parts_is_whole_and_in_order(copied, reader, monkeypatch, part):
    """Made of fresh copies, then with a stale one among them, then with one that is not there."""
    later = [make_commitment("published") for _ in range(2)]
    # Published at the same instant: the second key decides.
    Commitment.objects.filter(pk__in=[one.pk for one in later]).update(
        published_at=later[0].published_at
    )
    monkeypatch.setattr("pledges.api.copied.PART", part)
    lines = [orjson.dumps(row) + b"\n" for row in from_tables()]
    assert len(lines) == 3
    for stale in (None, copied, later[0]):
        copies.make_copies()
        if stale:
            CommitmentCopy.objects.filter(pk=stale.pk).update(shape="")
        assert reader.read("exports/commitments.ndjson").getvalue() == b"".join(lines)
    copies.make_copies()
    CommitmentCopy.objects.filter(pk=copied.pk).delete()
    assert reader.read("exports/commitments.ndjson").getvalue() == b"".join(lines)


@pytest.mark.parametrize("piece", [1, 2, 100])
def test_texts_joined_by_the_database_keep_their_order(world, reader, monkeypatch, piece):
    """However it joins the copies to their keys: PostgreSQL also reads all copies, in any order."""
    made = [make_commitment("published") for _ in range(4)]
    for age, one in enumerate(made):
        Commitment.objects.filter(pk=one.pk).update(published_at=one.published_at - age * DAY)
    copies.make_copies()
    monkeypatch.setattr("pledges.exports.copies.PIECE", piece)
    lines = [orjson.dumps(row) + b"\n" for row in from_tables()]
    ways = ("on", "off") if connection.vendor == "postgresql" else ("on",)
    for way in ways:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL enable_nestloop = {way}")
                cursor.execute(f"SET LOCAL enable_mergejoin = {way}")
        assert reader.read("exports/commitments.ndjson").getvalue() == b"".join(lines)


@pytest.mark.django_db(transaction=True)
def test_a_file_is_the_same_outside_a_transaction(monkeypatch):
    """There PostgreSQL is read by a thread of its own, which ends with the file, or with who stops
    reading it."""
    for _ in range(5):
        make_commitment("published")
    copies.make_copies()
    monkeypatch.setattr("pledges.api.copied.PART", 2)
    resource = RESOURCES["commitments"]
    lines = [orjson.dumps(row) + b"\n" for row in from_tables()]
    threads, sessions = threading.active_count(), open_sessions()
    parts = _file("ndjson", resource.rows(), resource.keyset)
    assert b"".join(parts) == b"".join(lines)
    parts = _file("ndjson", resource.rows(), resource.keyset)
    assert next(parts) == b"".join(lines[:2])
    parts.close()
    assert threading.active_count() == threads
    assert open_sessions() == sessions


def open_sessions() -> int:
    """Of PostgreSQL, with this database."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return cursor.fetchone()[0]


def from_tables() -> list[dict]:
    return list(rows_of(RESOURCES["commitments"]))


# What a commitment shows, and a way to change it with plain SQL, behind the actions' back.
CHANGES = {
    "its own words": (Commitment, {"title": "Autre titre"}),
    "a quote": (Quote, {"text": "Autres mots"}),
    "a passage": (Passage, {"quote": "Autres mots"}),
    "the masks of a letter": (PublicText, {"masks": [{"start": 0, "end": 90, "reason": "x"}]}),
    "an article": (Article, {"key": Concat("key", Value("9"))}),
    "the edition of a pact": (PactVersion, {"label": "Autre"}),
    "the address of a pact": (Pact, {"slug": Concat("slug", Value("-autre"))}),
}


@pytest.mark.parametrize("what", CHANGES)
def test_the_database_marks_the_copy_stale(copied, what):
    model, values = CHANGES[what]
    model.objects.update(**values)
    assert not stored(copied)
    copies.make_copies()
    assert stored(copied)
    assert list(copies.differences()) == []


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("electoral_list", {"ref": "zzzzzzzz"}),
        ("electoral_list.commune", {"code": "99999"}),
        ("electoral_list.election", {"slug": "autre"}),
    ],
)
def test_what_it_belongs_to_marks_it_stale(copied, path, values):
    row = copied
    for name in path.split("."):
        row = getattr(row, name)
    type(row).objects.filter(pk=row.pk).update(**values)
    assert not stored(copied)


def test_children_that_come_and_go_mark_it_stale(copied):
    article = make_pact(slug="autre").articles.first()
    copied.articles.add(article)
    assert not stored(copied)
    copies.make_copies()
    copied.articles.remove(article)
    assert not stored(copied)
    copies.make_copies()
    PublicText.objects.all().delete()
    assert not stored(copied)


def test_what_it_does_not_show_leaves_it_alone(copied):
    electoral_list = copied.electoral_list
    electoral_list.outcome, electoral_list.label = "minority", "Autre nom"
    electoral_list.save()
    electoral_list.commune.name = "Autre nom"
    electoral_list.commune.save()
    assert stored(copied)


def test_a_draft_has_no_copy(world):
    draft = make_commitment("draft")
    copies.start_again()
    copies.make_copies()
    assert not CommitmentCopy.objects.filter(pk=draft.pk).exists()


def test_a_copy_made_from_rows_read_too_early_is_not_kept(copied, monkeypatch):
    copies.start_again()
    honest = copies._made

    def slow(keys):
        made = list(honest(keys))
        Commitment.objects.filter(pk=copied.pk).update(title="Changé entre-temps")
        return iter(made)

    monkeypatch.setattr(copies, "_made", slow)
    copies.make_copies(limit=1000)
    assert not stored(copied)


def test_a_copy_of_another_release_is_not_read(copied, reader):
    CommitmentCopy.objects.update(body='{"from":"yesterday"}', line="yesterday", shape="another")
    assert reader.read(f"commitments/{copied.ref}/").json()["ref"] == copied.ref
    assert "yesterday" not in reader.read("exports/commitments.csv").getvalue().decode()


def test_a_mark_in_somebodys_words_is_not_an_address(copied, reader):
    Commitment.objects.filter(pk=copied.pk).update(title='\x01/a "url":"\x01/b')
    for _time in ("from the tables", "from the copy"):
        row = reader.read(f"commitments/{copied.ref}/").json()
        assert row["title"] == '\x01/a "url":"\x01/b'
        line = reader.read("exports/commitments.csv").getvalue().decode()
        assert '"/a ""url"":""/b"' in line
        copies.make_copies()


def test_links_follow_the_address_of_the_site(copied, reader, settings):
    settings.BASE_URL = "https://ailleurs.example"
    row = reader.read(f"commitments/{copied.ref}/").json()
    assert row["url"] == f"https://ailleurs.example/api/v1/commitments/{copied.ref}/"
    assert row["page"].startswith("https://ailleurs.example/engagements/")


def test_the_command_checks_and_repairs(copied, capsys):
    call_command("rebuild_copies", "--check")
    CommitmentCopy.objects.filter(pk=copied.pk).update(body="{}")
    with pytest.raises(CommandError):
        call_command("rebuild_copies", "--check")
    call_command("rebuild_copies", "--all")
    call_command("rebuild_copies", "--check")


@pytest.mark.parametrize("seed", [3, pytest.param(4, marks=pytest.mark.once)])
def test_copies_stay_right_whatever_people_do(saint_denis, plaine_commune, seed):
    hands = Hands(seed)
    chance = random.Random(seed)
    for _number in range(60):
        hands.do()
        if chance.random() < 0.3:
            copies.make_copies()
            assert list(copies.differences()) == []
    copies.make_copies()
    assert CommitmentCopy.objects.filter(shape=copies.shape()).exclude(body="").exists()
    assert list(copies.differences()) == []


def test_every_trigger_is_there():
    """Fails when a migration lost one: they are made again after each `migrate`."""
    wanted = {staleness._name(one, event) for one in staleness.SOURCES for event in one.events}
    table, column = (
        ("pg_trigger", "tgname")
        if connection.vendor == "postgresql"
        else (
            "sqlite_master WHERE type = 'trigger'",
            "name",
        )
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        assert wanted <= {name for (name,) in cursor.fetchall()}


def test_a_publication_undone_leaves_no_words_behind(copied):
    Commitment.objects.filter(pk=copied.pk).update(state="in_review", published_at=None)
    assert CommitmentCopy.objects.get(pk=copied.pk).body == ""
    copies.make_copies()
    assert CommitmentCopy.objects.get(pk=copied.pk).body == ""
