"""Every address of the desk × every method × each of the cast: who gets in, and what moves.

The addresses come from the URLconf; who may is written by hand in desk_rights.py. An
address without a row fails. Templates are not rendered: other tests
read pages.
"""

import re
from datetime import date

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection, transaction
from django.template import Template
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from ledger.models import Entry
from tests.cast import contact_of, held_in_march, here, list_of, over_there, person
from tests.client import sweeping
from tests.factories import (
    make_access_request,
    make_assessment,
    make_commitment,
    make_correction,
    make_extension,
    make_letter,
    make_mandate_change,
    make_public_text,
    make_reply,
    make_report,
    make_signature,
    make_solicitation,
    make_source,
)
from tests.factories.merges import make_merge
from tests.ground import made_once
from tests.project.desk_rights import (
    ALONE,
    INSIDE,
    INSIDE_METHODS,
    OUTSIDE,
    OUTSIDE_METHODS,
    STEPS,
    expected,
    may_move,
)
from tests.project.test_urls import SAMPLES, filled

pytestmark = pytest.mark.once

# What some step or other asks for.
GIVEN = {"reason": "Parce que.", "signed_on": "2026-03-01", "channel": "email"}
GIVEN |= {"checked_with": "mairie@factories.example"}
FEWEST_MOVES = {"volunteer": 2, "moderator": 18, "coordinator": 20}


def routes(patterns=None, spaces=(), prefix=""):
    """(name, route) of every address of the desk."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(one.pattern).removeprefix("^")
        if isinstance(one, URLResolver):
            inner = (*spaces, one.namespace) if one.namespace else spaces
            yield from routes(one.url_patterns, inner, route)
        elif spaces == ("admin",):
            yield one.name or "", route


def addresses(rows):
    """(name, table, step, address) with the row's own keys; one per step where there are steps."""
    for name, route in routes():
        table = "_".join(name.split("_")[:2]) if "_" in name else ""
        if not name and "object_id" in route:
            table = "_".join(route.split("/")[1:3])
        row = rows.get(table)
        keys = {"object_id": str(row.pk), "pk": str(row.pk)} if row is not None else {}
        has_steps = re.search(r"<slug:(step_name|step)>", route)
        for step in STEPS[table] if has_steps else ("",):
            known = SAMPLES | keys | ({"step_name": step, "step": step} if step else {})
            yield name, table, step, "/" + filled(route, known)


@pytest.fixture(scope="module")
def _desk(django_db_setup, django_db_blocker):
    """The cast and the rows, made once: each cell is undone."""

    def make() -> tuple[dict, dict]:
        electoral_list = list_of(here(), held_in_march())
        people = {
            "stranger": person("Sacha"),
            "camille": contact_of(here(), "Camille"),
            "dominique": contact_of(over_there(), "Dominique"),
            "volunteer": person("Victoire", "volunteer"),
            "moderator": person("Maxence", "moderator"),
            "coordinator": person("Coline", "coordinator"),
        }
        return people | tied_to(electoral_list.commune), rows_of(electoral_list, people)

    with made_once(django_db_blocker, make) as made:
        yield made


@pytest.fixture
def cast(db, _desk) -> dict:
    return _desk[0] | {"anonymous": None}


@pytest.fixture
def rows(db, _desk) -> dict:
    return _desk[1]


def tied_to(commune) -> dict:
    """Deciders who declared a tie to it."""
    from communes.actions.contacts import declare_conflict

    tied = {"tied": person("Thaïs", "moderator"), "tied_coordinator": person("Tom", "coordinator")}
    for one in tied.values():
        declare_conflict(user=one, commune=commune, reason="Y habite.", by=one)
    return tied


