"""Filters of the API: territory at every level, election, list, pact, progress, words, dates."""

from dataclasses import dataclass
from datetime import UTC

import django_filters as filters
from django.conf import settings
from django.db.models import Q, TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ValidationError

from accounts.searching import MOST_WORDS
from accounts.spelling import normalise
from communes.enums import CommuneKind, IntercommunalityKind, Outcome
from communes.models import (
    Commune,
    Department,
    Election,
    ElectoralList,
    Intercommunality,
    Region,
)
from communes.queries import members_of, resolve_commune
from letters.enums import Firmness, Kind, Level
from pledges.api.dated import moment_of
from pledges.enums import CommitmentKind, EvidenceKind, Fulfilment, InNameOf
from pledges.exports.resources import RESOURCES
from pledges.models import Article, Commitment, Pact
from pledges.queries import published
from pledges.queries.as_of import was_of_lists
from pledges.queries.search import with_words

# Model → the resource that lists its rows.
_AT = {one.shape.Meta.model: name for name, one in RESOURCES.items()}


@dataclass(frozen=True, slots=True)
class ListOf:
    """Where the list of a row is: path to it; kind of the object whose entries say which one it
    was, and path to its reference. moves: it may become one of another place (a letter's)."""

    path: str
    kind: str
    ref: str
    moves: bool = False


class CodeFilter(filters.CharFilter):
    """An official code or reference: the object it means must exist, or the answer is 400.

    lookup: path from the filtered row to the object; of: where the row's list is, when the list
    of a past day (`at=`) may have been another one.
    """

    def __init__(
        self, *args, model=None, key: str = "code", lookup: str = "", of: ListOf | None = None, **kw
    ):
        self.target, self.key, self.lookup, self.of = model, key, lookup, of
        super().__init__(*args, **kw)

    def filter(self, queryset, value):
        if not value:
            return queryset
        return self.kept(queryset, "", self.found(value))

    def found(self, value: str):
        """What the value names. Raises ValidationError, saying where those that exist are."""
        found = self.find(value)
        if found is None:
            sentence = _("There is no %(kind)s “%(value)s”. Those that exist: %(address)s.") % {
                "kind": self.target._meta.verbose_name,
                "value": value[:40],
                "address": f"{settings.BASE_URL}/api/v1/{_AT[self.target]}/",
            }
            raise ValidationError({self.field_name: [sentence]})
        return found

    def find(self, value: str):
        return self.target.objects.filter(**{self.key: value}).first()

    def kept(self, queryset, how: str, found):
        """Rows of what was found; how: the end of the lookup ("__in")."""
        moment = moment_of(self.parent.request)
        if moment is None or self.of is None:
            return queryset.filter(**{self.lookup + how: found})
        path = self.lookup.removeprefix(self.of.path).removeprefix("__") or "pk"
        value = found.pk if path == "pk" else found
        lists = ElectoralList.objects.filter(**{path + how: value})
        if path == "pk" and not self.of.moves:
            # A merge leaves a row in its commune, at its election: an index has few such rows.
            place = {"election": found.election_id, "commune": found.commune_id}
            queryset = queryset.filter(**{f"{self.of.path}__{k}": v for k, v in place.items()})
        return queryset.filter(was_of_lists(self.of.kind, lists, moment, self.of.ref))


class CommitmentFilter(CodeFilter):
    """A reference of a public commitment: a hidden one answers as one that never existed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, model=Commitment, key="ref", **kwargs)

    def find(self, value: str):
        return published.public_commitments().filter(ref=value).first()


class CommuneFilter(CodeFilter):
    """An INSEE code; a former one means its successor."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, model=Commune, **kwargs)

    def find(self, value: str):
        resolution = resolve_commune(value)
        return resolution.commune if resolution else None


