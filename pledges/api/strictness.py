"""Unknown parameters and values answer 400 and say what exists; never silence."""

from functools import lru_cache

from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from rest_framework.exceptions import ValidationError

LONGEST = 500
PAGE_PARAMETERS = frozenset({"limit", "cursor", "count", "format", "dialect", "fields"})


class StrictFilterBackend(filters.DjangoFilterBackend):
    """django-filter, refusing what it does not know, repeated parameters and NUL bytes."""

    def filter_queryset(self, request, queryset, view):
        declared = self.get_filterset_class(view, queryset)
        known = set(declared.base_filters) if declared is not None else set()
        own = getattr(view, "own_parameters", PAGE_PARAMETERS) | getattr(view, "more", set())
        refuse_unknown(request.query_params, known | own)
        asked = frozenset(known & set(request.query_params))
        if not asked:
            return queryset
        filterset = _only(declared, asked)(request.query_params, queryset, request=request)
        if not filterset.is_valid():
            raise ValidationError(
                {name: [str(one) for one in found] for name, found in filterset.errors.items()}
            )
        return filterset.qs


@lru_cache(maxsize=256)
def _only(declared: type[filters.FilterSet], asked: frozenset) -> type[filters.FilterSet]:
    """The filters that were asked for: making the form of all of them took a page's own time."""
    found = {name: one for name, one in declared.base_filters.items() if name in asked}
    return type(declared.__name__, (filters.FilterSet,), found)


def refuse_unknown(query, known: set[str]) -> None:
    """Raise ValidationError naming each parameter that does not exist, and those that do."""
    errors: dict[str, list[str]] = {}
    for name in query:
        if name not in known:
            offered = ", ".join(sorted(known))
            errors[name[:LONGEST]] = [
                _("Unknown parameter. These exist: %(offered)s.") % {"offered": offered}
            ]
        elif len(query.getlist(name)) > 1:
            errors[name] = [_("Give this parameter once.")]
        elif not query[name].strip():
            errors[name] = [_("Give a value, or leave this parameter out.")]
        elif "\x00" in query[name] or len(query[name]) > LONGEST:
            errors[name] = [_("This value cannot be used.")]
    if errors:
        raise ValidationError(errors)
