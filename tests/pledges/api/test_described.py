"""Whatever follows the description, by whomever it is sent, is answered as described.

Schemathesis draws the requests from openapi.yaml, valid and not; `./run fuzz` draws 50,000.
"""

import os
import random

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import checks

from communes.models import Commune
from pacte.wsgi import application
from tests.cast import person
from tests.factories import (
    make_assessment,
    make_commitment,
    make_contact,
    make_list,
    make_report,
)
from tests.pledges.api import description
from tests.pledges.api.caller import Caller

IDENTITIES = ("nobody", "reader", "contact", "moderator")
# A case is one request; the suite draws few of them at each address.
CASES = int(os.environ.get("FUZZ_CASES", "0"))
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


def operations() -> list:
    schema = schemathesis.openapi.from_dict(description.read())
    schema.app = application
    return [found.ok() for found in schema.get_all_operations()]


OPERATIONS = operations()
OPTIONS = settings(
    max_examples=max(1, -(-CASES // (len(OPERATIONS) * len(IDENTITIES)))),
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def headers(_shared_world, django_db_blocker) -> dict[str, dict]:
    """Made once: there are as many tests as operations. Undone with the shared world."""
    with django_db_blocker.unblock():
        commune = Commune.objects.get(code=_shared_world["communes"])
        contact = make_contact(commune, user=person("Camille", "contact"))
        moderator = person("Maxence", "moderator")
        return {
            "nobody": {},
            "reader": Caller(contact, scope="read").token,
            "contact": Caller(contact).token,
            "moderator": Caller(moderator).token,
        }


@pytest.fixture(scope="module")
def _shared_refs(_shared_world, django_db_blocker) -> list[str]:
    """Made once too."""
    with django_db_blocker.unblock():
        commune = Commune.objects.get(code=_shared_world["communes"])
        commitment = make_commitment("in_review", electoral_list=make_list(commune=commune))
        published = make_commitment("published", electoral_list=make_list(commune=commune))
        more = [commitment, make_report("draft", commitment=published)]
        more.append(make_assessment("notified", commitment=published))
        return [*_shared_world.values(), *(one.ref for one in more)]


@pytest.fixture
def refs(_shared_refs, db) -> list[str]:
    """Of objects in several states, so that not every answer is a 404."""
    return _shared_refs


def _draw(operation, sent_with: dict, send) -> None:
    @seed(1)
    @OPTIONS
    @given(case=operation.as_strategy())
    def drawn(case):
        send(case, sent_with)

    drawn()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_what_is_described_is_what_is_answered(operation, kept_connection, headers, refs):
    chance = random.Random(operation.label)

    def send(case, sent_with: dict) -> None:
        for name in case.path_parameters or {}:
            if chance.random() < 0.6 and name in ("ref", "code", "siren", "slug"):
                case.path_parameters[name] = chance.choice(refs)
        if chance.random() < 0.5 and "If-Match" in (case.headers or {}):
            case.headers["If-Match"] = f'"v{chance.randint(1, 3)}"'
        answer = case.call(headers={"Accept-Encoding": "identity"} | sent_with)
        case.validate_response(answer, checks=CHECKS)

    for who in IDENTITIES:
        _draw(operation, headers[who], send)
