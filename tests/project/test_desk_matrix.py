"""Every address of the desk × every method × each of the cast: who gets in, and what moves.

The addresses come from the URLconf; who may is written here by hand, from the roles, and
never asked of the policies. An address without a row fails. Templates are not rendered: other tests
read pages.
"""

import re
from http.cookies import SimpleCookie

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.template import Template
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from ledger.models import Entry
from tests.cast import person
from tests.factories import (
    make_assessment,
    make_commitment,
    make_correction,
    make_extension,
    make_letter,
    make_public_text,
    make_report,
    make_signature,
    make_solicitation,
    make_source,
)
from tests.factories.merges import make_merge
from tests.project.test_urls import SAMPLES, filled

pytestmark = pytest.mark.once

# What the desk answers to a method nobody sends is tried on those it keeps out.
OUTSIDE_METHODS = ("get", "post", "head", "options", "put", "patch", "delete")
INSIDE_METHODS = ("get", "post")
OUTSIDE = ("anonymous", "stranger", "camille", "dominique")
# "tied" is a moderator who declared a conflict of interest with the commune of every row.
INSIDE = ("volunteer", "moderator", "tied", "coordinator", "tied_coordinator")
TEAM = frozenset(INSIDE)
DECIDERS = TEAM - {"volunteer"}
COORDINATORS = frozenset({"coordinator", "tied_coordinator"})
UNTIED = frozenset({"moderator", "coordinator"})
NOBODY = frozenset()

SEES = {
    "accounts_user": COORDINATORS,
    "accounts_invitation": DECIDERS,
    "ledger_entry": DECIDERS,
    "pledges_merge": DECIDERS,
}
ADDS = {
    "accounts_user": COORDINATORS,
    "communes_contact": DECIDERS,
    "communes_conflictofinterest": TEAM,
    "communes_election": COORDINATORS,
    "communes_electorallist": COORDINATORS,
    "letters_letter": TEAM,
    "pledges_assessment": DECIDERS,
    "pledges_campaign": COORDINATORS,
    "pledges_evidence": TEAM,
    "pledges_merge": DECIDERS,
    "pledges_returnreason": DECIDERS,
    "pledges_signature": TEAM,
    "pledges_solicitation": DECIDERS,
}
CHANGES = {
    "accounts_user": COORDINATORS,
    "communes_contact": DECIDERS,
    "communes_conflictofinterest": COORDINATORS,
    "communes_electorallist": COORDINATORS,
    "letters_letter": TEAM,
    "pledges_assessment": DECIDERS,
    "pledges_outboxmail": DECIDERS,
    "pledges_returnreason": DECIDERS,
}
# table → step → who may take it, whatever the state of the row says.
STEPS = {
    "letters_letter": dict.fromkeys(("claim", "take_over", "release", "finish", "reread"), TEAM)
    | dict.fromkeys(("set_aside", "reopen"), UNTIED),
    "letters_publictext": dict.fromkeys(("propose_text", "take_back_text"), TEAM)
    | dict.fromkeys(("publish_text", "hide_text"), UNTIED),
    "pledges_commitment": {
        "submit": TEAM,
        "return": UNTIED,
        "publish": UNTIED,
        "drop": UNTIED,
        "withdraw": frozenset({"coordinator"}),
        "restore": frozenset({"coordinator"}),
    },
    "pledges_correction": dict.fromkeys(("accept", "decline"), UNTIED),
    "pledges_report": dict.fromkeys(("submit", "cancel"), NOBODY)
    | dict.fromkeys(("return", "publish", "decline"), UNTIED),
    "pledges_assessment": dict.fromkeys(("notify", "take_back", "publish"), UNTIED)
    | {"supersede": NOBODY},
    # Two lists are made one by a coordinator.
    "pledges_merge": dict.fromkeys(("merge", "unmerge"), frozenset({"coordinator"}))
    | dict.fromkeys(("dismiss", "reconsider"), UNTIED),
    "pledges_signature": {"receive": TEAM}
    | dict.fromkeys(("verify", "publish", "refuse", "contest", "withdraw"), UNTIED),
    "pledges_solicitation": dict.fromkeys(
        ("skip", "contact", "remind", "acknowledge", "announce", "answer", "decline", "reopen"),
        UNTIED,
    ),
    "pledges_extension": dict.fromkeys(("grant", "refuse"), UNTIED) | {"lapse": NOBODY},
    "pledges_outboxmail": dict.fromkeys(("stop", "let_leave", "try_again"), DECIDERS),
}


