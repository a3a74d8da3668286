"""What a person of a demonstration says is invented, about a real commitment too."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from pledges.actions import assessing, correcting, evidencing, reporting
from tests import factories
from tests.factories.commitments import REASON


@pytest.mark.django_db
@pytest.mark.parametrize("invented", [True, False])
def test_what_a_person_says_is_as_invented_as_they_are(invented):
    commitment = factories.make_commitment("published", fictitious=False)
    contact = factories.make_contact(commitment.territory)
    moderator = factories.anyone("moderator")
    User.objects.update(fictitious=invented)
    contact.refresh_from_db()
    moderator.refresh_from_db()
    day = timezone.localdate() - timedelta(days=1)
    report = reporting.start_report(commitment=commitment, by=contact)
    link = {"kind": "press", "title": "Article", "url": "https://presse.example/article"}
    proof = evidencing.add_evidence(report=report, by=contact, **link)
    source = evidencing.add_evidence(commitment=commitment, by=moderator, **link)
    assessment = assessing.draft_assessment(
        commitment=commitment,
        fulfilment="in_progress",
        words="Deux écoles sur dix.",
        as_of=day,
        sources=[source],
        by=moderator,
    )
    assessment = assessing.notify(ref=assessment.ref, by=moderator, version=1)
    reply = reporting.reply(
        assessment=assessment, words="Trois.", signed_as="Mairie", by=contact, version=0
    )
    beside = evidencing.add_evidence(reply=reply, by=contact, **link)
    correction = correcting.propose_correction(
        commitment=commitment, changes={"title": "Mieux dit"}, reason=REASON, by=moderator
    )
    said = [report, proof, source, assessment, reply, beside, correction]
    assert {one.fictitious for one in said} == {invented}
