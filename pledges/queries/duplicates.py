"""Pairs that may be one: lists, people, candidates, letters; never a pair somebody looked at."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from accounts.models import User
from accounts.spelling import normalise
from communes.models import Candidate, Contact
from communes.queries import known_lists
from ledger.steps import gettext_noop
from letters.models import Letter, LetterVersion
from letters.queries import standing_letters
from pledges.models import Merge, Signature
from pledges.models.merge import Duplicated, pair_of

# More than a person looks at in one sitting; those decided leave room for the next.
SHOWN = 50
GROUPS = 200
# Words two letters share, out of those in either: a letter sent again differs by its greetings.
ALIKE = 0.8
# Letters two names share, in order: one or two typed wrong in a name of the usual length.
NEAR = 0.9
# In a larger group everything would be compared with everything.
COMPARED = 60

SAME_LABEL = gettext_noop("same label, same commune, same election")
NEAR_LABEL = gettext_noop("nearly the same label, same commune, same election")
SAME_HEAD = gettext_noop("same head of list, same commune, same election")
SAME_PANEL = gettext_noop("same panel number, same commune, same election")
SAME_NAME = gettext_noop("same name")
NEAR_NAME = gettext_noop("nearly the same name, addresses at the same domain")
SAME_TERRITORY = gettext_noop("speak for the same territory")
SAME_LIST = gettext_noop("same name on the same list")
SAME_WORDS = gettext_noop("same list, nearly the same words")
SAME_MAIL = gettext_noop("same sender, same subject")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two rows that may be one, with the reasons; `kept` is the one with the older reference."""

    kind: str
    kept: Any
    gone: Any
    reasons: tuple[str, ...]

    @property
    def kept_ref(self) -> str:
        return ref_of(self.kept)

    @property
    def gone_ref(self) -> str:
        return ref_of(self.gone)


def ref_of(row) -> str:
    """How a merge names a row: its reference, or its number for what has none."""
    return str(getattr(row, "ref", row.pk))


def merges_for_desk(*, people: bool) -> QuerySet[Merge]:
    """Every pair looked at; pairs of accounts for those who manage them alone."""
    merges = Merge.objects.select_related("state_by", "created_by")
    return merges if people else merges.exclude(kind=Duplicated.PERSON)


def suggestions(kind: str, limit: int = SHOWN) -> list[Suggestion]:
    """Pairs of `kind` nobody has looked at yet, at most `limit`, in the order of their age."""
    found: dict[tuple[int, int], tuple[Any, Any, list[str]]] = {}
    for one, other, reason in _FINDERS[kind]():
        kept, gone = sorted((one, other), key=lambda row: row.pk)
        held = found.setdefault((kept.pk, gone.pk), (kept, gone, []))
        if reason not in held[2]:
            held[2].append(reason)
    known = set(Merge.objects.filter(kind=kind).values_list("pair", flat=True))
    rows = [
        Suggestion(kind, kept, gone, tuple(reasons))
        for _keys, (kept, gone, reasons) in sorted(found.items(), key=lambda item: item[0])
    ]
    return [row for row in rows if pair_of(row.kept_ref, row.gone_ref) not in known][:limit]


def _pairs(rows: Iterable, key, reason: str) -> Iterator[tuple[Any, Any, str]]:
    groups = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    for group in groups.values():
        yield from ((one, other, reason) for one, other in combinations(group, 2))


def _near_pairs(rows: Iterable, key, words, reason: str) -> Iterator[tuple[Any, Any, str]]:
    """Pairs of a group (`key`) whose words differ by a letter or two, not at all left out."""
    groups = defaultdict(list)
    for row in rows:
        groups[key(row)].append((row, words(row)))
    for group in groups.values():
        for (one, its), (other, theirs) in combinations(group[:COMPARED], 2):
            if its != theirs and _near(its, theirs):
                yield one, other, reason


