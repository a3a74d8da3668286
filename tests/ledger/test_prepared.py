"""Statements asked all day answer as any other, whatever happened to the connection."""

import pytest
from django.db import DatabaseError, connection, transaction

from ledger import prepared
from ledger.sequencing import _COMMITTED, committed, committed_is_next

DATED = "SELECT 1 + %s, 'a' || %s, %s::text, now() - now() < interval '1 day', '50 %%'"

on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="only PostgreSQL is told to prepare"
)


def ordinary(statement, values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


@pytest.mark.django_db(transaction=True)
def test_the_same_is_answered_before_and_after(coordinator):
    statement = "SELECT id, email, is_active, created_at FROM accounts_user WHERE email = %s"
    expected = ordinary(statement, [coordinator.email])
    assert len(expected) == 1
    for _time in range(8):
        assert prepared.rows(statement, [coordinator.email]) == expected
    assert prepared.rows(statement, ["' OR 1=1 --"]) == []


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_it_is_prepared_once():
    name = prepared._named(_COMMITTED)[0].decode()
    for _time in range(3):
        assert committed() == 0
    found = ordinary("SELECT name FROM pg_prepared_statements WHERE name = %s", [name])
    assert found == [(name,)]


@pytest.mark.django_db(transaction=True)
def test_values_without_a_type_and_signs_of_percent():
    statement, values = "SELECT 'a' || %s, '50 %%', '?'", ["é%s ? %%"]
    assert prepared.rows(statement, values) == ordinary(statement, values)
    assert prepared.rows(statement, values) == [("aé%s ? %%", "50 %", "?")]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_values_of_each_kind_and_signs_of_percent():
    assert prepared.rows(DATED, [2, "é%s", None]) == ordinary(DATED, [2, "é%s", None])


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_session_that_was_emptied_or_given_to_another_answers_all_the_same():
    committed()
    ordinary("DISCARD ALL", [])
    assert committed() == 0
    # Another client of a pooler has prepared it already.
    prepared._known.clear()
    assert committed() == 0


@pytest.mark.django_db(transaction=True)
def test_an_error_is_one_of_django_and_the_connection_lives_on():
    for _time in range(2):
        if connection.vendor == "postgresql":
            with pytest.raises(DatabaseError):
                prepared.rows("SELECT 1 / (%s - 1)", [1])
        with pytest.raises(DatabaseError):
            prepared.rows("SELECT nothing FROM nowhere")
    assert committed() == 0


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_it_sees_what_that_one_wrote(coordinator):
    statement = "SELECT name FROM accounts_user WHERE id = %s"
    prepared.rows(statement, [coordinator.pk])
    with transaction.atomic():
        type(coordinator).objects.filter(pk=coordinator.pk).update(name="Autre nom")
        assert prepared.rows(statement, [coordinator.pk]) == [("Autre nom",)]
        transaction.set_rollback(True)
    assert prepared.rows(statement, [coordinator.pk]) == [(coordinator.name,)]


def asked_ahead():
    committed()
    committed_is_next()
    assert len(prepared._ahead) == 1


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_what_is_asked_ahead_is_what_was_so_then(coordinator):
    before = committed()
    asked_ahead()
    elsewhere("INSERT INTO ledger_numbered (number, seq) SELECT 1, seq FROM ledger_unnumbered")
    assert committed() == before
    assert committed() == before + 1


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_what_was_asked_ahead_in_vain_is_in_nobodys_way(coordinator):
    statement = "SELECT name FROM accounts_user WHERE id = %s"
    for _time in range(2):
        asked_ahead()
        assert prepared.rows(statement, [coordinator.pk]) == [(coordinator.name,)]
        asked_ahead()
        prepared.forget()
        assert ordinary(statement, [coordinator.pk]) == [(coordinator.name,)]
        asked_ahead()
        with connection.execute_wrapper(lambda execute, *given: execute(*given)):
            assert prepared.rows(statement, [coordinator.pk]) == [(coordinator.name,)]
    assert not prepared._ahead


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_session_that_is_lost_is_said_by_who_needs_its_answer():
    [(session,)] = prepared.rows("SELECT pg_backend_pid()")
    asked_ahead()
    elsewhere(f"SELECT pg_terminate_backend({session}, 1000)")
    for tell in (committed_is_next, prepared.forget):
        tell()
    with pytest.raises(DatabaseError):
        committed()
    connection.close_if_unusable_or_obsolete()
    assert committed() == 0


def elsewhere(statement: str) -> None:
    """Run it in another session."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute(statement)
    other.close()
