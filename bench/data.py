"""Deterministic data at a scale: 1 is 35,000 communes, 50,000 lists, 500,000 commitments."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from communes.models import Commune, Department, Election, ElectoralList, Region
from communes.search import normalise
from letters.actions.filing import file_letter
from pledges.actions.pacts import apply_pact
from pledges.models import Commitment, PactVersion, Quote

START = datetime(2026, 4, 1, tzinfo=UTC)
WORDS = [
    "logiciels",
    "libres",
    "écoles",
    "formats",
    "ouverts",
    "réemploi",
    "numérique",
    "agents",
    "données",
    "services",
]
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
BATCH = 2000


def fill(size: float, seed: int = 1) -> None:
    """Fill an empty, migrated database; `size` 1 is the full scale. Rows alone: no ledger."""
    chance = random.Random(seed)  # noqa: S311
    communes = _communes(max(2, round(35_000 * size)))
    lists = _lists(communes, max(2, round(50_000 * size)), chance)
    passage = _passage(lists[0])
    _commitments(lists, passage, max(60, round(500_000 * size)), chance)


def _communes(count: int) -> list[Commune]:
    region = Region.objects.create(code="11", name="Région inventée")
    departments = [
        Department.objects.create(code=f"{n:02}", name=f"Département {n}", region=region)
        for n in range(1, 96)
    ]
    rows = (
        Commune(code=f"{n:05}", name=f"Ville {n}", department=departments[n % 95])
        for n in range(1, count + 1)
    )
    _write(Commune, rows)
    return list(Commune.objects.order_by("code"))


def _lists(communes: list[Commune], count: int, chance: random.Random) -> list[ElectoralList]:
    election = Election.objects.create(slug="mesure-2026", name="Scrutin inventé")
    rows = (
        ElectoralList(
            ref=_ref(n),
            election=election,
            commune=communes[n % len(communes)],
            label=f"Liste inventée {n}",
            search_label=f"liste inventee {n}",
            fictitious=True,
        )
        for n in range(count)
    )
    _write(ElectoralList, rows)
    return list(ElectoralList.objects.select_related("commune").order_by("pk"))


def _passage(electoral_list: ElectoralList):
    text = "Nous installerons des logiciels libres dans les écoles de la commune."
    filing = file_letter(
        data=text.encode(),
        name="courrier.txt",
        election=electoral_list.election,
        electoral_list=electoral_list,
        by=None,
        received_on=date(2026, 3, 9),
        channel="email",
        fictitious=True,
    )
    return filing.letter.latest.passages.order_by("pk").first()


def _commitments(lists: list, passage, count: int, chance: random.Random) -> None:
    version = _pact()
    progress = ["not_assessed", "in_progress", "kept", "not_kept"]
    rows = (
        _commitment(n, lists[n % len(lists)], version, chance.sample(WORDS, 4), progress[n % 4])
        for n in range(count)
    )
    _write(Commitment, rows)
    keys = Commitment.objects.order_by("pk").values_list("pk", flat=True).iterator()
    quotes = (Quote(commitment_id=pk, passage=passage, text=passage.quote) for pk in keys)
    _write(Quote, quotes)


def _commitment(n: int, electoral_list, version: PactVersion, words: list, progress: str):
    title = f"{' '.join(words).capitalize()} n° {n}"
    moment = START + timedelta(seconds=n)
    return Commitment(
        ref=_ref(n),
        state="published",
        electoral_list=electoral_list,
        pact_version=version,
        title=title,
        level="commune",
        firmness="firm",
        progress=progress,
        published_at=moment,
        state_at=moment,
        created_at=moment,
        changed_at=moment,
        search_text=normalise(title),
        fictitious=True,
    )


def _pact() -> PactVersion:
    article = {"key": "1", "title": "Article 1", "text": "Texte.", "to_complete": False}
    version = {
        "label": "2026",
        "preamble": "",
        "source": "texte inventé",
        "adopted_on": date(2026, 1, 1),
        "articles": [article],
    }
    content = {"slug": "mesure", "name": "Pacte inventé", "association": "", "versions": [version]}
    apply_pact(content=content)
    return PactVersion.objects.get(pact__slug="mesure")


def _write(model, rows: Iterator) -> None:
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch)


def _ref(n: int) -> str:
    """A reference of 8 letters for number `n`, the same at each run."""
    letters = []
    for _ in range(8):
        n, rest = divmod(n, 32)
        letters.append(ALPHABET[rest])
    return "".join(letters)