def _near(one: str, other: str) -> bool:
    # “Demain 1” is not “Demain 2” typed wrong.
    if list(filter(str.isdigit, one)) != list(filter(str.isdigit, other)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # Cheaper bounds first: most pairs are far apart.
    return matcher.real_quick_ratio() >= NEAR <= matcher.quick_ratio() and matcher.ratio() >= NEAR


def _several(rows: QuerySet, *names: str) -> list[dict]:
    """Values of these columns that several rows share (one query)."""
    return list(
        rows.order_by()
        .values(*names)
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
        .values(*names)[:GROUPS]
    )


def _any(groups: list[dict]) -> Q:
    wanted = Q(pk__in=[])
    for group in groups:
        wanted |= Q(**group)
    return wanted


def _lists() -> Iterator[tuple[Any, Any, str]]:
    lists = known_lists().select_related("commune", "election").prefetch_related("candidates")
    place = ("election", "commune")
    for name, rows, reason in (
        ("search_label", lists.exclude(search_label=""), SAME_LABEL),
        ("panel_number", lists.exclude(panel_number=None), SAME_PANEL),
    ):
        alike = rows.filter(_any(_several(rows, *place, name)))
        yield from _pairs(
            alike,
            lambda row, name=name: (row.election_id, row.commune_id, getattr(row, name)),
            reason,
        )
    yield from _mistyped(lists, place)
    heads = Candidate.objects.filter(is_head=True, list__duplicate_of=None)
    groups = _several(heads, "list__election", "list__commune", "search_name")
    named = heads.filter(_any(groups)).values_list("list", "search_name")
    names = dict(named)
    alike = lists.filter(pk__in=names)
    yield from _pairs(
        alike, lambda row: (row.election_id, row.commune_id, names[row.pk]), SAME_HEAD
    )


def _mistyped(lists: QuerySet, place: tuple[str, str]) -> Iterator[tuple[Any, Any, str]]:
    """A label typed by hand beside nearly the same one: the official file gives a panel number.

    The communes where a list was last typed by hand, and no more than are read at once.
    """
    typed = lists.filter(panel_number=None).order_by().values(*place).annotate(last=Max("pk"))
    where = typed.order_by("-last")[:GROUPS]
    beside = lists.filter(_any([{name: one[name] for name in place} for one in where]))
    near = _near_pairs(
        beside,
        lambda row: (row.election_id, row.commune_id),
        lambda row: row.search_label,
        NEAR_LABEL,
    )
    return (pair for pair in near if None in (pair[0].panel_number, pair[1].panel_number))


def _people() -> Iterator[tuple[Any, Any, str]]:
    users = User.objects.filter(is_active=True, duplicate_of=None).prefetch_related("groups")
    names = {pk: normalise(name) for pk, name in users.values_list("pk", "name")}
    often = defaultdict(list)
    for pk, name in names.items():
        if name:
            often[" ".join(sorted(name.split()))].append(pk)
    same = [pk for group in often.values() if len(group) > 1 for pk in group]
    rows = list(users.filter(pk__in=same).order_by("pk"))
    pairs = list(_pairs(rows, lambda row: " ".join(sorted(names[row.pk].split())), SAME_NAME))
    by_domain = users.exclude(name="").order_by("pk").only("pk", "ref", "name", "email")
    yield from _near_pairs(
        by_domain,
        lambda row: row.email.rpartition("@")[2],
        lambda row: " ".join(sorted(names[row.pk].split())),
        NEAR_NAME,
    )
    held = defaultdict(set)
    spoken = Contact.objects.filter(user__in=same).values_list(
        "user", "commune", "intercommunality"
    )
    for user, *place in spoken:
        held[user].add(tuple(place))
    for one, other, reason in pairs:
        yield one, other, reason
        if held[one.pk] & held[other.pk]:
            yield one, other, SAME_TERRITORY


def _candidates() -> Iterator[tuple[Any, Any, str]]:
    """Where a signature may name one of them: a whole country of candidates has many homonyms."""
    signed = Signature.objects.values("electoral_list")
    people = Candidate.objects.exclude(rank=None).filter(list__in=signed)
    people = people.select_related("list__commune")
    alike = people.filter(_any(_several(people, "list", "search_name")))
    yield from _pairs(alike, lambda row: (row.list_id, row.search_name), SAME_LIST)


def _letters() -> Iterator[tuple[Any, Any, str]]:
    letters = standing_letters().exclude(state="set_aside")
    letters = letters.select_related("electoral_list__commune", "election")
    named = letters.exclude(sender="").exclude(subject="")
    sent = named.filter(_any(_several(named, "election", "sender", "subject")))
    yield from _pairs(sent, lambda row: (row.election_id, row.sender, row.subject), SAME_MAIL)
    placed = letters.exclude(electoral_list=None)
    beside = list(placed.filter(_any(_several(placed, "electoral_list"))))
    words = _words(beside)
    for one, other, reason in _pairs(beside, lambda row: row.electoral_list_id, SAME_WORDS):
        if _alike(words.get(one.pk, frozenset()), words.get(other.pk, frozenset())):
            yield one, other, reason


def _words(letters: list[Letter]) -> dict[int, frozenset[str]]:
    """The words of the version in force of each letter (one query)."""
    versions = LetterVersion.objects.filter(letter__in=letters).exclude(text="").order_by("number")
    texts = dict(versions.values_list("letter", "text"))
    return {pk: frozenset(normalise(text).split()) for pk, text in texts.items()}


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and len(one & other) >= ALIKE * len(one | other)


_FINDERS = {
    Duplicated.LIST: _lists,
    Duplicated.PERSON: _people,
    Duplicated.CANDIDATE: _candidates,
    Duplicated.LETTER: _letters,
}
