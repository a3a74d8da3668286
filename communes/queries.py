"""Communes, lists, memberships; who speaks for what, who is tied to what, what is silent when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.permissions import Permission
from accounts.policies import holds
from communes.enums import CommuneKind
from communes.models import (
    Commune,
    ConflictOfInterest,
    Contact,
    Department,
    Election,
    ElectoralList,
    Intercommunality,
    Mandate,
    Membership,
    Region,
    Round,
    Succession,
)
from ledger import prepared
from ledger.reading import histories_of, history_of

# Asked by each page of the portal and by each step of the desk.
_SPEAKS_FOR = """
SELECT commune_id, intercommunality_id FROM communes_contact
WHERE user_id = %s AND "start" <= %s AND ("end" IS NULL OR "end" >= %s)
"""
_TIED_TO = """
SELECT COALESCE(tie.commune_id, list.commune_id) FROM communes_conflictofinterest tie
LEFT JOIN communes_electorallist list ON list.id = tie.electoral_list_id
WHERE tie.user_id = %s AND tie.declared_on <= %s AND (tie.ended_on IS NULL OR tie.ended_on >= %s)
"""
MAX_HOPS = 8
PART_KINDS = (CommuneKind.ARM, CommuneKind.COMD, CommuneKind.COMA)


@dataclass(frozen=True, slots=True)
class Resolution:
    """A commune found by a code; `succession` is set when the code was a former one."""

    commune: Commune
    succession: Succession | None = None


@dataclass(frozen=True, slots=True)
class Territories:
    """The territories a person speaks for; false when there is none."""

    communes: tuple[Commune, ...] = ()
    intercommunalities: tuple[Intercommunality, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.communes or self.intercommunalities)


@dataclass(frozen=True, slots=True)
class TerritoryKeys:
    """The primary keys of the territories a person speaks for; false when there is none."""

    communes: frozenset[int] = frozenset()
    intercommunalities: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.communes or self.intercommunalities)


@dataclass(frozen=True, slots=True)
class LoadedVintage:
    """The reference geography in place: its year (None before the first load), its version."""

    year: int | None
    version: int


def loaded_vintage() -> LoadedVintage:
    """Which vintage of the reference geography was loaded last."""
    last = history_of("geography", "cog").last()
    return LoadedVintage(int(last.to_state), last.version) if last else LoadedVintage(None, 0)


def key_of_territory(row: Region | Department | Intercommunality | Commune) -> str:
    """Its official code; of a commune its kind too, since a part may have the code of the whole."""
    if isinstance(row, Commune):
        return f"{row.code} {row.kind}"
    return row.siren if isinstance(row, Intercommunality) else row.code


def current_communes() -> QuerySet[Commune]:
    """Communes that exist today: no parts, nothing closed."""
    return Commune.objects.filter(kind=CommuneKind.COM, closed_on=None)


def resolve_commune(code: str, kind: str | None = None) -> Resolution | None:
    """The commune an INSEE code means today, or None.

    Without a kind: the current commune, else the successor of a former one, else a district or
    a part, else a closed commune without successor. With one: that kind alone, former codes
    being those of communes. Two queries when the code is current, in either case.
    """
    rows = {row.kind: row for row in _with_department().filter(code=code)}
    commune = rows.get(CommuneKind.COM)
    if kind in (None, CommuneKind.COM):
        if commune and commune.closed_on is None:
            return Resolution(commune)
        succession = _successor(code)
        if succession:
            return Resolution(succession.commune, succession)
    kinds = (kind,) if kind else (*PART_KINDS, CommuneKind.COM)
    found = next((rows[one] for one in kinds if one in rows), None)
    return Resolution(found) if found else None


def communes_by_code() -> dict[str, int]:
    """INSEE code → key of the commune where people vote: current communes, municipal districts,
    and former codes whose successor is current."""
    current = dict(current_communes().values_list("code", "pk"))
    districts = Commune.objects.filter(kind=CommuneKind.ARM, closed_on=None)
    former = Succession.objects.filter(
        commune__kind=CommuneKind.COM, commune__closed_on=None
    ).values_list("old_code", "commune")
    return dict(former) | dict(districts.values_list("code", "pk")) | current


def _with_department() -> QuerySet[Commune]:
    return Commune.objects.select_related("department__region")


def _successor(code: str) -> Succession | None:
    """The succession that leads from `code` to a commune of today, through several if needed."""
    successions = Succession.objects.select_related("commune__department__region")
    for _hop in range(MAX_HOPS):
        steps = list(successions.filter(old_code=code).order_by("on", "pk"))
        for succession in steps:
            if succession.commune.closed_on is None:
                return succession
        if not steps:
            return None
        code = steps[-1].commune.code
    return None


def known_lists() -> QuerySet[ElectoralList]:
    """Every list but those merged into the row that tells of the same list."""
    return ElectoralList.objects.filter(duplicate_of=None)


def list_merged_as(ref: str) -> ElectoralList | None:
    """The list that a merged list's reference leads to today; None when it was not merged."""
    row = ElectoralList.objects.filter(ref=ref).first()
    return survivor_of(row) if row is not None and row.duplicate_of_id else None


