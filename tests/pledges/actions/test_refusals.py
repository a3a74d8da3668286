"""Every step that refuses something sends its reason to who must know: made from the tables."""

import pytest

from pledges.actions.perform import perform
from pledges.models import OutboxMail
from pledges.workflow.assessment import ASSESSMENT
from pledges.workflow.commitment import COMMITMENT, CORRECTION
from pledges.workflow.report import REPORT
from pledges.workflow.signature import SIGNATURE
from tests.factories.commitments import make_commitment, make_correction
from tests.factories.mandate import make_assessment, make_report
from tests.factories.people import anyone, make_contact
from tests.factories.signatures import make_signature

pytestmark = pytest.mark.django_db
MAKE = (
    (COMMITMENT, make_commitment),
    (CORRECTION, make_correction),
    (SIGNATURE, make_signature),
    (REPORT, make_report),
    (ASSESSMENT, make_assessment),
)
# A step that asks for a reason refuses something, unless it shows it again.
REFUSING = [
    (table, make, step, source)
    for table, make in MAKE
    for step in table
    if "reason" in step.needs and step.name != "restore"
    for source in step.sources
]
WHY = "Parce que la lettre ne le dit pas."


@pytest.mark.parametrize(
    ("table", "make", "step", "source"),
    REFUSING,
    ids=[f"{table.kind}-{step.name}-{source}" for table, _make, step, source in REFUSING],
)
def test_a_refusal_sends_its_reason(table, make, step, source):
    obj = make(source)
    if table is ASSESSMENT:
        make_contact(obj.commitment.territory)
    OutboxMail.objects.all().delete()
    by = anyone("coordinator", 2)
    perform(
        kind=table.kind,
        step=step.name,
        ref=obj.ref,
        by=by,
        version=obj.version,
        reason=WHY,
        given={},
    )
    mails = list(OutboxMail.objects.filter(object_ref=obj.ref, step=step.name))
    assert mails
    for mail in mails:
        assert WHY in mail.body
        assert mail.queued_by == by
    assert step.notifies
