"""Lists of the desk: as many questions to the database for three rows as for one."""

import pytest
from django.urls import reverse

from pledges.models import OutboxMail
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

MAKE = {
    "commitment": (make_commitment, 6),
    "correction": (make_correction, 6),
    "report": (lambda: make_report("submitted"), 6),
    "assessment": (make_assessment, 6),
    "extension": (make_extension, 6),
    "reply": (lambda: make_reply(make_assessment("notified")), 6),
    "accessrequest": (make_access_request, 6),
    "mandatechange": (make_mandate_change, 6),
    "evidence": (lambda: make_source(make_commitment()), 6),
    "signature": (make_signature, 6),
    "solicitation": (make_solicitation, 8),
    "outboxmail": (lambda: make_report("returned"), 6),
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", MAKE)
def test_count_of_queries(desk, coordinator, moderator, django_assert_num_queries, name, rows):
    make, expected = MAKE[name]
    for _row in range(rows):
        make()
    if name == "outboxmail":
        keep = OutboxMail.objects.filter(step="return").values("pk")
        assert keep.count() == rows
        OutboxMail.objects.exclude(pk__in=list(keep.values_list("pk", flat=True))).delete()
    client = desk(coordinator if name == "mandatechange" else moderator)
    with django_assert_num_queries(expected):
        answer = client.get(reverse(f"admin:pledges_{name}_changelist"))
    assert answer.context["cl"].result_count == rows
