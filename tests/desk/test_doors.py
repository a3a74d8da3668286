"""The team × every address of the desk × both methods, against a table written by hand.

Who stays outside is in tests/project/test_urls.py. What is posted here is empty: nothing may move.
What is posted in full is tried by tests/pledges/workflow/test_matrix.py, under the doors.
"""

import re

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client

from ledger.models import Entry
from pledges.models import OutboxMail
from tests.desk.objects import addresses, everything

pytestmark = pytest.mark.django_db
TEAM = ("volunteer", "moderator", "coordinator")
# Addresses (a regular expression over the whole name) → answers to GET, then to POST, of a
# volunteer, a moderator and a coordinator; one number for the three when they are alike.
TABLE = {
    # What everyone of the team reads.
    r"why|index|app_list|.*_changelist(?<!user_changelist)(?<!invitation_changelist)"
    r"(?<!entry_changelist)(?<!merge_changelist)": ("200", "200"),
    r"jsi18n|letters_letter_(file|original)": ("200", "405"),
    # What everyone of the team writes.
    r"communes_conflictofinterest_add|letters_letter_(add|change|filed|list|version|typed|reading"
    r"|masks|step)|pledges_commitment_(correct|review)|pledges_(evidence|signature)_add"
    r"|pledges_signature_step": ("200", "200"),
    r"letters_letter_one": ("405", "422"),
    r"letters_letter_page": ("404", "405"),
    r"letters_letter_next": ("302", "405"),
    r"letters_letter_(mark|passage)": ("405", "200"),
    r".*_presence(?<!merge_presence)": ("200", "405"),
    r".*_undo(?<!merge_undo)|pledges_outboxmail_step": ("405", "302"),
    r"pledges_(commitment|solicitation)_bulk": ("302", "200"),
    r"pledges_commitment_decide": ("302", "403 200 200"),
    # The history is on the page of the object.
    r".*_history(?<!entry_history)": ("302", "302"),
    # What a volunteer reads and does not write; what nobody writes there.
    r"communes_(commune|department|intercommunality|election)_change|letters_publictext_change"
    r"|pledges_(correction|commitment|report|evidence|pact|pactversion|campaign|signature"
    r"|solicitation)_change": ("200", "403"),
    r"communes_contact_change": ("200", "403 409 409"),
    r"communes_electorallist_change": ("200", "403 403 200"),
    r"pledges_(assessment|outboxmail|returnreason)_change": ("200", "403 200 200"),
    # What decides.
    r"communes_contact_add|letters_publictext_step|pledges_(correction|commitment|report|assessment"
    r"|solicitation)_step|pledges_(assessment|merge|returnreason|solicitation)_add"
    r"|(accounts_invitation|ledger_entry|pledges_merge)_changelist|ledger_entry_history": (
        "403 200 200",
        "403 200 200",
    ),
    r"accounts_invitation_change|ledger_entry_change|pledges_merge_change": (
        "403 200 200",
        "403",
    ),
    r"accounts_invitation_answer": ("404 302 302", "404 302 302"),
    r"pledges_merge_suggestions": ("404 200 200", "404 302 302"),
    r"pledges_merge_presence": ("404 200 200", "405"),
    r"pledges_merge_undo": ("405", "404 302 302"),
    # Who proposed a merge does not merge: the moderator of these tests did.
    r"pledges_merge_step": ("404 403 200", "404 403 200"),
    r"pledges_solicitation_answers": ("404 200 200", "404 200 200"),
    r"pledges_solicitation_apply_answers": ("404 302 302", "404"),
    # What a coordinator alone does.
    r"accounts_user_(changelist|add)|(communes_(election|electorallist)|pledges_campaign)_add": (
        "403 403 200",
        "403 403 200",
    ),
    r"accounts_user_change": ("403 403 200", "403 403 409"),
    r"accounts_user_tokens": ("404 404 200", "404 404 400"),
    r"accounts_user_end_sessions": ("404 404 302", "404 404 302"),
    r"communes_conflictofinterest_change": ("302 302 200", "403 403 409"),
    # What does not exist: nothing is deleted, and these are added elsewhere or by nobody.
    r".*_delete|accounts_invitation_add|ledger_entry_add|letters_publictext_add"
    r"|communes_(commune|department|intercommunality)_add"
    r"|pledges_(correction|commitment|report|outboxmail|pact|pactversion)_add": ("403", "403"),
    r"view_on_site|pledges_(correction|report|assessment|merge|signature)_bulk"
    r"|accounts_user_tokens_revoke|pledges_evidence_file|pledges_solicitation_export": (
        "404",
        "404",
    ),
    # Django's own: a field to complete must be named; the door, and the page of one's password.
    r"autocomplete": ("403", "405"),
    r"login|password_change(_done)?": ("302", "302"),
    r"logout": ("405", "302"),
}
# An empty form is all they need.
ACT = {"accounts_invitation_answer", "accounts_user_end_sessions", "logout"}


def expected(name: str) -> list[tuple[int, ...]]:
    """Answers to GET and to POST, one per member of the team. Fails for a name without a row."""
    (row,) = {wanted for pattern, wanted in TABLE.items() if re.fullmatch(pattern, name)}
    return [tuple(map(int, (words.split() * 3)[:3])) for words in row]


def test_every_address_has_one_row():
    names = [name for name, _path in addresses(everything())]
    assert len(names) > 190
    assert [n for n in names if sum(bool(re.fullmatch(row, n)) for row in TABLE) != 1] == []
    assert [row for row in TABLE if not any(re.fullmatch(row, name) for name in names)] == []


@pytest.fixture
def kept():
    """Files of an answer are closed without ending the connection the test runs in."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


def test_the_team_at_every_door(request, settings, kept):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    rows = everything()
    people = [request.getfixturevalue(name) for name in TEAM]
    wrong = []
    for name, path in addresses(rows):
        for method, wanted in zip(("get", "post"), expected(name), strict=True):
            before = (Entry.objects.count(), OutboxMail.objects.count())
            found = tuple(_answer(user, method, path) for user in people)
            if found != wanted:
                wrong.append(f"{name} {method}: {found}, not {wanted}")
            if name not in ACT and before != (Entry.objects.count(), OutboxMail.objects.count()):
                wrong.append(f"{name} {method}: something moved")
    assert wrong == []


def _answer(user, method: str, path: str) -> int:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    answer = getattr(client, method)(path)
    answer.close()
    return answer.status_code