def rows_of(electoral_list, people: dict) -> dict:
    """One row of each table of the desk, by the table's name."""
    from accounts.actions.inviting import invite
    from communes.actions.contacts import declare_conflict
    from communes.actions.councils import add_mandate
    from communes.models import Contact, Intercommunality
    from pledges.actions.reasons import add_reason
    from pledges.models import OutboxMail

    camille, volunteer = people["camille"], people["volunteer"]
    moderator, coordinator = people["moderator"], people["coordinator"]
    elsewhere = over_there()
    letter = make_letter(electoral_list, by=volunteer)
    commitment = make_commitment("published", electoral_list=electoral_list)
    make_report("returned", commitment=commitment)
    signature = make_signature(electoral_list=electoral_list)
    invited = person("Ines", "contact")
    invitation = invite(user=invited, by=coordinator)
    notified = make_assessment(
        "notified", commitment=make_commitment("published", electoral_list=electoral_list)
    )
    found = {
        "accounts_user": invited,
        "accounts_invitation": invitation,
        "ledger_entry": Entry.objects.first(),
        "communes_commune": electoral_list.commune,
        "communes_department": electoral_list.commune.department,
        "communes_intercommunality": Intercommunality.objects.first(),
        "communes_election": electoral_list.election,
        "communes_electorallist": electoral_list,
        "communes_mandate": add_mandate(
            commune=elsewhere, person_name="Alix Inventé", start=date(2026, 3, 29)
        ),
        "communes_contact": Contact.objects.get(user=camille),
        "communes_conflictofinterest": declare_conflict(
            user=volunteer, commune=elsewhere, reason="Y habite.", by=volunteer
        ),
        "letters_letter": letter,
        "letters_publictext": make_public_text("proposed", letter=letter, by=volunteer),
        "pledges_commitment": commitment,
        "pledges_correction": make_correction(commitment=commitment),
        "pledges_report": make_report("submitted", commitment=commitment),
        "pledges_assessment": make_assessment(commitment=commitment),
        "pledges_evidence": make_source(commitment),
        "pledges_mandatechange": make_mandate_change(electoral_list=electoral_list),
        "pledges_merge": make_merge(),
        "pledges_extension": make_extension(assessment=notified, by=camille),
        "pledges_reply": make_reply(notified, by=camille),
        "pledges_accessrequest": make_access_request(territory=electoral_list.commune),
        "pledges_pact": commitment.pact_version.pact,
        "pledges_pactversion": commitment.pact_version,
        "pledges_campaign": signature.campaign,
        "pledges_returnreason": add_reason(words="Il manque une source.", by=moderator),
        "pledges_signature": signature,
        "pledges_solicitation": make_solicitation(),
    }
    found["pledges_outboxmail"] = OutboxMail.objects.filter(state="waiting").first()
    for row in found.values():
        row.refresh_from_db()
    return found


def outcome(answer) -> str:
    """What an answer means: at the door, refused, absent, not that method, or in."""
    if answer.streaming:
        request_finished.disconnect(close_old_connections)
        answer.close()
        request_finished.connect(close_old_connections)
    if answer.status_code == 302 and "/admin/login/" in answer.headers["Location"]:
        return "door"
    words = {403: "refused", 404: "absent", 405: "no method", 409: "not now"}
    return words.get(answer.status_code, "in")


def test_every_address_has_a_row(rows):
    """And every row an address, every step a column."""
    for name, table, step, address in addresses(rows):
        for who in INSIDE:
            assert expected(name, table, step, "get", who), address
    names = {name for name, _route in routes()}
    assert len(names) > 150
    assert [row for row in ALONE if not any(re.fullmatch(row, one) for one in names)] == []
    stepping = {name.removesuffix("_step") for name in names if name.endswith("_step")}
    assert stepping == set(STEPS)
    assert {table: set(steps) for table, steps in STEPS.items()} == {
        table: {step.name for step in steps} for table, steps in tables().items()
    }


def tables() -> dict:
    from accounts.admin_site import site
    from pledges.workflow.mail import MAIL

    known = {
        f"{model._meta.app_label}_{model._meta.model_name}": admin.table
        for model, admin in site._registry.items()
        if getattr(admin, "table", None)
    }
    return known | {"pledges_outboxmail": MAIL}


def entries() -> int:
    """How long the journal is; asked after each cell, thus in plain SQL."""
    with connection.cursor() as cursor:
        return cursor.execute("SELECT COUNT(*) FROM ledger_entry").fetchone()[0]


@pytest.fixture
def client(cast, who, monkeypatch):
    with sweeping() as entered:
        monkeypatch.setattr(Template, "_render", lambda self, context: "")
        yield entered(cast[who])


# Each of the cast tries over a thousand cells: this is the test's size, not its waste.
@pytest.mark.parametrize("who", OUTSIDE + INSIDE)
def test_matrix(rows, client, who):
    wrong, cells, moves, before = [], 0, 0, entries()
    for name, table, step, address in addresses(rows):
        data = GIVEN | {"version": getattr(rows.get(table), "version", 1)}
        for method in OUTSIDE_METHODS if who in OUTSIDE else INSIDE_METHODS:
            with transaction.atomic():
                answer = getattr(client, method)(address, data if method == "post" else None)
                moved = entries() != before
                transaction.set_rollback(True)
            got, want = outcome(answer), expected(name, table, step, method, who)
            allowed = may_move(name, table, step, method, who)
            if (want not in ("open", got)) or (moved and not allowed):
                wrong.append((address, method, f"{want} expected, {got}", f"moved: {moved}"))
            cells, moves = cells + 1, moves + moved
    assert wrong == []
    assert entries() == before, "a cell was not undone, and the next ones met what it left"
    assert cells > (1800 if who in OUTSIDE else 500)
    # The same posts do move something for who may: a refusal is no accident of the data.
    assert moves >= FEWEST_MOVES.get(who, 0)
