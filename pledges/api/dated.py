"""`at=`: the public state as it was known on a day, or at a minute of it, Paris time."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from accounts.models import Authored
from communes.enums import CommuneKind
from communes.models import ElectoralList
from communes.queries import PART_KINDS
from letters.models import PublicText
from pledges.api.paging import values_of
from pledges.api.telling import TELL
from pledges.exports.compiled import compiled
from pledges.exports.resources import RESOURCES
from pledges.models import Signature
from pledges.queries.as_of import KNOWN

PARIS = ZoneInfo("Europe/Paris")
_FORM = re.compile(r"(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2})?", re.ASCII)
# Filters and orders by what may have changed since: they would read the present, not that day.
CHANGING = frozenset({"progress", "firmness", "level", "q", "updated_since", "ordering"})
_CHANGING_ALSO = {
    "commitments": {"state"},
    "passages": {"kind"},
    "lists": {"outcome"},
    "communes": {"current", "intercommunality", "department", "region"},
    "intercommunalities": {"kind"},
}


def moment_asked(request, resource: str) -> datetime | None:
    """The moment of `at=`; None without it. Raises ValidationError when it cannot be told."""
    raw = request.query_params.get("at")
    if raw is None:
        return None
    refused = CHANGING | _CHANGING_ALSO.get(resource, set())
    changing = sorted(refused & set(request.query_params))
    if changing:
        raise ValidationError({changing[0]: [_("This cannot be asked of a past day.")]})
    moment, begins = _moment(raw)
    if moment is None or begins is None:
        raise ValidationError({"at": [_("A day, or a minute: 2026-03-22 or 2026-03-22T18:30.")]})
    if begins > timezone.now():
        raise ValidationError({"at": [_("This moment has not come yet.")]})
    return moment


def moment_of(request) -> datetime | None:
    """The moment of `at=` in a request that `moment_asked` let through; None without it."""
    raw = request.query_params.get("at")
    return None if raw is None else _moment(raw)[0]


def _moment(raw: str) -> tuple[datetime | None, datetime | None]:
    """The moment read, and when it begins to be known: a day is known from its first minute."""
    form = _FORM.fullmatch(raw)
    try:
        if not form:
            return None, None
        if form[2]:
            minute = datetime.fromisoformat(raw).replace(tzinfo=PARIS)
            return minute, minute
        day = date.fromisoformat(raw)
        begins = datetime.combine(day, time(), tzinfo=PARIS)
        after = datetime.combine(day + timedelta(days=1), time(), tzinfo=PARIS)
        return after - timedelta(microseconds=1), begins
    except (ValueError, OverflowError):
        return None, None


def rows_at(resource: str, moment: datetime) -> QuerySet:
    """Rows of the resource that were public at `moment`, still as they are today."""
    rows = _rows_ever_public(resource)
    if issubclass(rows.model, Authored):
        # Says nothing more, and spares asking the ledger about each row made since.
        rows = rows.filter(created_at__lte=moment)
    return rows.filter(KNOWN[resource](moment))


def _rows_ever_public(resource: str) -> QuerySet:
    """Rows that may have been public one day. Most stay so, and what leaves the site leaves its
    past: those that do not are signatures contested, lists merged into another, and texts of
    letters, then masked."""
    if resource == "signatures":
        return Signature.objects.select_related(
            "electoral_list__commune", "campaign__pact_version__pact"
        ).prefetch_related("stances__article")
    if resource == "letters":
        return PublicText.objects.select_related(
            "letter__electoral_list", "letter__election", "letter_version"
        )
    if resource == "lists":
        return ElectoralList.objects.select_related(
            "commune", "election", "merged_into"
        ).prefetch_related("candidates")
    return RESOURCES[resource].rows()


def order_at(resource: str) -> tuple[str, ...]:
    """The order of a past day: by official code or reference (of letters, that of their text),
    since dates of that day are in no index."""
    return _codes(resource) or ("ref",)


def _codes(resource: str) -> tuple[str, ...]:
    """The columns that name a row, when they are its order too; none for those with a reference."""
    one = RESOURCES[resource]
    return one.keyset if one.key in one.keyset else ()


def shown_at(resource: str, page: list, moment: datetime) -> list[dict]:
    """What the API showed of the rows of `page`, in their order."""
    named = _codes(resource) or (RESOURCES[resource].lookup,)
    rows = {" ".join(values_of(row, named)): row for row in page}
    instead = TELL[resource](rows, moment)
    show = compiled(RESOURCES[resource].shape)
    return [show(row) | instead.get(key, {}) for key, row in rows.items()]


def one_at(resource: str, key: str, moment: datetime) -> dict:
    """What the API showed of one object. Raises Http404 when it was not public."""
    row = get_object_or_404(rows_at(resource, moment), **{RESOURCES[resource].lookup: key})
    return shown_at(resource, [row], moment)[0]


def commune_at(code: str, moment: datetime) -> dict | None:
    """The commune of this code as it was: in force, else one of its parts, else closed; None."""
    return named_at("communes", {code}, moment).get(code)


def named_at(resource: str, keys: set[str], moment: datetime) -> dict[str, dict]:
    """Public identifier → what the API showed of it at `moment`, of those that were public."""
    rows = rows_at(resource, moment).filter(**{f"{RESOURCES[resource].lookup}__in": keys})
    found = shown_at(resource, list(rows), moment)
    if resource == "communes":
        # The last of a code stays: the one in force, after parts of that code, after closed ones.
        order = [CommuneKind.COM, *PART_KINDS]
        found.sort(key=lambda one: (one["closed_on"] or "", order.index(one["kind"])), reverse=True)
    return {one[RESOURCES[resource].key]: one for one in found}
