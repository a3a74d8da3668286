"""The factories bring each object to the state asked for, through the actions alone."""

import pytest
from django.core.management import call_command

from letters.workflow import LETTER
from pledges.workflow.table import TABLES
from tests import factories

pytestmark = pytest.mark.django_db

MAKERS = {
    "commitment": factories.make_commitment,
    "correction": factories.make_correction,
    "signature": factories.make_signature,
    "solicitation": factories.make_solicitation,
    "report": factories.make_report,
    "assessment": factories.make_assessment,
    "access_request": factories.make_access_request,
    "reply": lambda state: factories.to_withhold(
        factories.make_reply(factories.make_assessment("notified")), state
    ),
    "extension": factories.make_extension,
    "mandate_change": factories.make_mandate_change,
    "merge": factories.make_merge,
}


@pytest.mark.once
@pytest.mark.parametrize(
    ("kind", "state"), [(kind, state) for kind, table in TABLES.items() for state in table.states]
)
def test_every_state_of_pledges_can_be_made(kind, state):
    assert MAKERS[kind](state).state == state
    call_command("verify_ledger", verbosity=0)


@pytest.mark.parametrize("state", LETTER.states)
def test_every_state_of_a_letter_can_be_made(state):
    assert factories.make_letter(state=state).state == state


@pytest.mark.parametrize("state", ["private", "proposed", "public"])
def test_every_state_of_a_public_text_can_be_made(state):
    assert factories.make_public_text(state).state == state