# Steps that leave the state the row of these tests is in; to the others who sees it is answered
# "not now".
NOW = {
    "letters_letter": {"claim", "set_aside"},
    "letters_publictext": {"take_back_text", "publish_text"},
    "pledges_commitment": {"withdraw"},
    "pledges_correction": {"accept", "decline"},
    "pledges_report": {"return", "publish", "decline", "cancel"},
    "pledges_assessment": {"notify"},
    "pledges_merge": {"merge", "dismiss"},
    "pledges_extension": {"grant", "refuse", "lapse"},
    "pledges_signature": {"verify", "refuse"},
    "pledges_solicitation": {
        "skip",
        "contact",
        "acknowledge",
        "announce",
        "answer",
        "decline",
    },
}
# Steps taken for many rows at once; of no row, as here, they lead back to the list.
BULK = {
    "pledges_commitment": {"submit", "return", "publish"},
    "pledges_solicitation": {"contact", "remind"},
}
# Pages of one table alone → what (GET, POST) answer to whom: everybody not named is answered 404,
# "-" is a method that is not taken.
ALONE = {
    "index": (TEAM, TEAM),
    "password_change(_done)?": (TEAM, TEAM),
    "jsi18n": (TEAM, "-"),
    "app_list": (TEAM, TEAM),
    "why|view_on_site": (NOBODY, NOBODY),
    "accounts_user_(end_sessions|tokens)": (COORDINATORS, COORDINATORS),
    "accounts_user_tokens_revoke": (NOBODY, NOBODY),
    "accounts_invitation_answer": (DECIDERS, DECIDERS),
    "letters_letter_(one|mark)": ("-", TEAM),
    "letters_letter_passage": ("-", NOBODY),
    "letters_letter_(filed|list|version|typed|reading|masks)": (TEAM, TEAM),
    "letters_letter_(file|original|next)": (TEAM, "-"),
    "letters_letter_page": (NOBODY, "-"),
    "pledges_commitment_(correct|review)": (TEAM, TEAM),
    # An evidence without file, a list of nobody to write to.
    "pledges_evidence_file|pledges_solicitation_export": (NOBODY, NOBODY),
    "pledges_merge_suggestions|pledges_solicitation_answers": (DECIDERS, DECIDERS),
    "pledges_solicitation_apply_answers": (DECIDERS, NOBODY),
}
# What some step or other asks for.
GIVEN = {"reason": "Parce que.", "signed_on": "2026-03-01", "channel": "email"}
FEWEST_MOVES = {"volunteer": 2, "moderator": 18, "coordinator": 20}
# The door itself, and pages that answer everybody of the team alike.
DOOR = {"login", "logout"}


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


