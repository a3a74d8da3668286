"""Communes and lists for what somebody typed: a name, its beginning, a code."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from communes.enums import CommuneKind
from communes.models import Candidate, Commune, Election, ElectoralList, Succession, searching
from communes.models.searching import among, begun_by, keys_with, rows_with
from communes.queries import current_communes, lists_in, resolve_commune
from communes.search import normalise
from ledger.references import may_be_ref

# Communes read at once for lists in neutral order; twice as many each time.
STEP = 500


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


def communes_named(q: str, path: str = "") -> Q:
    """Current communes that `search_communes` would find, all of them. path: lookups from a row to
    its commune, ending with `__`; "" for the communes themselves."""
    text = normalise(q)
    if not text:
        return Q(pk__in=[])
    if len(text) == 5 and text[2:].isdigit():
        return Q(**{f"{path}pk__in": [commune.pk for commune in _by_code(text.upper())]})
    former = Succession.objects.filter(old_search_name__prefix=text).values("commune")
    named = Q(**{f"{path}search_name__prefix": text})
    named |= Q(**{f"{path}search_name__contains": f" {text}"})
    current = Q(**{f"{path}kind": CommuneKind.COM, f"{path}closed_on": None})
    return current & (named | Q(**{f"{path}pk__in": former}))


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
    words = telling(q)
    if not words:
        return []
    lists, rows = lists_in(election), ElectoralList.objects.order_by()
    keys = keys_with(ElectoralList, "search_label", words)
    if keys is None:
        keys = among(_first_of(lists.filter(begun_by("search_label", words)), limit))
    places = [commune.pk for commune in search_communes(q, limit=limit)]
    # By keys, each from its own index: one OR over columns would have every list read.
    found = (
        rows.filter(pk__in=keys)
        .values("pk")
        .union(rows.filter(commune__in=places).values("pk"), _headed_by(q).values("list"))
    )
    return list(lists.filter(pk__in=found)[:limit])


def _first_of(lists: QuerySet[ElectoralList], limit: int) -> list[int]:
    """Keys of the first `limit` of many lists in neutral order, read commune after commune: no
    index has that order, all of them would be read to be sorted."""
    communes = Commune.objects.order_by("search_name", "pk").values_list("pk", flat=True)
    found: list[int] = []
    start, step = 0, STEP
    while len(found) < limit and (some := list(communes[start : start + step])):
        there = lists.filter(commune__in=among(some)).values_list("pk", flat=True)
        found += there[: limit - len(found)]
        start, step = start + step, 2 * step
    return found


@dataclass(frozen=True, slots=True)
class ListsFound:
    """The lists that words find. keys: theirs; None when they are too many to be worth reading
    before the first row of a page can be shown."""

    q: str
    keys: frozenset[int] | None

    def at(self, path: str) -> Q:
        """Rows of these lists. path: lookups from a row to its list.

        Without keys, said of each row as it is read: it is for pages in the order of an index.
        """
        if self.keys is not None:
            return Q(**{f"{path}__in": among(self.keys) if self.keys else []})
        headed = Exists(_headed_by(self.q).filter(list=OuterRef(path)))
        there = communes_named(self.q, f"{path}__commune__")
        return begun_by(f"{path}__search_label", telling(self.q)) | there | Q(headed)

    def narrow(self, rows: QuerySet, path: str) -> QuerySet:
        """`rows` of these lists, and the one whose reference was typed. path: as above, "" for
        rows of no list, which are found by reference alone."""
        found = self.at(path) if path else Q(pk__in=[])
        # Only when it may be one: with an OR, rows are read one by one.
        return rows.filter(found | Q(ref=self.q.lower()) if may_be_ref(self.q) else found)


def lists_found(q: str) -> ListsFound:
    """Lists by label (every telling word of `q` begins a word of it), head of list or commune."""
    words = telling(q)
    if not words:
        return ListsFound(q, frozenset())
    labelled = keys_with(ElectoralList, "search_label", words)
    if labelled is None:
        return ListsFound(q, None)
    lists = ElectoralList.objects.order_by()
    there = Commune.objects.order_by().filter(communes_named(q))
    # By keys, each from its own index: one OR over columns would have every list read.
    found = (
        lists.filter(pk__in=labelled)
        .values("pk")
        .union(lists.filter(commune__in=there).values("pk"), _headed_by(q).values("list"), all=True)
    )
    keys = frozenset(found.values_list("pk", flat=True)[: searching.COMMON + 1])
    return ListsFound(q, keys if len(keys) <= searching.COMMON else None)


def telling(q: str) -> list[str]:
    """The words of `q` that say something, in their normal spelling: one letter alone does not."""
    return [word for word in normalise(q).split() if len(word) > 1]


def _headed_by(q: str) -> QuerySet[Candidate]:
    """The heads of list who are so called, first name first or last."""
    text = normalise(q)
    # Surname first in the index; what was typed may have it last.
    turned = " ".join((*text.split()[1:], *text.split()[:1]))
    named = Q(search_name__prefix=text) | Q(search_name__prefix=turned)
    return Candidate.objects.order_by().filter(named, is_head=True)


def lists_with_words(lists: QuerySet[ElectoralList], q: str) -> QuerySet[ElectoralList]:
    """Those where every word of `q` begins a word of the label; all without a telling word."""
    words = telling(q)
    return rows_with(lists, "search_label", words) if words else lists
