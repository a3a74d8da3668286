"""Unknown parameters and values answer 400 and say what exists; never silence."""

from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from rest_framework.exceptions import ValidationError

LONGEST = 500
PAGE_PARAMETERS = frozenset({"limit", "cursor", "count", "format", "dialect", "fields"})


class StrictFilterBackend(filters.DjangoFilterBackend):
    """django-filter, refusing what it does not know, repeated parameters and NUL bytes."""

    def filter_queryset(self, request, queryset, view):
        filterset = self.get_filterset(request, queryset, view)
        known = set(filterset.filters) if filterset is not None else set()
        own = getattr(view, "own_parameters", PAGE_PARAMETERS)
        refuse_unknown(request.query_params, known | own)
        if filterset is None:
            return queryset
        if not filterset.is_valid():
            raise ValidationError(
                {name: [str(one) for one in found] for name, found in filterset.errors.items()}
            )
        return filterset.qs


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
        elif "\x00" in query[name] or len(query[name]) > LONGEST:
            errors[name] = [_("This value cannot be used.")]
    if errors:
        raise ValidationError(errors)
