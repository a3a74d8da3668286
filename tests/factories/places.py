"""A commune, an election and lists; the cast's own when a test asked for them too."""

from datetime import date
from itertools import count

from communes.actions.elections import add_round, create_election
from communes.actions.lists import Person, create_list, set_outcome
from communes.models import Commune, Department, Election, ElectoralList, Region

ELECTION = "municipales-2026"
ROUNDS = (date(2026, 3, 15), date(2026, 3, 22))
_numbers = count(1)


def make_commune(code: str = "93066", name: str = "Saint-Denis") -> Commune:
    """The commune of this INSEE code, made in its department when there is none."""
    found = Commune.objects.filter(code=code, kind="COM").first()
    if found is not None:
        return found
    region, _ = Region.objects.get_or_create(code="11", defaults={"name": "Île-de-France"})
    department, _ = Department.objects.get_or_create(
        code=code[:2], defaults={"name": f"Département {code[:2]}", "region": region}
    )
    return Commune.objects.create(code=code, kind="COM", name=name, department=department)


def make_election(slug: str = ELECTION, rounds=ROUNDS) -> Election:
    """The election called `slug`, made with its rounds and their silences when there is none."""
    election = Election.objects.filter(slug=slug).first()
    if election is None:
        election = create_election(slug=slug, name=f"Élections {slug}")
        for number, day in enumerate(rounds, start=1):
            add_round(election=election, number=number, date=day)
    return election


def make_list(
    *,
    election: Election | None = None,
    commune: Commune | None = None,
    label: str = "",
    outcome: str = "",
) -> ElectoralList:
    """A new invented list with an invented head; `outcome` as set by its action."""
    number = next(_numbers)
    row = create_list(
        election=election or make_election(),
        commune=commune or make_commune(),
        label=label or f"Liste inventée {number}",
        candidates=[Person(1, "Alix", f"Inventé {number}", is_head=True)],
        fictitious=True,
    )
    if outcome:
        row = set_outcome(list_id=row.pk, outcome=outcome, version=row.version)
    return row
