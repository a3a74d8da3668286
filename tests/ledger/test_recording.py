"""One entry per version, chained, and no lost update even without a lock."""

import pytest
from django.db import IntegrityError, transaction

from accounts.policies import role_of
from ledger.models import Entry
from ledger.reading import as_of, histories_of, history_of
from ledger.recording import digest_of, record
from ledger.refusals import Stale
from ledger.verify import broken_chains, disagreements

pytestmark = pytest.mark.django_db


def write(version, *, ref="abc", step="create", snapshot=None, **facts):
    return record(
        kind="thing", ref=ref, version=version, step=step, snapshot=snapshot or {}, **facts
    )


def test_an_entry_says_who_what_and_when_and_starts_the_chain(volunteer):
    entry = write(1, by=volunteer, role=role_of(volunteer), after="draft", reason="Parce que.")
    entry.refresh_from_db()
    assert (entry.actor_ref, entry.role) == (volunteer.ref, "volunteer")
    assert (entry.from_state, entry.to_state, entry.reason) == ("", "draft", "Parce que.")
    assert entry.previous == ""
    assert entry.digest == digest_of(entry), "what the database gives back gives the same digest"


def test_the_software_itself_has_no_name():
    assert write(1).actor_ref == ""


def test_each_entry_follows_the_one_before_it_of_the_same_object():
    first, other, second = write(1), write(1, ref="xyz"), write(2)
    assert second.previous == first.digest
    assert other.previous == ""


@pytest.mark.parametrize("version", [1, 2])
def test_a_version_already_told_is_refused(version):
    write(1)
    write(2)
    with pytest.raises(Stale) as refusal:
        write(version)
    assert (refusal.value.seen, refusal.value.current) == (version, 2)
    assert Entry.objects.count() == 2


def test_the_database_itself_refuses_two_entries_for_one_version():
    """The last defence, were two writers to pass the check at the same moment."""
    entry = write(1)
    entry.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)


def test_what_is_kept_is_json_as_stored():
    entry = write(1, snapshot={"pair": (1, 2), "words": "é"})
    assert entry.snapshot == {"pair": [1, 2], "words": "é"}


def test_what_is_not_json_is_an_error_of_the_caller():
    with pytest.raises(TypeError):
        write(1, snapshot={"set": {1}})
    assert not Entry.objects.exists()


def test_histories_are_read_per_object_and_as_of_a_moment(django_assert_num_queries):
    first, second, other = write(1), write(2), write(1, ref="xyz")
    assert list(history_of("thing", "abc")) == [first, second]
    with django_assert_num_queries(1):
        found = histories_of("thing", ["abc", "xyz", "none"])
    assert found == {"abc": [first, second], "xyz": [other], "none": []}
    assert as_of("thing", first.at) == {"abc": first}
    assert as_of("thing", other.at) == {"abc": second, "xyz": other}


ALTERATIONS = {
    "reason": "réécrite",
    "actor_ref": "zzzzzzzz",
    "role": "coordinator",
    "step": "other",
    "from_state": "x",
    "to_state": "x",
    "snapshot": {"title": "autre"},
}


@pytest.mark.parametrize("field", ALTERATIONS)
def test_an_entry_altered_behind_the_back_of_the_triggers_is_found(field, unguarded):
    entry = write(1, snapshot={"title": "un"})
    assert list(broken_chains()) == []
    with unguarded():
        Entry.objects.filter(pk=entry.pk).update(**{field: ALTERATIONS[field]})
    assert "was altered" in next(broken_chains())


def test_an_entry_taken_out_of_the_middle_is_found(unguarded):
    write(1)
    middle = write(2)
    write(3)
    with unguarded():
        Entry.objects.filter(pk=middle.pk).delete()
    assert "does not follow" in next(broken_chains())


def test_a_row_that_differs_from_its_last_entry_is_found():
    write(1, after="draft", snapshot={"title": "un", "level": "commune"})
    agreed = ("abc", 1, "draft", {"title": "un", "level": "commune"})
    assert list(disagreements("thing", [agreed])) == []
    cases = {
        "has no entry": ("new", 1, "draft", {}),
        "the row says published v1": ("abc", 1, "published", agreed[3]),
        "the row says draft v2": ("abc", 2, "draft", agreed[3]),
        "content differs from the ledger (title)": (*agreed[:3], agreed[3] | {"title": "x"}),
    }
    for sentence, row in cases.items():
        assert sentence in next(disagreements("thing", [row]))
