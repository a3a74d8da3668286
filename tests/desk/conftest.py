"""A signature announced by a volunteer: enough of a workflow to try the frame on."""

import pytest
from django.db import transaction

from ledger.applying import start
from pledges.models import Campaign, Pact, PactVersion, Signature
from pledges.workflow.signature import SIGNATURE


@pytest.fixture
def signature(electoral_list, volunteer):
    pact = Pact.objects.create(slug="invented", name="Pacte inventé")
    version = PactVersion.objects.create(pact=pact, label="2026")
    campaign = Campaign.objects.create(pact_version=version, election=electoral_list.election)
    row = Signature(
        campaign=campaign,
        electoral_list=electoral_list,
        signer_name="Alix Inventé",
        in_name_of="list",
        fictitious=True,
    )
    with transaction.atomic():
        return start(table=SIGNATURE, obj=row, by=volunteer, role="volunteer", step="announce")
