"""`/changes/`: what is public and nothing else, in the order of commits, without a gap."""

import threading
from xml.etree import ElementTree

import pytest
from django.db import connection, transaction

from ledger.models import Numbered
from ledger.recording import record
from ledger.sequencing import number_entries
from tests import factories
from tests.factories import anyone, make_commitment


def following(reader, since: int = 0, **query) -> list[dict]:
    found = []
    while True:
        page = reader.read("changes/", {"since": str(since), "limit": "1000"} | query).json()
        found += page["results"]
        since = page["last"]
        if not page["next"]:
            return found


def now(reader) -> int:
    return reader.read("exports/").json()["changes_since"]


@pytest.mark.django_db
def test_a_draft_is_never_told_and_its_publication_brings_what_it_quotes(reader, saint_denis):
    since = now(reader)
    draft = factories.make_commitment("in_review")
    told = {change["resource"] for change in following(reader, since)}
    assert told <= {"lists", "elections", "pacts"}
    since = now(reader)
    from pledges.actions import review

    review.publish(ref=draft.ref, by=anyone("moderator"), version=draft.version)
    first, second = following(reader, since)
    assert (first["resource"], first["ref"], first["step"]) == ("commitments", draft.ref, "publish")
    assert first["object"] == reader.read(f"commitments/{draft.ref}/").json()
    assert second["resource"] == "passages"
    assert second["parent"] == {"resource": "commitments", "ref": draft.ref}
    assert second["seq"] == first["seq"]


@pytest.mark.django_db
def test_a_withdrawal_keeps_its_reason_and_a_contested_signature_its_tombstone(reader, saint_denis):
    commitment = factories.make_commitment("published")
    signature = factories.make_signature("published")
    since = now(reader)
    from pledges.actions.perform import perform

    for kind, obj, step in (
        ("commitment", commitment, "withdraw"),
        ("signature", signature, "contest"),
    ):
        by = anyone("coordinator")
        perform(kind=kind, step=step, ref=obj.ref, by=by, version=obj.version, reason="Parce que.")
    withdrawn, contested = following(reader, since)
    assert (withdrawn["deleted"], withdrawn["reason"]) == (False, "Parce que.")
    assert withdrawn["object"]["state"] == "withdrawn"
    assert (contested["deleted"], contested["object"], contested["reason"]) == (True, None, "")


@pytest.mark.django_db
def test_a_child_names_its_parent(reader, saint_denis):
    commitment = factories.make_commitment("published")
    since = now(reader)
    report = factories.make_report("published", commitment=commitment)
    child = next(c for c in following(reader, since) if c["resource"] == "reports")
    assert child["ref"] == report.ref
    assert child["parent"] == {"resource": "commitments", "ref": commitment.ref}


@pytest.mark.django_db
def test_pages_cover_every_number_once(reader, saint_denis):
    factories.make_assessment("published")
    whole = following(reader)
    assert following(reader, limit="1") == whole
    assert [change["seq"] for change in whole] == sorted(change["seq"] for change in whole)
    numbers = list(Numbered.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.django_db
def test_a_number_of_another_site_sends_back_to_the_whole(reader):
    assert "exports" in reader.problem("changes/", {"since": "5"}, status=410)["detail"]
    for name, value in (("since", "-1"), ("since", "x"), ("since", "9" * 30), ("limit", "0")):
        assert reader.problem("changes/", {name: value})["errors"][0]["field"] == name
    reader.problem("changes/", {"couleur": "rouge"})


@pytest.mark.django_db
def test_a_page_costs_the_same_whatever_it_holds(
    reader, saint_denis, plaine_commune, django_assert_max_num_queries
):
    for _ in range(3):
        factories.make_assessment("published")
        factories.make_report("published")
        number_entries()
        with django_assert_max_num_queries(40):
            reader.read("changes/", {"limit": "1000"})


@pytest.mark.django_db(transaction=True)
def test_what_commits_late_is_numbered_after_what_was_read():
    """A transaction that began first and ends last must not slip behind a reader's number."""
    if connection.vendor == "sqlite":
        # One writer at a time: the two transactions cannot overlap at all.
        record(kind="thing", ref="early", version=1, step="create")
        assert number_entries() == 1
        return
    began, read = threading.Event(), threading.Event()

    def slow():
        try:
            with transaction.atomic():
                record(kind="thing", ref="slow", version=1, step="create")
                began.set()
                assert read.wait(20)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert began.wait(20)
    fast = record(kind="thing", ref="fast", version=1, step="create")
    assert number_entries() == 1
    read.set()
    thread.join()
    assert number_entries() == 2
    assert Numbered.objects.get(number=1).seq == fast.seq
    assert Numbered.objects.get(number=2).seq < fast.seq


def test_the_changes_are_a_feed_too(reader, saint_denis):
    first = make_commitment("published", title="Avant <tout>")
    last = make_commitment("published")
    for answer in (
        reader.read("changes/", {"format": "atom"}),
        reader.read("changes/", Accept="application/atom+xml"),
    ):
        assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = ElementTree.fromstring(answer.content)
    space = {"a": "http://www.w3.org/2005/Atom"}
    titles = [one.text for one in feed.findall("a:entry/a:title", space)]
    ids = [one.text for one in feed.findall("a:entry/a:id", space)]
    of = {
        one.ref: titles.index(f"commitments {one.ref}: publish – {one.title}")
        for one in (first, last)
    }
    assert of[last.ref] < of[first.ref], "newest first"
    assert len(set(ids)) == len(ids)
    reader.problem("changes/", {"format": "csv"}, status=406)
    reader.problem("changes/", {"format": "atom", "since": "x"})
