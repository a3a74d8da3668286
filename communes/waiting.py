"""What the desk's work queue asks of elections and places."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from communes.models import Round
from communes.search import normalise


def silences(until: datetime) -> QuerySet[Round]:
    """Rounds whose silence runs now or begins before `until`, the first to begin first."""
    rounds = Round.objects.filter(freeze_until__gt=timezone.now(), freeze_from__lt=until)
    return rounds.select_related("election").order_by("freeze_from", "pk")


def of_places(rows: QuerySet, path: str, *, territory: str = "", words: str = "") -> QuerySet:
    """`rows` of some lists. path: lookups from a row to its list, "" when it has none.

    territory: code of a department, or beginning of a commune's name; words: a row's reference,
    or words of its list's label or the beginning of its commune's name.
    """
    if not territory and not words:
        return rows
    if not path:
        return rows.none()
    place = f"{path}__commune"
    if territory:
        named = Q(**{f"{place}__search_name__prefix": normalise(territory)})
        rows = rows.filter(Q(**{f"{place}__department__code": territory.upper()}) | named)
    if words:
        text = normalise(words)
        found = Q(**{f"{path}__search_label__contains": text})
        found |= Q(**{f"{place}__search_name__prefix": text})
        rows = rows.filter(found | Q(ref=words.lower()))
    return rows