def lists_presented(election: Election, communes) -> QuerySet[ElectoralList]:
    """Real lists of some communes at an election, heads prefetched, to be found in official files.

    A row merged into another comes last: it is met only when nothing else is what a file presents.
    """
    lists = ElectoralList.objects.filter(
        election=election, commune__in=communes, fictitious=False
    ).select_related("duplicate_of")
    last = F("duplicate_of").asc(nulls_first=True)
    return lists.prefetch_related("candidates").order_by(last, "pk")


def mayors_held(communes) -> QuerySet[Mandate]:
    """Open mandates of persons in some communes, those of lists alone and invented ones aside."""
    held = Q(end=None) | Q(end__gte=timezone.localdate())
    mandates = Mandate.objects.filter(held, commune__in=communes, fictitious=False)
    return mandates.exclude(person_name="").order_by("start", "pk")


def mayor_of(commune: Commune) -> Mandate | None:
    """The open mandate of the person at the head of a commune, since the latest day."""
    return mayors_held([commune]).filter(start__lte=timezone.localdate()).last()


def outcome_steps(refs) -> dict[str, str]:
    """The step that gave each of these lists its present outcome: reference → step."""
    return {
        ref: next((one.step for one in reversed(entries) if one.from_state != one.to_state), "")
        for ref, entries in histories_of("list", refs).items()
    }


def survivor_of(row):
    """The row that stands for `row` (a list, a letter, a user) after every merge; itself if none.

    Cycles cannot be: what was merged is never merged into.
    """
    while row.duplicate_of_id:
        row = row.duplicate_of
    return row


def lists_in(election: Election | None = None) -> QuerySet[ElectoralList]:
    """Lists of an election (None: of all), by commune name then panel number, heads prefetched."""
    lists = known_lists().select_related("commune__department", "election")
    if election is not None:
        lists = lists.filter(election=election)
    return lists.prefetch_related("candidates").order_by(
        "commune__search_name", "commune_id", "panel_number", "search_label", "pk"
    )


def _open_on(day: date, start: str = "start", end: str = "end") -> Q:
    """Rows in force on `day`, both bounds included; an unknown bound is open."""
    after_start = Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": day})
    return after_start & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": day}))


def members_of(intercommunality: Intercommunality, on: date | None = None) -> QuerySet[Commune]:
    """Communes that are members on that day (today by default), in alphabetical order."""
    memberships = Membership.objects.filter(
        _open_on(on or timezone.localdate()), intercommunality=intercommunality
    )
    return _with_department().filter(pk__in=memberships.values("commune"))


