"""Elections in the desk: their name, their rounds, and the silence of each."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.admin_site import DeskAdmin, site
from accounts.inlines import ReadRows
from accounts.permissions import Permission
from communes.actions.elections import add_round, change_round, correct_election, create_election
from communes.models import Election, Round
from ledger.refusals import Invalid
from ledger.steps import gettext_noop

USUAL = _(
    "Left empty: from the eve at 0:00 until 20:00, Paris time (electoral code, L.49). "
    "Meanwhile nothing is published and mails wait."
)
PUT_OFF = gettext_noop("A round stays: put it off instead.")
ROUNDS = (1, 2)
PARTS = ("round", "from", "until")


class Moment(forms.DateTimeField):
    """A day and a time on the wall in Paris, by the browser's own picker."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class ElectionForm(forms.ModelForm):
    """Of round N: `round_N` its day, `from_N` and `until_N` its silence."""

    round_1 = forms.DateField(label=_("first round"), widget=AdminDateWidget)
    from_1 = Moment(label=_("silence from (first round)"), required=False)
    until_1 = Moment(label=_("silence until (first round)"), required=False, help_text=USUAL)
    round_2 = forms.DateField(label=_("second round"), widget=AdminDateWidget, required=False)
    from_2 = Moment(label=_("silence from (second round)"), required=False)
    until_2 = Moment(label=_("silence until (second round)"), required=False, help_text=USUAL)
    reason = forms.CharField(label=_("reason of the change"), required=False)

    class Meta:
        model = Election
        fields = ["slug", "name", "by_election"]
        help_texts = {"slug": _("Stands in addresses and commands; it does not change afterwards.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for row in self.instance.rounds.all():
                self.initial |= _values(row.number, row.date, row.freeze_from, row.freeze_until)

    def facts(self, number: int) -> dict:
        """What the action is told of a round; when only its day moved, its silence moves along."""
        day, *bounds = (self.cleaned_data[f"{part}_{number}"] for part in PARTS)
        if day is None:
            raise Invalid(PUT_OFF, errors={f"round_{number}": PUT_OFF})
        if not {f"from_{number}", f"until_{number}"} & {*self.changed_data}:
            bounds = (None, None)
        return {"date": day, "freeze_from": bounds[0], "freeze_until": bounds[1]}


def _values(number: int, day, start, end) -> dict:
    return {
        f"round_{number}": day,
        f"from_{number}": localtime(start),
        f"until_{number}": localtime(end),
    }


class RoundInline(ReadRows):
    model = Round


@admin.register(Election, site=site)
class ElectionAdmin(DeskAdmin):
    """A coordinator's; official files add lists, candidates and results to an election."""

    add_permission = change_permission = Permission.MANAGE_ELECTION
    kind = "election"
    ledger_key = "slug"
    form = ElectionForm
    list_display = ["name", "slug", "by_election"]
    search_fields = ["name", "slug"]

    def get_fields(self, request, obj=None):
        if obj and not self.has_change_permission(request, obj):
            return ["slug", "name", "by_election"]
        rounds = [f"{part}_{number}" for number in ROUNDS for part in PARTS]
        return ["slug", "name", "by_election", *rounds, *(["reason"] if obj else [])]

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def get_inlines(self, request, obj):
        """For who reads: who may change the rounds has them in the form."""
        read = obj and not self.has_change_permission(request, obj)
        return [RoundInline] if read else []

    def opened(self, election: Election, version: int) -> dict:
        content = super().opened(election, version)
        for row in content.pop("rounds", ()):
            start, end = (parse_datetime(row[name]) for name in ("freeze_from", "freeze_until"))
            content |= _values(row["number"], row["date"], start, end)
        return content

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        why = {"by": request.user}
        if change:
            why |= {"reason": form.cleaned_data["reason"]}
            version = self.seen_version(request)
            if {"name", "by_election"} & {*form.changed_data}:
                named = {"name": obj.name, "by_election": obj.by_election}
                corrected = correct_election(election_id=obj.pk, version=version, **named, **why)
                version = corrected.version
        else:
            named = {"slug": obj.slug, "name": obj.name, "by_election": obj.by_election}
            made = create_election(**named, **why)
            obj.pk, version = made.pk, made.version
        known = dict(Round.objects.filter(election=obj.pk).values_list("number", "pk"))
        for number in ROUNDS:
            if {f"{part}_{number}" for part in PARTS} & {*form.changed_data}:
                facts = form.facts(number) | {"version": version} | why
                if number in known:
                    made = change_round(round_id=known[number], **facts)
                else:
                    made = add_round(election=obj, number=number, **facts)
                version = made.election.version
