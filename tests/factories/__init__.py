"""Objects brought to a state by the project's own actions, with people made when none is given.

Nothing here creates a row with a workflow behind the actions' back: what a test finds in the
ledger or the outbox is what the site would have written.
"""

from tests.factories.access import make_access_request
from tests.factories.commitments import make_commitment, make_correction
from tests.factories.files import a_pdf, a_picture
from tests.factories.letters import (
    SENTENCE,
    confirmed_passage,
    decide,
    make_letter,
    make_public_text,
    make_version,
)
from tests.factories.mandate import (
    after_the_deadline,
    make_assessment,
    make_extension,
    make_reply,
    make_report,
    make_source,
    rewritten,
    to_withhold,
)
from tests.factories.mandates import make_mandate_change
from tests.factories.merges import make_merge
from tests.factories.pacts import make_campaign, make_pact
from tests.factories.people import anyone, make_contact, somebody
from tests.factories.places import make_commune, make_election, make_list
from tests.factories.signatures import make_signature, make_solicitation
from tests.factories.standing import kind_of, standing

__all__ = [
    "SENTENCE",
    "a_pdf",
    "a_picture",
    "after_the_deadline",
    "anyone",
    "confirmed_passage",
    "decide",
    "kind_of",
    "make_access_request",
    "make_assessment",
    "make_campaign",
    "make_commitment",
    "make_commune",
    "make_contact",
    "make_correction",
    "make_election",
    "make_extension",
    "make_letter",
    "make_list",
    "make_mandate_change",
    "make_merge",
    "make_pact",
    "make_public_text",
    "make_reply",
    "make_report",
    "make_signature",
    "make_solicitation",
    "make_source",
    "make_version",
    "rewritten",
    "somebody",
    "standing",
    "to_withhold",
]
