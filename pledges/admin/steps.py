"""What every table with a workflow of pledges shares: buttons from policies, steps by actions."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.step_admin import StepAdmin
from ledger.steps import StepTable
from pledges.actions.perform import perform
from pledges.actions.undoing import undo
from pledges.admin.bulk import BulkSteps
from pledges.policies import available_steps, may_undo_step


def state_filter(table: StepTable) -> type[admin.SimpleListFilter]:
    """A filter by state, in words, in the order states are lived."""

    class StateFilter(admin.SimpleListFilter):
        title = gettext_lazy("state")
        parameter_name = "state"

        def lookups(self, request, model_admin):
            return [(name, _(label)) for name, label in table.states.items()]

        def queryset(self, request, queryset):
            return queryset.filter(state=self.value()) if self.value() else queryset

    return StateFilter


class PledgeAdmin(BulkSteps, StepAdmin):
    """A StepAdmin whose buttons come from `pledges.policies` and go to `pledges.actions`."""

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_words(self, obj):
        return _(self.table.states[obj.state])

    def available_steps(self, obj, user):
        return available_steps(self.table.kind, obj, user)

    def may_undo(self, obj, step, entry, user):
        return may_undo_step(obj, step, entry, user)

    def undo(self, *, ref, by, version):
        return undo(kind=self.table.kind, ref=ref, by=by, version=version)

    def perform(self, *, step, ref, by, version, reason, given):
        return perform(
            kind=self.table.kind,
            step=step,
            ref=ref,
            by=by,
            version=version,
            reason=reason,
            given=given,
        )

    def save_related(self, request, form, formsets, change):
        """Nothing: related rows are written by the actions."""
