"""The first page: what waits longest comes first, and asks the same few queries."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from accounts import queueing
from accounts.queueing import QueueLine, register_queue, work_queue


@pytest.fixture
def queues(monkeypatch):
    for registered in ("_queues", "_notices", "_returns"):
        monkeypatch.setattr(queueing, registered, [])


def lines(user, asked):
    now = timezone.now()
    return [
        QueueLine("empty", 0, None, "/a"),
        QueueLine("undated", 2, None, "/b"),
        QueueLine("yesterday", 3, now - timedelta(days=1), "/c", "a moderator"),
        QueueLine("last month", 1, now - timedelta(days=31), "/d"),
    ]


def test_order_and_lateness(queues):
    register_queue(lines)
    register_queue(lines)
    found = work_queue(AnonymousUser())
    assert [line.label for line in found] == ["last month", "yesterday", "undated", "empty"]
    assert [line.is_late for line in found] == [True, False, False, False]


def test_the_first_page_shows_the_queue_before_the_tables(page_client, moderator, queues):
    register_queue(lines)
    page_client.force_login(moderator)
    page = page_client.get(reverse("admin:index")).content.decode()
    assert page.index("last month") < page.index("yesterday") < page.index("app-ledger")
    assert page.count("is-late") == 1


def test_an_empty_desk_says_that_nothing_waits(page_client, moderator, queues):
    page_client.force_login(moderator)
    assert page_client.get(reverse("admin:index")).status_code == 200


def test_queries_of_the_first_page(client, moderator, queues, django_assert_num_queries):
    register_queue(lines)
    client.force_login(moderator)
    # The session, the user, their groups; the queues add their own.
    with django_assert_num_queries(3):
        client.get(reverse("admin:index"))
