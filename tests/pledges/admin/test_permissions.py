"""Every page of the pledges in the desk, for each of the cast."""

import pytest
from django.urls import reverse

from pledges.models import OutboxMail
from tests.factories.commitments import make_commitment, make_correction
from tests.factories.mandate import make_assessment, make_extension, make_report, make_source
from tests.factories.signatures import make_signature, make_solicitation

CAST = ["anonymous", "stranger", "camille", "volunteer", "moderator", "coordinator"]
TEAM = {"volunteer", "moderator", "coordinator"}
DECIDERS = {"moderator", "coordinator"}
ADDS = {
    # A commitment is drafted from a passage alone: see test_commitment_journey.
    "commitment": set(),
    "correction": set(),
    "report": set(),
    "assessment": DECIDERS,
    "extension": set(),
    "evidence": TEAM,
    "signature": TEAM,
    "solicitation": DECIDERS,
    "campaign": {"coordinator"},
    "outboxmail": set(),
    "pact": set(),
    "pactversion": set(),
}


pytestmark = [pytest.mark.usefixtures("shared_ground"), pytest.mark.once]


def make_ground():
    return make_commitment("published")


def row_of(name: str, commitment):
    if name == "outboxmail":
        make_report("returned", commitment=commitment)
        return OutboxMail.objects.first()
    made = {
        "commitment": lambda: commitment,
        "correction": lambda: make_correction(commitment=commitment),
        "report": lambda: make_report("submitted", commitment=commitment),
        "assessment": lambda: make_assessment(commitment=commitment),
        "extension": make_extension,
        "evidence": lambda: make_source(commitment),
        "signature": make_signature,
        "solicitation": make_solicitation,
        "campaign": lambda: make_signature().campaign,
        "pact": lambda: commitment.pact_version.pact,
        "pactversion": lambda: commitment.pact_version,
    }
    return made[name]()


def answered(client, address, allowed: bool, entered: bool) -> None:
    """200 for who may, a refusal for who entered, the door (sign-in or refusal) for others."""
    answer = client.get(address, follow=False)
    if allowed:
        assert answer.status_code == 200
    elif entered:
        assert answer.status_code == 403
    else:
        assert answer.status_code == 302
        assert "/admin/login/" in answer.headers["Location"]


@pytest.mark.parametrize("name", ADDS)
def test_pages(desk, ground, request, name):
    row = row_of(name, ground)
    for who in CAST:
        client, entered = desk(request.getfixturevalue(who)), who in TEAM
        answered(client, reverse(f"admin:pledges_{name}_changelist"), entered, entered)
        answered(client, reverse(f"admin:pledges_{name}_change", args=[row.pk]), entered, entered)
        answered(client, reverse(f"admin:pledges_{name}_add"), who in ADDS[name], entered)


@pytest.mark.parametrize("name", ADDS)
def test_nothing_is_deleted(desk, ground, coordinator, name):
    row = row_of(name, ground)
    client = desk(coordinator)
    address = reverse(f"admin:pledges_{name}_delete", args=[row.pk])
    assert client.get(address).status_code == 403
    assert client.post(address, {"post": "yes"}).status_code == 403
    listing = reverse(f"admin:pledges_{name}_changelist")
    page = client.get(listing).content.decode()
    assert "delete_selected" not in page
    client.post(listing, {"action": "delete_selected", "_selected_action": [row.pk]})
    assert type(row)._default_manager.filter(pk=row.pk).exists()
