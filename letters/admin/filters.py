"""What the list of letters can be narrowed to; the queue's lines lead to these addresses."""

from django.contrib.admin import SimpleListFilter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters import queries
from letters.models import Letter
from letters.workflow import LETTER, TEXT


class TableStateFilter(SimpleListFilter):
    """Rows by state; the choices are those of the workflow table."""

    title = gettext_lazy("state")
    parameter_name = "state"
    table = LETTER

    def lookups(self, request, model_admin):
        return [(state, _(label)) for state, label in self.table.states.items()]

    def queryset(self, request, queryset):
        return queryset.filter(state=self.value()) if self.value() else queryset


class TextStateFilter(TableStateFilter):
    table = TEXT


class VisibilityFilter(SimpleListFilter):
    title = gettext_lazy("public text")
    parameter_name = "text"

    def lookups(self, request, model_admin):
        return [(state, _(label)) for state, label in TEXT.states.items()]

    def queryset(self, request, queryset):
        return queries.with_visibility(queryset, self.value()) if self.value() else queryset


class NeedFilter(SimpleListFilter):
    """What a letter waits for, besides its state."""

    title = gettext_lazy("what is needed")
    parameter_name = "need"

    def lookups(self, request, model_admin):
        return [
            ("transcription", _("to transcribe")),
            ("list", _("without list")),
            ("mine", _("being read by me")),
            ("expired", _("claim expired")),
        ]

    def queryset(self, request, queryset):
        narrow = {
            "transcription": _to_transcribe,
            "list": queries.without_list,
            "mine": lambda letters: queries.held_by(letters, request.user),
            "expired": queries.claims_expired,
        }.get(self.value() or "")
        return narrow(queryset) if narrow else queryset


def _to_transcribe(letters):
    """Of those that are open, which are few: by the newest first, SQLite would read them all."""
    open_ones = Letter.objects.filter(state__in=queries.OPEN)
    return queries.to_transcribe(letters.filter(pk__in=open_ones.values("pk")))
