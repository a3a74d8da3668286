"""The mail merge and its way back: a file of the lists asked, and their answers read from it."""

from django import forms
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_site import show_errors
from accounts.permissions import Permission
from accounts.policies import holds
from ledger.refusals import Invalid
from pledges.exports.formats import DIALECTS
from pledges.exports.merging import mail_merge
from pledges.importers import answers
from pledges.models import Campaign
from pledges.queries.published import signature_counts


class AnswersForm(forms.Form):
    """The file that came back, and the campaign it is about."""

    campaign = forms.ModelChoiceField(
        label=gettext_lazy("campaign"),
        queryset=Campaign.objects.select_related("pact_version__pact", "election").order_by("-pk"),
    )
    file = forms.FileField(
        label=gettext_lazy("file of answers"),
        help_text=gettext_lazy("CSV, with the columns “reference”, “answer” and “reason”."),
    )


class AnswerPages:
    """Export and import of the solicitations' table; whoever manages solicitations."""

    def answer_urls(self) -> list:
        guarded = self.admin_site.admin_view
        return [
            path("export/", guarded(self.export_view), name="pledges_solicitation_export"),
            path("answers/", guarded(self.answers_view), name="pledges_solicitation_answers"),
            path(
                "answers/apply/",
                guarded(self.apply_view),
                name="pledges_solicitation_apply_answers",
            ),
        ]

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """The whole campaign as a CSV file for a mail merge."""
        _allow(request)
        campaign = _campaign(request.GET.get("campaign", ""))
        dialect = request.GET.get("dialect", "excel-fr")
        if dialect not in DIALECTS:
            raise Http404
        response = StreamingHttpResponse(
            (line.encode() for line in mail_merge(campaign, dialect)),
            content_type="text/csv; charset=utf-8",
        )
        name = f"sollicitations-{campaign.pk}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response

    def answers_view(self, request: HttpRequest) -> HttpResponse:
        """Choose a campaign to export, or a file to read; a file read is shown row by row."""
        _allow(request)
        form = AnswersForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                lines = answers.read(form.cleaned_data["file"].read())
            except Invalid as refusal:
                show_errors(form, refusal)
            else:
                campaign = form.cleaned_data["campaign"]
                return self._planned(request, campaign, answers.plan(lines, campaign, request.user))
        campaigns = [(one, signature_counts(one)) for one in form.fields["campaign"].queryset]
        return self.page(
            request,
            "admin/pledges/answers.html",
            status=400 if form.is_bound and form.errors else 200,
            title=_("Mail merge and answers"),
            form=form,
            campaigns=campaigns,
            words=answers.words(),
            back=_back(),
        )

    def _planned(self, request, campaign: Campaign, planned) -> HttpResponse:
        return self.page(
            request,
            "admin/pledges/answers_plan.html",
            title=_("What this file would do"),
            campaign=campaign,
            words=answers.words(),
            moving=[(one, _target(one)) for one in planned if one.step],
            same=[one for one in planned if not one.step and not one.problem],
            rejected=[one for one in planned if one.problem],
            back=reverse("admin:pledges_solicitation_answers"),
        )

    def apply_view(self, request: HttpRequest) -> HttpResponse:
        """POST takes the steps that were shown, each by its action and the version seen."""
        _allow(request)
        if request.method != "POST":
            return HttpResponseRedirect(reverse("admin:pledges_solicitation_answers"))
        campaign = _campaign(request.POST.get("campaign", ""))
        seen = _seen(request)
        again = answers.plan([line for line, _version in seen], campaign, request.user)
        versions = {line.reference: version for line, version in seen}
        stale = [one for one in again if one.step and one.version != versions[one.line.reference]]
        todo = [one for one in again if one.step and one not in stale]
        done = answers.apply(todo, by=request.user)
        return self.page(
            request,
            "admin/pledges/answers_done.html",
            title=_("Answers of the lists"),
            done=[(one, _target(one)) for one, decision in done if decision],
            refused=[(one, decision.reason) for one, decision in done if not decision]
            + [(one, answers.CHANGED) for one in stale]
            + [(one, one.problem) for one in again if one.problem],
            back=_back(),
        )


def _seen(request: HttpRequest) -> list[tuple[answers.Line, int]]:
    """Rows as they were shown, with the version of each: `NUMBER|REFERENCE|ANSWER|VERSION`."""
    found = []
    for value in request.POST.getlist("row")[: answers.MAX_ROWS]:
        number, reference, answer, version = (value.split("|") + [""] * 4)[:4]
        if number.isdecimal() and version.isdecimal() and len(version) < 10:
            reason = request.POST.get(f"reason-{number}", "")
            found.append((answers.Line(int(number), reference, answer, reason), int(version)))
    return found


def _target(one: answers.Planned) -> str:
    return _(answers.SOLICITATION.states[answers.SOLICITATION.get(one.step).target])


def _campaign(key: str) -> Campaign:
    found = Campaign.objects.filter(pk=key).first() if key.isdecimal() and len(key) < 10 else None
    if found is None:
        raise Http404
    return found


def _allow(request: HttpRequest) -> None:
    if not holds(request.user, Permission.MANAGE_SOLICITATION):
        raise Http404


def _back() -> str:
    return reverse("admin:pledges_solicitation_changelist")
