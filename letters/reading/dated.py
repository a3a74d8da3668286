"""The date a French letter bears: "le 09 mars 2026", "Fait à …, le 9/03/2026". Plain Python."""

import re
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier",
            "février fevrier",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août aout",
            "septembre",
            "octobre",
            "novembre",
            "décembre decembre",
        ),
        start=1,
    )
    for name in names.split()
}
_WORDS = re.compile(
    rf"\ble\s+(?:lundi\s+|mardi\s+|mercredi\s+|jeudi\s+|vendredi\s+|samedi\s+|dimanche\s+)?"
    rf"(\d{{1,2}})(?:er)?\s+({'|'.join(MONTHS)})\s+(\d{{4}})\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\ble\s+(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b", re.IGNORECASE)
HEAD = TAIL = 600


def date_in(text: str) -> date | None:
    """The date in the head of a letter, else in its last lines; None when there is none."""
    for part in (text[:HEAD], text[-TAIL:]):
        for match in _WORDS.finditer(part):
            return _date(match[3], MONTHS[match[2].lower()], match[1])
        for match in _FIGURES.finditer(part):
            return _date(match[3], match[2], match[1])
    return None


def _date(year, month, day) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
