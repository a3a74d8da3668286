"""What the desk's work queue asks of elections and places."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.spelling import normalise
from communes.models import Round


def silences(until: datetime) -> QuerySet[Round]:
    """Rounds whose silence runs now or begins before `until`, the first to begin first."""
    rounds = Round.objects.filter(freeze_until__gt=timezone.now(), freeze_from__lt=until)
    return rounds.select_related("election").order_by("freeze_from", "pk")


def of_territory(rows: QuerySet, path: str, territory: str) -> QuerySet:
    """`rows` of the lists of a department (its code) or of communes (beginning of their name).
    path: lookups from a row to its list, "" when it has none."""
    if not territory:
        return rows
    if not path:
        return rows.none()
    place = f"{path}__commune"
    named = Q(**{f"{place}__search_name__prefix": normalise(territory)})
    return rows.filter(Q(**{f"{place}__department__code": territory.upper()}) | named)
