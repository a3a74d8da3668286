"""What is searched or filtered at the desk is read from an index, in the order of its page."""

import re

import pytest
from django.db import connection
from django.urls import reverse

from accounts.admin_site import site
from accounts.models import User
from ledger.references import new_ref
from tests.factories import make_public_text, make_report, make_signature
from tests.plans import noted, plan, reads_a_table_whole, sorts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_ground")]

# Tables that stay small, or as they are: read as they come.
SMALL = {"communes_department", "communes_intercommunality", "communes_election"}
SMALL |= {"communes_conflictofinterest", "pledges_mandatechange", "pledges_returnreason"}
SMALL |= {"pledges_pact", "pledges_pactversion", "pledges_campaign", "auth_group"}
SEARCHED = [
    model
    for model, table in site._registry.items()
    if table.search_fields and model._meta.db_table not in SMALL
]
# Communes are as many as they were.
GROWING = [
    model for model in site._registry if model._meta.db_table not in SMALL | {"communes_commune"}
]
# What most rows are: the first of a page are found among the first read.
MOST = {"accounts_user": {"is_active__exact=1"}, "pledges_evidence": {"public__exact=1"}}
MOST |= {"accounts_invitation": {"state=accepted", "state=revoked"}}
# The few who hold a role are sorted by name.
SORTED = {"accounts_user": "role="}


GREATEST_KEY = r"^SELECT (\S+) AS \S+ FROM \S+ ORDER BY \S+ DESC LIMIT 1$"


def make_ground() -> None:
    """Words to look for in most tables."""
    make_report("submitted"), make_signature(), make_public_text()


def named(models) -> list[str]:
    return sorted(model._meta.label_lower for model in models)


def changelist(label: str) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_changelist")


def selects(seen) -> list[tuple]:
    """But the one by which the table is known to be small: its greatest key."""
    asked = [one for one in seen if one[0].startswith("SELECT")]
    return [(sql, params) for sql, params in asked if not re.search(GREATEST_KEY, sql)]


def read_from_end_to_end(found: str) -> bool:
    """By an index or not. PostgreSQL reads by one when it may not do otherwise: what it then says
    of each row tells."""
    if connection.vendor == "postgresql":
        return "Seq Scan" in found or "strpos" in found
    tables = re.findall(r"^SCAN (\S+)(?!.* VIRTUAL TABLE )", found, re.MULTILINE)
    return bool(set(tables) - SMALL - {"subquery", "CONSTANT"})


@pytest.mark.parametrize("typed", ["introuvable", "autre introuvable", "reference"])
@pytest.mark.parametrize("label", named(SEARCHED))
def test_what_is_looked_for_is_never_looked_for_row_by_row(desk, coordinator, label, typed):
    client = desk(coordinator)
    client.get(changelist(label))
    with noted() as seen:
        client.get(changelist(label), {"q": new_ref() if typed == "reference" else typed})
    for sql, params in selects(seen):
        found = plan(sql, params)
        assert not read_from_end_to_end(found), f"{sql}\n{params}\n{found}"


@pytest.mark.parametrize("label", named(GROWING))
def test_filters_are_read_in_the_order_of_the_page(desk, coordinator, label):
    client = desk(coordinator)
    shown = client.get(changelist(label)).context["cl"]
    choices = [choice for spec in shown.filter_specs for choice in spec.choices(shown)]
    asked = [one["query_string"] for one in choices if not one["selected"]]
    table = shown.model._meta.db_table
    for query in asked:
        with noted() as seen:
            assert client.get(changelist(label) + query).status_code == 200
        for sql, params in selects(seen):
            if f'FROM "{table}"' in sql:
                found = plan(sql, params)
                said = f"{query}\n{sql}\n{params}\n{found}"
                assert SORTED.get(table, " ") in query or not sorts(found), said
                is_most = query.removeprefix("?") in MOST.get(table, ())
                assert is_most or not reads_a_table_whole(found), said


@pytest.mark.parametrize("label", named(GROWING))
def test_a_table_is_never_sorted(desk, coordinator, label):
    client = desk(coordinator)
    with noted() as seen:
        shown = client.get(changelist(label)).context["cl"]
    for sql, params in selects(seen):
        if f'FROM "{shown.model._meta.db_table}"' in sql:
            assert not sorts(plan(sql, params)), sql


def test_a_table_is_sorted_by_a_click_and_shown_whole_while_it_is_small(
    desk, coordinator, volunteer, monkeypatch
):
    client, users = desk(coordinator), changelist("accounts.user")
    newest = User.objects.latest("pk").pk
    monkeypatch.setattr("accounts.paging.COUNTED", 1)
    monkeypatch.setattr("accounts.paging.SMALL", newest)
    shown = client.get(users).context["cl"]
    assert "email" in shown.sortable_by
    assert shown.result_count == User.objects.count() > 1
    assert not shown.paginator.has_more
    monkeypatch.setattr("accounts.paging.SMALL", newest - 1)
    shown = client.get(users).context["cl"]
    assert not shown.sortable_by
    assert shown.result_count == 1
    assert shown.paginator.has_more
    asked = client.get(users, {"o": "-1"}).context["cl"].queryset.query.order_by
    assert asked[:2] == ("name", "pk")
