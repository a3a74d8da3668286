"""A small invented site, the same each time it is made: the examples of openapi.yaml are of it.

The clock stands still and references are drawn from one seed, so that the same calls are answered
by the same bytes: what an example shows is what the API says.
"""

import contextlib
import random
from collections.abc import Iterator
from datetime import date
from itertools import count
from types import SimpleNamespace
from unittest.mock import patch

import time_machine

from communes.actions.lists import Person, create_list, set_outcome
from communes.models import Commune, Department, Intercommunality, Membership, Region
from pledges.actions import evidencing
from pledges.actions.webhooks import managing
from tests.cast import person
from tests.factories import (
    confirmed_passage,
    make_assessment,
    make_campaign,
    make_commitment,
    make_contact,
    make_election,
    make_letter,
    make_pact,
    make_public_text,
    make_report,
    make_signature,
)

DAY = "2026-06-01T08:00:00+00:00"
LETTER = """[Courrier inventé]

Madame, Monsieur,

Nous installerons des logiciels libres dans les écoles. Nous formerons les agents de la commune
avant 2028.

Alix Inventé
"""
PRESS = {"kind": "press", "title": "Article inventé", "url": "https://presse.example/article"}


@contextlib.contextmanager
def the_same_each_time() -> Iterator[None]:
    """Stop the clock; draw references and secrets from one seed; number factories from one."""
    dice = random.Random(93066)
    drawn = SimpleNamespace(choice=dice.choice, token_bytes=dice.randbytes)
    numbered = ("people", "places", "letters", "pacts")
    with contextlib.ExitStack() as held:
        held.enter_context(time_machine.travel(DAY, tick=False))
        for module in ("ledger.references", "pledges.actions.webhooks.secrets"):
            held.enter_context(patch(f"{module}.secrets", drawn))
        for name in numbered:
            held.enter_context(patch(f"tests.factories.{name}._numbers", count(1)))
        # The address given is one of the Internet; in tests no name is asked of anybody.
        held.enter_context(
            patch("socket.getaddrinfo", lambda *_a, **_k: [(2, 1, 6, "", ("93.184.215.14", 443))])
        )
        yield


def example_site() -> dict:
    """One public row of each resource, and what its people work on: name → object."""
    region = Region.objects.create(code="11", name="Île-de-France")
    department = Department.objects.create(code="93", name="Seine-Saint-Denis", region=region)
    commune = Commune.objects.create(
        code="93066", kind="COM", name="Saint-Denis", department=department, population=149_077
    )
    group = Intercommunality.objects.create(siren="200057867", kind="EPT", name="Plaine Commune")
    Membership.objects.create(commune=commune, intercommunality=group)
    election = make_election()
    camille, moderator = person("Camille", "contact"), person("Maxence", "moderator")
    make_contact(commune, user=camille)
    one = create_list(
        election=election,
        commune=commune,
        label="Une liste inventée",
        candidates=[Person(1, "Alix", "Inventé", is_head=True)],
        fictitious=True,
    )
    one = set_outcome(list_id=one.pk, outcome="majority", version=one.version)
    letter = make_letter(one, text=LETTER)
    pact = make_pact(slug="pacte-invente")
    passage = confirmed_passage(letter)
    make_public_text(letter=letter)
    published = make_commitment("published", passage=passage, pact_version=pact)
    waiting = make_commitment(
        "in_review", electoral_list=one, pact_version=pact, title="Former les agents de la commune"
    )
    report = make_report("published", commitment=published, by=camille)
    proof = evidencing.add_evidence(
        by=moderator, commitment=published, dated=date(2026, 5, 20), fictitious=True, **PRESS
    )
    assessment = make_assessment("published", commitment=published)
    notified = make_assessment("notified", commitment=published, fulfilment="kept")
    signature = make_signature(
        "published",
        campaign=make_campaign(election, pact_version=pact),
        electoral_list=one,
        moderator=moderator,
    )
    webhook, _secret = managing.make_webhook(
        user=camille,
        by=camille,
        name="Journal",
        url="https://example.org/hook",
        about={"commune": commune},
    )
    published.refresh_from_db()
    return {
        "camille": camille,
        "moderator": moderator,
        "region": region,
        "department": department,
        "intercommunality": group,
        "commune": commune,
        "election": election,
        "list": one,
        "pact": pact.pact,
        "signature": signature,
        "letter": letter,
        "passage": passage,
        "commitment": published,
        "waiting": waiting,
        "evidence": proof,
        "report": report,
        "assessment": assessment,
        "reply": assessment.reply,
        "notified": notified,
        "webhook": webhook,
    }
