"""Filters in the address of the list of commitments; an unknown one is refused, naming others."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.enums import Firmness, Level
from pledges.enums import Fulfilment
from pledges.queries import pages

CHOICES = {"progress": Fulfilment, "firmness": Firmness, "level": Level}
LABELS = {
    "progress": gettext_lazy("Progress"),
    "firmness": gettext_lazy("Firmness"),
    "level": gettext_lazy("Level"),
}
TERRITORIES = ("commune", "intercommunality", "department", "region")
PACT = ("pact", "article")
NAMES = ("q", *CHOICES, *TERRITORIES, *PACT)
# Those the form does not show keep their value through it.
CARRIED = ("intercommunality", "department", "region", *PACT)
PAGING = "avant"
LONGEST = 200


@dataclass
class Chosen:
    """What the address asks for: values as given, territories found, a sentence per mistake."""

    values: dict[str, str] = field(default_factory=dict)
    territories: dict[str, object] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    carried = CARRIED


def read(query) -> Chosen:
    """Read a QueryDict; an empty value is no filter."""
    chosen = Chosen()
    for name, value in query.items():
        if name == PAGING:
            continue
        if name not in NAMES:
            chosen.errors.append(_unknown_name(name))
        elif value.strip():
            _read_one(chosen, name, value.strip()[:LONGEST])
    return chosen


def _read_one(chosen: Chosen, name: str, value: str) -> None:
    chosen.values[name] = value
    if name in CHOICES and value not in CHOICES[name].values:
        chosen.errors.append(_unknown_value(name, value))
    if name in TERRITORIES:
        found = pages.find_territory(name, value.upper())
        if found is None:
            chosen.errors.append(_no_territory(name, value))
        else:
            chosen.territories[name] = found
    if name == "pact" and pages.one_pact(value) is None:
        chosen.errors.append(_("No pact has the short name “%s”.") % value[:40])
    if name == "article" and not pages.article_exists(value):
        chosen.errors.append(_("No pact has an article “%s”.") % value[:40])


def _unknown_name(name: str) -> str:
    return _("There is no filter “%(name)s”: %(offered)s exist.") % {
        "name": name[:40],
        "offered": ", ".join(NAMES),
    }


def _unknown_value(name: str, value: str) -> str:
    return _("“%(value)s” does not exist for %(name)s: %(offered)s do.") % {
        "value": value[:40],
        "name": name,
        "offered": ", ".join(CHOICES[name].values),
    }


def _no_territory(name: str, value: str) -> str:
    expected = {
        "commune": _("an INSEE code of five characters, such as 93066"),
        "intercommunality": _("a SIREN of nine digits, such as 200057867"),
        "department": _("a department's code, such as 93 or 2A"),
        "region": _("a region's INSEE code, such as 11"),
    }
    return _("“%(value)s” is not known as %(name)s: it takes %(expected)s.") % {
        "value": value[:40],
        "name": name,
        "expected": expected[name],
    }
