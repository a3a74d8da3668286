"""Words of commitments are found through the index of the database, which keeps it exact itself."""

import pytest
from django.db import connection

from pledges.models import Commitment, CommitmentCopy
from pledges.queries.search import with_words
from tests.factories import make_commitment, make_correction
from tests.ground import made_once
from tests.plans import plans_of_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("draft")]


@pytest.fixture(scope="module")
def draft(django_db_setup, django_db_blocker):
    def make():
        make_commitment("published")
        make_commitment("draft", title="Charrue")
        return make_commitment("draft").ref

    with made_once(django_db_blocker, make) as made:
        yield made


def found(text: str) -> set[str]:
    return set(with_words(Commitment.objects.all(), text).values_list("ref", flat=True))


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("écoles", True),
        ("ECOLES libres", True),
        ("logic", True),
        ("libres-logiciels", True),
        ("ogiciels", False),
        ("écoles introuvable", False),
        ("' OR 1=1 --", False),
        ('"*', True),
        ("", True),
        ("le & la | ! ( ) : *", False),
    ],
)
def test_each_word_begins_a_word(text, matches, draft):
    assert (draft in found(text)) is matches


@pytest.mark.parametrize("text", ["écoles", "logic", "ogiciels", "libres l", "l", "écoles zz"])
def test_common_words_are_those_of_the_index(text, monkeypatch):
    rare = found(text)
    monkeypatch.setattr("accounts.searching.COMMON", -1)
    assert found(text) == rare


def test_the_index_follows_what_is_written():
    """Fails when a migration made the table anew and lost the triggers that keep the index."""
    commitment = make_commitment("published", title="Brouette")
    assert found("brouette") == {commitment.ref}
    make_correction("accepted", commitment=commitment, title="Charrette")
    assert found("brouette") == set()
    assert found("charrette") == {commitment.ref}
    row = Commitment.objects.get(ref=commitment.ref)
    row.ref, row.pk, row.search_text = "zzzzzzzz", None, "poulie"
    row.save(force_insert=True)
    assert found("poulie") == {"zzzzzzzz"}
    CommitmentCopy.objects.filter(commitment__ref="zzzzzzzz").delete()
    Commitment.objects.filter(ref="zzzzzzzz").delete()
    assert found("poulie") == set()


def plan(rows) -> str:
    if connection.vendor == "sqlite":
        return rows.explain()
    # A table of a few rows is read whole, or sorted, unless the planner is told not to.
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    return rows.explain()


def test_words_are_never_looked_for_row_by_row():
    if connection.vendor == "sqlite":
        text = plan(with_words(Commitment.objects.order_by(), "écoles"))
        assert "VIRTUAL TABLE INDEX" in text
        assert "SCAN pledges_commitment\n" not in text
    else:
        text = plans_of_words(lambda: with_words(Commitment.objects.all(), "écoles"))
        assert "Index Scan on commitment_words" in text


def test_pages_are_read_in_the_order_of_their_index():
    from pledges.exports.resources import RESOURCES

    rows = RESOURCES["commitments"].rows().order_by("-published_at", "-pk")[:51]
    text = plan(rows)
    assert "commitment_pages" in text
    assert "TEMP B-TREE" not in text
