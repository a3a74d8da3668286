"""Lists of the desk: as many questions to the database for three rows as for one."""

import pytest
from django.urls import reverse

from pledges.models import Commitment, OutboxMail
from tests.factories.access import make_access_request
from tests.factories.commitments import make_commitment, make_correction
from tests.factories.mandate import (
    make_assessment,
    make_extension,
    make_reply,
    make_report,
    make_source,
)
from tests.factories.mandates import make_mandate_change
from tests.factories.signatures import make_signature, make_solicitation
from tests.ground import made_once

pytestmark = pytest.mark.usefixtures("shared_ground")
# What is made with the next of several commitments, and what its list asks.
MAKE = {
    "commitment": (next, 6),
    "correction": (lambda many: make_correction(commitment=next(many)), 6),
    "report": (lambda many: make_report("submitted", commitment=next(many)), 6),
    "assessment": (lambda many: make_assessment(commitment=next(many)), 6),
    "extension": (lambda many: make_extension(assessment=notified(many)), 6),
    "reply": (lambda many: make_reply(notified(many)), 6),
    "accessrequest": (lambda _: make_access_request(), 6),
    "mandatechange": (lambda _: make_mandate_change(), 6),
    "evidence": (lambda many: make_source(next(many)), 6),
    "signature": (lambda _: make_signature(), 6),
    "solicitation": (lambda _: make_solicitation(), 8),
    "outboxmail": (lambda many: make_report("returned", commitment=next(many)), 6),
}


@pytest.fixture(scope="module", params=[1, 3])
def shared_ground(request, django_db_setup, django_db_blocker):
    """As many commitments as rows are asked for: a list of one row meets a site of one."""

    def make() -> list[Commitment]:
        return [make_commitment("published") for _row in range(request.param)]

    with made_once(django_db_blocker, make) as made:
        yield made


def notified(many):
    return make_assessment("notified", commitment=next(many))


@pytest.mark.parametrize("name", MAKE)
def test_count_of_queries(desk, ground, coordinator, moderator, django_assert_num_queries, name):
    make, expected = MAKE[name]
    rows, many = len(ground), iter(ground)
    for _row in range(rows):
        make(many)
    if name == "outboxmail":
        keep = OutboxMail.objects.filter(step="return").values("pk")
        assert keep.count() == rows
        OutboxMail.objects.exclude(pk__in=list(keep.values_list("pk", flat=True))).delete()
    client = desk(coordinator if name == "mandatechange" else moderator)
    with django_assert_num_queries(expected):
        answer = client.get(reverse(f"admin:pledges_{name}_changelist"))
    assert answer.context["cl"].result_count == rows