@pytest.fixture
def rows(electoral_list, elsewhere, camille, dominique, volunteer, moderator, coordinator):
    """One row of each table of the desk, by the table's name."""
    from accounts.actions.inviting import invite
    from communes.actions.contacts import declare_conflict
    from communes.models import Contact, Intercommunality
    from pledges.actions.reasons import add_reason
    from pledges.models import OutboxMail

    letter = make_letter(electoral_list, by=volunteer)
    commitment = make_commitment("published", electoral_list=electoral_list)
    make_report("returned", commitment=commitment)
    signature = make_signature(electoral_list=electoral_list)
    invited = person("Ines", "contact")
    invitation = invite(user=invited, by=coordinator)
    found = {
        "accounts_user": invited,
        "accounts_invitation": invitation,
        "ledger_entry": Entry.objects.first(),
        "communes_commune": electoral_list.commune,
        "communes_department": electoral_list.commune.department,
        "communes_intercommunality": Intercommunality.objects.first(),
        "communes_election": electoral_list.election,
        "communes_electorallist": electoral_list,
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
        "pledges_merge": make_merge(),
        "pledges_extension": make_extension(
            assessment=make_assessment(
                "notified",
                commitment=make_commitment("published", electoral_list=electoral_list),
            ),
            by=camille,
        ),
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


@pytest.fixture
def cast(electoral_list, stranger, camille, dominique, volunteer, moderator, coordinator):
    from communes.actions.contacts import declare_conflict

    tied = {"tied": person("Thaïs", "moderator"), "tied_coordinator": person("Tom", "coordinator")}
    for one in tied.values():
        declare_conflict(user=one, commune=electoral_list.commune, reason="Y habite.", by=one)
    return tied | {
        "anonymous": None,
        "stranger": stranger,
        "camille": camille,
        "dominique": dominique,
        "volunteer": volunteer,
        "moderator": moderator,
        "coordinator": coordinator,
    }


def outcome(answer) -> str:
    """What an answer means: at the door, refused, absent, not that method, or in."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)
    if answer.status_code == 302 and "/admin/login/" in answer.headers["Location"]:
        return "door"
    words = {403: "refused", 404: "absent", 405: "no method", 409: "not now"}
    return words.get(answer.status_code, "in")


def expected(name, table, step, method, who) -> str:
    """What `who` should be answered; raises when no row tells."""
    if name in DOOR:
        return "open"
    if who in OUTSIDE:
        return "door"
    post = method == "post"
    if name == "autocomplete":
        return "no method" if post else "refused"
    if name == "":
        # Django's short address leads to the page, which refuses by itself; others do not exist.
        return "in" if table else "absent"
    for row, answers in ALONE.items():
        if re.fullmatch(row, name):
            allowed = answers[post]
            return "no method" if allowed == "-" else "in" if who in allowed else "absent"
    return of_table(table, name.removeprefix(table + "_"), step, post, who)


def of_table(table, action, step, post, who) -> str:
    """The pages every table has."""
    sees = who in SEES.get(table, TEAM)
    if action in ("step", "decide"):
        return of_step(table, action, step, post, who)
    if action == "bulk":
        return "in" if step in BULK.get(table, ()) else "absent"
    if action == "presence":
        return "no method" if post else "in" if sees else "absent"
    if action == "undo":
        return "no method" if not post else "in" if sees else "absent"
    # The history of the desk is on the row's page, where the address leads.
    if action == "history" and table != "ledger_entry":
        return "in"
    if (table, action, post) == ("accounts_user", "change", True) and who in COORDINATORS:
        # Roles are saved over what was opened, which nothing here says.
        return "not now"
    allowed = {
        "changelist": SEES.get(table, TEAM),
        "history": SEES.get(table, TEAM),
        "add": ADDS.get(table, NOBODY),
        "change": CHANGES.get(table, NOBODY) if post else SEES.get(table, TEAM),
        "delete": NOBODY,
    }
    return "in" if who in allowed[action] else "refused"


def of_step(table, action, step, post, who) -> str:
    if table == "pledges_outboxmail":
        # Said on the list, where the answer leads: what moves is checked apart.
        return "in" if post else "no method"
    if who not in SEES.get(table, TEAM):
        return "absent"
    if action == "decide" and step == "submit":
        return "absent"
    if action == "decide" and not post:
        return "in"
    if step not in NOW[table]:
        return "not now"
    if step == "lapse":
        # Never by hand: its page refuses, and what is posted is a step that does not exist.
        return "not now" if post else "refused"
    return "in" if who in STEPS[table][step] else "refused"


def may_move(name, table, step, method, who) -> bool:
    """Whether the journal may grow: only what is posted by somebody who may."""
    if method != "post" or who in OUTSIDE:
        return False
    if step:
        return who in STEPS[table][step]
    return expected(name, table, step, method, who) == "in"


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


# Each of the cast tries over a thousand cells: this is the test's size, not its waste.
@pytest.mark.parametrize("who", OUTSIDE + INSIDE)
def test_matrix(rows, cast, who, monkeypatch):
    monkeypatch.setattr(Template, "_render", lambda self, context: "")
    client = Client(raise_request_exception=False)
    if cast[who]:
        client.force_login(cast[who])
    signed_in = client.cookies.output(header="", sep="")
    wrong, cells, moves = [], 0, 0
    for name, table, step, address in addresses(rows):
        data = GIVEN | {"version": getattr(rows.get(table), "version", 1)}
        for method in OUTSIDE_METHODS if who in OUTSIDE else INSIDE_METHODS:
            client.cookies = SimpleCookie(signed_in)
            with transaction.atomic():
                before = Entry.objects.count()
                answer = getattr(client, method)(address, data if method == "post" else None)
                moved = Entry.objects.count() != before
                transaction.set_rollback(True)
            got, want = outcome(answer), expected(name, table, step, method, who)
            allowed = may_move(name, table, step, method, who)
            if (want not in ("open", got)) or (moved and not allowed):
                wrong.append((address, method, f"{want} expected, {got}", f"moved: {moved}"))
            cells, moves = cells + 1, moves + moved
    assert wrong == []
    assert cells > (1800 if who in OUTSIDE else 500)
    # The same posts do move something for who may: a refusal is no accident of the data.
    assert moves >= FEWEST_MOVES.get(who, 0)