def intercommunalities_of(commune: Commune, on: date | None = None) -> QuerySet[Intercommunality]:
    """Intercommunalities of a commune on that day: near Paris, the metropolis and an EPT."""
    memberships = Membership.objects.filter(_open_on(on or timezone.localdate()), commune=commune)
    return Intercommunality.objects.filter(pk__in=memberships.values("intercommunality"))


def _contacts_of(user, on: date | None) -> QuerySet[Contact]:
    """What `user` is a contact of on that day (today by default), in no order."""
    return Contact.objects.filter(_open_on(on or timezone.localdate()), user=user).order_by()


def territories_of(user, on: date | None = None) -> Territories:
    """The communes and intercommunalities `user` speaks for on that day (today by default)."""
    if user is None or not user.pk:
        return Territories()
    # Sorted here: they are few, and the ORM takes longer to write an order than to read them.
    contacts = sorted(
        _contacts_of(user, on).select_related("commune__department", "intercommunality"),
        key=lambda one: ((one.commune or one.intercommunality).search_name, one.pk),
    )
    return Territories(
        tuple(contact.commune for contact in contacts if contact.commune_id),
        tuple(contact.intercommunality for contact in contacts if contact.intercommunality_id),
    )


def territory_keys_of(user, on: date | None = None) -> TerritoryKeys:
    """The keys of `territories_of`, and no more.

    Those of today are not asked again of whom the portal let in for one request.
    """
    if user is None or not user.pk:
        return TerritoryKeys()
    read = getattr(user, "territories", None) if on is None else None
    if read is not None:
        return read
    keys = prepared.rows(_SPEAKS_FOR, [user.pk, *_twice(on)])
    return TerritoryKeys(
        frozenset(commune for commune, _group in keys if commune),
        frozenset(group for _commune, group in keys if group),
    )


def speaks_for(user, territory: Commune | Intercommunality, on: date | None = None) -> bool:
    """Does `user` speak for this very territory on that day? A commune's contact does not speak
    for its intercommunality, nor the other way round."""
    if user is None or not user.pk or territory is None:
        return False
    keys = prepared.rows(_SPEAKS_FOR, [user.pk, *_twice(on)])
    key = (territory.pk, None) if isinstance(territory, Commune) else (None, territory.pk)
    return key in keys


def has_conflict(
    user,
    *,
    commune: Commune | None = None,
    electoral_list: ElectoralList | None = None,
    among: frozenset[int] = frozenset(),
    on: date | None = None,
) -> bool:
    """Is `user` tied, on that day, to this commune, this list, or a commune `among` these keys?

    A tie to a list counts for the whole of its commune: a candidate is no fairer a judge of a
    rival list than of their own.
    """
    communes = {*among, commune.pk} if commune else set(among)
    if electoral_list:
        communes.add(electoral_list.commune_id)
    if user is None or not user.pk or not communes:
        return False
    return any(tied in communes for (tied,) in prepared.rows(_TIED_TO, [user.pk, *_twice(on)]))


def _twice(on: date | None) -> list[str]:
    """The day (today by default) as both databases write it, for a start and for an end."""
    return [(on or timezone.localdate()).isoformat()] * 2


def conflicts_for(user) -> QuerySet[ConflictOfInterest]:
    """Ties one may read, reasons included: one's own, or all of them for who manages accounts."""
    rows = ConflictOfInterest.objects.select_related("user", "commune", "electoral_list")
    return rows if holds(user, Permission.MANAGE_ROLES) else rows.filter(user=user)


def frozen_until(election: Election | None, at: datetime) -> datetime | None:
    """End of the silence in force at `at`, or None when nothing is silent.

    The silence of a round is [freeze_from, freeze_until). Without an election, the rounds of all
    elections count and the latest end is given.
    """
    rounds = Round.objects.filter(freeze_from__lte=at, freeze_until__gt=at)
    if election is not None:
        rounds = rounds.filter(election=election)
    return rounds.order_by("-freeze_until").values_list("freeze_until", flat=True).first()
