"""Communes and lists for what somebody typed: a name, its beginning, a code."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.newest import newest_with
from accounts.searching import among, begun_by, few, keys_with, rows_by_words
from accounts.spelling import normalise
from communes.models import Candidate, Commune, Election, ElectoralList, Succession
from communes.queries import current_communes, lists_in, resolve_commune
from ledger.references import may_be_ref

LARGEST_FIRST = (F("population").desc(nulls_last=True), "search_name", "pk")
# Communes read at once for lists in neutral order; twice as many each time.
STEP = 500


def search_communes(q: str, limit: int = 20) -> list[Commune]:
    """The first `limit` of `communes_named`, departments fetched: names that start with what was
    typed, then the others; the most populated first in each. Of a code, the commune that it means
    comes first.
    """
    text = normalise(q)
    if _may_be_code(text):
        return _by_code(text)[:limit]
    if not text:
        return []
    communes = _largest()
    # These are often enough, and one narrow index has all that orders them.
    first = list(communes.filter(search_name__prefix=text)[:limit])
    if len(first) == limit:
        return first
    others = communes.filter(pk__in=among(communes_named(q))).exclude(search_name__prefix=text)
    return [*first, *others[: limit - len(first)]]


def communes_named(q: str) -> frozenset[int]:
    """Keys of the current communes with a name, today's or a former one, that starts with what was
    typed, or with words inside today's that do; or those of a code: the one of that INSEE code,
    former ones included, and those of that postal code.
    """
    text = normalise(q)
    if _may_be_code(text):
        return frozenset(commune.pk for commune in _by_code(text))
    current, words = current_communes().order_by(), text.split()
    if not words:
        return frozenset()
    today = current.filter(pk__in=rows_by_words(Commune, "search_name", words))
    if len(words) > 1:
        # The index knows no order of words: "denis saint" is nobody's name.
        today = today.filter(begun_by("search_name", [text]))
    former = Succession.objects.order_by().filter(old_search_name__prefix=text).values("commune")
    # By keys, each from its own index: one OR would have every commune read.
    keys = current.filter(pk__in=former).values_list("pk", flat=True)
    return frozenset(today.values_list("pk", flat=True).union(keys, all=True))


def _may_be_code(text: str) -> bool:
    return len(text) == 5 and text[2:].isdigit()


def _largest() -> QuerySet[Commune]:
    return current_communes().select_related("department").order_by(*LARGEST_FIRST)


def _by_code(text: str) -> list[Commune]:
    code = text.upper()
    found = resolve_commune(code)
    first = [found.commune] if found else []
    # A postal code starts with its department's, but in Corsica (20) and overseas (97x, 98x):
    # no index reads inside a JSON list on both databases, a department is small enough to read.
    near = ("2A", "2B") if code.startswith("20") else (code[:2], code[:3])
    there = _largest().filter(department__code__in=near)
    return first + [row for row in there if code in row.postal_codes and row not in first]


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
    before the first row of a page can be shown: then `communes` are those of some, `headed` the
    lists whose head is so called (None: too many as well)."""

    q: str
    keys: frozenset[int] | None
    communes: frozenset[int] = frozenset()
    headed: frozenset[int] | None = frozenset()

    def at(self, path: str) -> Q:
        """Rows of these lists. path: lookups from a row to its list.

        Without keys, said of each row as it is read: it is for pages in the order of an index.
        """
        if self.keys is not None:
            return Q(**{f"{path}__in": among(self.keys) if self.keys else []})
        found = begun_by(f"{path}__search_label", telling(self.q))
        found |= Q(**{f"{path}__commune__in": among(self.communes)})
        if self.headed is None:
            return found | Q(Exists(_headed_by(self.q).filter(list=OuterRef(path))))
        return found | Q(**{f"{path}__in": among(self.headed)})

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
    communes = communes_named(q)
    labelled = keys_with(ElectoralList, "search_label", words)
    if labelled is not None:
        lists = ElectoralList.objects.order_by()
        # By keys, each from its own index: one OR over columns would have every list read.
        found = (
            lists.filter(pk__in=labelled)
            .values_list("pk", flat=True)
            .union(
                lists.filter(commune__in=among(communes)).values_list("pk", flat=True),
                _headed_by(q).values_list("list", flat=True),
                all=True,
            )
        )
        keys = few(found)
        if keys is not None:
            return ListsFound(q, keys)
    return ListsFound(q, None, communes, few(_headed_by(q).values_list("list", flat=True)))


def telling(q: str) -> list[str]:
    """The words of `q` that say something, in their normal spelling: one letter alone does not."""
    return [word for word in normalise(q).split() if len(word) > 1]


def _headed_by(q: str) -> QuerySet[Candidate]:
    """The heads of list who are so called, first name first or last."""
    text = normalise(q)
    # Surname first in the index; what was typed may have it last.
    turned = " ".join((*text.split()[1:], *text.split()[:1]))
    # "Is head" in each part: SQLite then finds both in the index of heads, else reads everybody.
    named = Q(search_name__prefix=text, is_head=True)
    if turned != text:
        named |= Q(search_name__prefix=turned, is_head=True)
    return Candidate.objects.order_by().filter(named)


def lists_with_words(lists: QuerySet[ElectoralList], q: str) -> QuerySet[ElectoralList]:
    """Those where every word of `q` begins a word of the label, to be shown newest first; all
    without a telling word."""
    words = telling(q)
    return newest_with(lists, "search_label", words) if words else lists
