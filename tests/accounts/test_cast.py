"""The cast itself: who they are, and what the database lets them do."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from ledger.models import Entry
from ledger.recording import record
from tests.cast import append_only_tables
from tests.client import faults_of


def test_the_cast_is_invented_and_has_no_password(camille, dominique, volunteer, coordinator):
    for user in (camille, dominique, volunteer, coordinator):
        assert user.fictitious
        assert not user.has_usable_password()
    assert (camille.is_staff, volunteer.is_staff) == (False, True)


def test_the_election_is_silent_from_the_eve(election):
    first, second = election.rounds.order_by("number")
    assert first.freeze_from.isoformat() == "2026-03-13T23:00:00+00:00"
    assert second.freeze_until.isoformat() == "2026-03-22T19:00:00+00:00"


def test_every_append_only_table_refuses_changes_during_a_test(lockable_db):
    record(kind="thing", ref="one", version=1, step="create")
    assert "ledger_entry" in append_only_tables()
    for verb in ("UPDATE ledger_entry SET step = 'x'", "DELETE FROM ledger_entry"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(verb)


def test_after_a_test_with_transactions_tables_are_empty_and_kept_again(lockable_db):
    assert not Entry.objects.filter(object_kind="thing").exists()
    record(kind="thing", ref="one", version=1, step="create")
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.all().delete()


def test_threads_see_what_was_committed(lockable_db, moderator):
    seen = []

    def look():
        seen.append(type(moderator).objects.filter(pk=moderator.pk).exists())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [True]


WELL_MADE = (
    '<!doctype html><html lang="fr"><head><title>T</title></head>'
    '<body><h1>T</h1><label for="a">A</label><input id="a"></body></html>'
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<h1>T</h1>", ""),
        ("<h1>T</h1>", "<h1>T</h1><h1>U</h1>"),
        (' lang="fr"', ""),
        ("<title>T</title>", ""),
        ("<body>", '<body style="color: red">'),
        ("<body>", '<body onload="x()">'),
        ("<body>", "<body><script>x()</script>"),
        ("<body>", "<body><style>p {}</style>"),
        ("<body>", "<body>{{ x }}"),
        ('<label for="a">A</label>', ""),
        ("<body>", '<body><p id="a"></p>'),
        ("<body>", '<body><a href="javascript:x()">a</a>'),
    ],
)
def test_the_inspector_sees_each_fault(before, after):
    assert faults_of(WELL_MADE) == []
    assert len(faults_of(WELL_MADE.replace(before, after))) == 1