class MemberFilter(CodeFilter):
    """A SIREN: rows whose commune is a member (on the day of `at=`), whatever their own level."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, model=Intercommunality, key="siren", **kwargs)

    def filter(self, queryset, value):
        if not value:
            return queryset
        group = self.found(value)
        moment = moment_of(self.parent.request)
        members = members_of(group, on=moment and moment.date()).order_by()
        return self.kept(queryset, "__in", members.values("pk"))


def choice(choices, **options) -> filters.ChoiceFilter:
    """A closed vocabulary; another value is refused naming those that exist."""
    offered = ", ".join(choices.values)
    # Said in the language of each request: a filter is made once, by whoever asks first.
    refused = format_lazy("{}{}.", gettext_lazy("“%(value)s” does not exist. These do: "), offered)
    return filters.ChoiceFilter(
        **options, choices=choices.choices, error_messages={"invalid_choice": refused}
    )


def territory_filters(path: str, of: ListOf | None = None) -> dict[str, filters.Filter]:
    """commune, intercommunality, department, region for rows whose commune is at `path`."""
    return {
        "commune": CommuneFilter(field_name="commune", lookup=path, of=of),
        "intercommunality": MemberFilter(field_name="intercommunality", lookup=path, of=of),
        "department": CodeFilter(
            field_name="department", model=Department, lookup=f"{path}__department", of=of
        ),
        "region": CodeFilter(
            field_name="region", model=Region, lookup=f"{path}__department__region", of=of
        ),
    }


def filterset(name: str, **declared: filters.Filter) -> type[filters.FilterSet]:
    """A FilterSet class made of declared filters; Nones are left out."""
    return type(name, (filters.FilterSet,), {k: v for k, v in declared.items() if v is not None})


def _words_in(name: str, value: str) -> list[str]:
    """Each once. Raises ValidationError without any, as signs alone would find everything, and
    above those of a long sentence, as each is looked for."""
    found = list(dict.fromkeys(normalise(value).split()))
    if not found:
        raise ValidationError({name: [_("Give a word: letters or digits.")]})
    if len(found) > MOST_WORDS:
        raise ValidationError({name: [_("%(most)d words at most.") % {"most": MOST_WORDS}]})
    return found


def _words(field: str):
    def search(queryset, name, value):
        for word in _words_in(name, value):
            begins = Q(**{f"{field}__startswith": word}) | Q(**{f"{field}__contains": f" {word}"})
            queryset = queryset.filter(begins)
        return queryset

    return search


def words(field: str) -> filters.CharFilter:
    """Every word must begin a word; accents, case and hyphens are ignored."""
    return filters.CharFilter(method=_words(field))


class SinceFilter(filters.IsoDateTimeFilter):
    """Rows changed at an instant or later; instants outside the calendar in UTC are refused."""

    def filter(self, queryset, value):
        try:
            value = value.astimezone(UTC) if value else value
        except OverflowError:
            sentence = _("This instant is outside the calendar.")
            raise ValidationError({"updated_since": [sentence]}) from None
        return super().filter(queryset, value)


def updated_since(field: str = "changed_at") -> filters.IsoDateTimeFilter:
    form = gettext_lazy("A day or an instant: 2026-03-22, 2026-03-22T18:30Z (+ is written %2B).")
    return SinceFilter(field_name=field, lookup_expr="gte", error_messages={"invalid": form})


def list_filters(of: ListOf | None = None) -> dict[str, filters.Filter]:
    """election, territory and list for rows of a list (None: for the lists themselves)."""
    prefix = f"{of.path}__" if of else ""
    moving = of if of and of.moves else None
    found = {
        "election": CodeFilter(
            field_name="election", model=Election, key="slug", lookup=f"{prefix}election", of=moving
        ),
        **territory_filters(f"{prefix}commune", moving),
    }
    if of:
        found["list"] = CodeFilter(
            field_name="list", model=ElectoralList, key="ref", lookup=of.path, of=of
        )
    return found


def of_commitment(path: str = "commitment") -> dict[str, filters.Filter]:
    return {
        "commitment": CommitmentFilter(field_name="commitment", lookup=path),
        **list_filters(ListOf(f"{path}__electoral_list", "commitment", f"{path}__ref")),
    }


def _in_force(queryset, _name, value):
    return queryset.filter(closed_on__isnull=value == "true")


class TrueOrFalse(TextChoices):
    TRUE = "true"
    FALSE = "false"


CommuneFilters = filterset(
    "CommuneFilters",
    kind=choice(CommuneKind),
    department=CodeFilter(field_name="department", model=Department, lookup="department"),
    region=CodeFilter(field_name="region", model=Region, lookup="department__region"),
    intercommunality=MemberFilter(field_name="intercommunality", lookup="pk"),
    current=choice(TrueOrFalse, method=_in_force),
    q=words("search_name"),
)
IntercommunalityFilters = filterset(
    "IntercommunalityFilters", kind=choice(IntercommunalityKind), q=words("search_name")
)
ListFilters = filterset(
    "ListFilters",
    **list_filters(),
    outcome=choice(Outcome),
    q=words("search_label"),
    updated_since=updated_since(),
)
SignatureFilters = filterset(
    "SignatureFilters",
    **list_filters(ListOf("electoral_list", "signature", "ref")),
    pact=CodeFilter(
        field_name="pact", model=Pact, key="slug", lookup="campaign__pact_version__pact"
    ),
    in_name_of=choice(InNameOf),
    updated_since=updated_since(),
)
LetterFilters = filterset(
    "LetterFilters",
    **list_filters(ListOf("letter__electoral_list", "letter", "letter__ref", moves=True)),
)
PassageFilters = filterset(
    "PassageFilters",
    **list_filters(
        ListOf(
            "letter_version__letter__electoral_list",
            "letter",
            "letter_version__letter__ref",
            moves=True,
        )
    ),
    kind=choice(Kind),
    firmness=choice(Firmness),
)


def _article(queryset, name, value):
    if not Article.objects.filter(key=value).exists():
        offered = ", ".join(sorted(set(Article.objects.values_list("key", flat=True))))
        sentence = _("No pact has an article “%(value)s”. These exist: %(offered)s.") % {
            "value": value[:40],
            "offered": offered,
        }
        raise ValidationError({name: [sentence]})
    return queryset.filter(articles__key=value).distinct()


def _words_of_commitment(queryset, name, value):
    return with_words(queryset, " ".join(_words_in(name, value)))


class PublicState(TextChoices):
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


CommitmentFilters = filterset(
    "CommitmentFilters",
    state=choice(PublicState),
    **list_filters(ListOf("electoral_list", "commitment", "ref")),
    pact=CodeFilter(field_name="pact", model=Pact, key="slug", lookup="pact_version__pact"),
    article=filters.CharFilter(method=_article),
    progress=choice(Fulfilment),
    firmness=choice(Firmness),
    level=choice(Level),
    kind=choice(CommitmentKind),
    q=filters.CharFilter(method=_words_of_commitment),
    updated_since=updated_since(),
)
ReportFilters = filterset("ReportFilters", **of_commitment(), updated_since=updated_since())
AssessmentFilters = filterset("AssessmentFilters", **of_commitment(), updated_since=updated_since())
ReplyFilters = filterset(
    "ReplyFilters", **of_commitment("assessment__commitment"), updated_since=updated_since()
)
EvidenceFilters = filterset(
    "EvidenceFilters",
    commitment=CommitmentFilter(field_name="commitment", lookup="commitment"),
    kind=choice(EvidenceKind),
    updated_since=updated_since(),
)
