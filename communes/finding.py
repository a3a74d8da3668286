"""Communes and lists for what somebody typed: a name, its beginning, a code."""

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL

from communes.models import Candidate, Commune, Election, ElectoralList, Succession
from communes.models.searching import keys_by_words
from communes.queries import current_communes, lists_in, resolve_commune
from communes.search import normalise


def search_communes(q: str, limit: int = 20) -> list[Commune]:
    """Current communes for what was typed, at most `limit`, departments fetched.

    Names that start with it first, then names (today's or former) with a word that does; the
    most populated first in each. Five characters of a code find the commune of that INSEE code,
    former ones included, then those of that postal code.
    """
    text = normalise(q)
    if not text:
        return []
    if len(text) == 5 and text[2:].isdigit():
        return _by_code(text.upper())[:limit]
    communes = _largest()
    first = list(communes.filter(search_name__prefix=text)[:limit])
    if len(first) == limit:
        return first
    # Two reads rather than one OR, which would make the databases read the wide table.
    former = Succession.objects.filter(old_search_name__prefix=text).values("commune")
    inside = communes.filter(search_name__contains=f" {text}")[: limit + len(first)]
    renamed = communes.filter(pk__in=former)[: limit + len(first)]
    others = sorted({*inside, *renamed} - set(first), key=_largest_first)
    return (first + others)[:limit]


def communes_named(q: str) -> QuerySet[Commune]:
    """Current communes that `search_communes` would find, all of them, unordered: to be read inside
    another query."""
    text = normalise(q)
    communes = current_communes().order_by()
    if not text:
        return communes.none()
    if len(text) == 5 and text[2:].isdigit():
        return communes.filter(pk__in=[commune.pk for commune in _by_code(text.upper())])
    former = Succession.objects.filter(old_search_name__prefix=text).values("commune")
    named = Q(search_name__prefix=text) | Q(search_name__contains=f" {text}")
    return communes.filter(named | Q(pk__in=former))


def _largest() -> QuerySet[Commune]:
    largest = (F("population").desc(nulls_last=True), "search_name", "pk")
    return current_communes().select_related("department").order_by(*largest)


def _by_code(code: str) -> list[Commune]:
    found = resolve_commune(code)
    first = [found.commune] if found else []
    # A postal code starts with its department's, but in Corsica (20) and overseas (97x, 98x):
    # no index reads inside a JSON list on both databases, a department is small enough to read.
    near = ("2A", "2B") if code.startswith("20") else (code[:2], code[:3])
    there = _largest().filter(department__code__in=near)
    return first + [row for row in there if code in row.postal_codes and row not in first]


def _largest_first(commune: Commune) -> tuple:
    return (-(commune.population or 0), commune.search_name, commune.pk)


def search_lists(q: str, election: Election | None = None, limit: int = 50) -> list[ElectoralList]:
    """Lists by label, head of list or commune (name or code), in neutral order; see `lists_in`.

    Each comes with its commune and election, and its head of list already read. At most `limit`.
    """
    if not telling(q):
        return []
    places = [commune.pk for commune in search_communes(q, limit=limit)]
    # By keys, each from its own index: one OR over columns would have every list read.
    keys = [
        lists_with_words(ElectoralList.objects.order_by(), q).values("pk"),
        ElectoralList.objects.order_by().filter(commune__in=places).values("pk"),
        lists_headed_by(q),
    ]
    found = keys[0].union(*keys[1:])
    return list(lists_in(election).filter(pk__in=found)[:limit])


def telling(q: str) -> list[str]:
    """The words of `q` that say something, in their normal spelling: one letter alone does not."""
    return [word for word in normalise(q).split() if len(word) > 1]


def lists_headed_by(q: str) -> QuerySet:
    """Keys of the lists whose head is so called, first name first or last."""
    text = normalise(q)
    # Surname first in the index; what was typed may have it last.
    turned = " ".join((*text.split()[1:], *text.split()[:1]))
    named = Q(search_name__prefix=text) | Q(search_name__prefix=turned)
    return Candidate.objects.order_by().filter(named, is_head=True).values("list")


def lists_with_words(lists: QuerySet[ElectoralList], q: str) -> QuerySet[ElectoralList]:
    """Those where every word of `q` begins a word of the label; all without a telling word."""
    words = telling(q)
    statement, value = keys_by_words(ElectoralList, "search_label", words)
    return lists.filter(pk__in=RawSQL(statement, [value])) if words else lists  # noqa: S611
