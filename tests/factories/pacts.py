"""A pact with its articles, and the campaign that puts it to an election."""

from datetime import date
from itertools import count

from communes.models import Election
from pledges.actions.pacts import apply_pact, open_campaign
from pledges.models import Campaign, PactVersion
from tests.factories.places import make_election

_numbers = count(1)


def make_pact(*, articles=("1", "2"), label: str = "2026", slug: str = "") -> PactVersion:
    """A version of a new pact (or of the one called `slug`), with the given articles."""
    slug = slug or f"pacte-{next(_numbers)}"
    words = [
        {"key": key, "title": f"Article {key}", "text": f"Texte {key}.", "to_complete": False}
        for key in articles
    ]
    version = {
        "label": label,
        "preamble": "Préambule inventé.",
        "source": "texte inventé",
        "adopted_on": date(2026, 1, 1),
        "articles": words,
    }
    apply_pact(
        content={
            "slug": slug,
            "name": f"Pacte {slug}",
            "association": "Association inventée",
            "versions": [version],
        }
    )
    return PactVersion.objects.get(pact__slug=slug, label=label)


def make_campaign(
    election: Election | None = None,
    *,
    pact_version: PactVersion | None = None,
    answer_by: date | None = None,
    reply_days: int = 21,
) -> Campaign:
    """A campaign of `election`; of a new pact unless one is given."""
    return open_campaign(
        pact_version=pact_version or make_pact(),
        election=election or make_election(),
        answer_by=answer_by,
        reply_days=reply_days,
    )
