"""Corrections in the desk: new words for a published commitment, decided by another person."""

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_site import show_errors, site
from ledger.refusals import Invalid, Refusal
from pledges.actions.correcting import CORRECTABLE, SOURCE, TERRITORY, propose_correction
from pledges.admin.steps import PledgeAdmin, state_filter
from pledges.forms.portal import places_of
from pledges.models import Commitment, Correction
from pledges.queries.review import corrected, proposed, revision_of
from pledges.workflow.commitment import CORRECTION

PROPOSED = (*CORRECTABLE, TERRITORY, *SOURCE)


class CorrectionForm(forms.Form):
    """New words for a published commitment, and why; another moderator accepts them."""

    reason = forms.CharField(
        label=gettext_lazy("reason (public once accepted)"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, commitment: Commitment, **kwargs):
        super().__init__(*args, **kwargs)
        for name in CORRECTABLE:
            field = Commitment._meta.get_field(name).formfield()
            field.initial = getattr(commitment, name)
            self.fields[name] = field
        self.fields[TERRITORY] = forms.ChoiceField(
            label=gettext_lazy("who can act"),
            required=False,
            choices=places_of(commitment),
            initial=commitment.intercommunality.siren if commitment.intercommunality else "",
        )
        self.fields["source"] = forms.URLField(
            label=gettext_lazy("source to add"),
            required=False,
            max_length=500,
            assume_scheme="https",
        )
        self.fields["source_title"] = forms.CharField(
            label=gettext_lazy("its title"), required=False, max_length=200
        )
        self.order_fields([*PROPOSED, "reason"])


def correct_page(model_admin, request: HttpRequest, pk: int) -> HttpResponse:
    """Propose new words; they wait for another moderator."""
    commitment = model_admin.get_object(request, str(pk))
    if commitment is None or not model_admin.has_view_permission(request, commitment):
        raise Http404
    back = reverse("admin:pledges_commitment_review", args=[pk])
    form = CorrectionForm(request.POST or None, commitment=commitment)
    looking = "look" in request.POST
    # Words are compared before one says why.
    form.fields["reason"].required = not looking
    words = None
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in PROPOSED if name in form.data}
    if words and not looking:
        try:
            propose_correction(
                commitment=commitment,
                changes=words,
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except Invalid as refusal:
            show_errors(form, refusal)
        except Refusal as refusal:
            form.add_error(None, _(str(refusal.reason)))
        else:
            said = _("Proposed: another moderator decides.")
            model_admin.message_user(request, said, messages.SUCCESS)
            return HttpResponseRedirect(back)
    return model_admin.page(
        request,
        "admin/pledges/correct.html",
        title=_("Propose a correction"),
        original=commitment,
        form=form,
        looked=words is not None,
        changes=proposed(commitment, words) if words else [],
        revision=commitment.revision,
        following=commitment.revision + 1,
        back=back,
    )


@admin.register(Correction, site=site)
class CorrectionAdmin(PledgeAdmin):
    table = CORRECTION
    list_display = ["commitment", "state_words", "created_by", "created_at"]
    list_filter = [state_filter(CORRECTION)]
    list_select_related = ["commitment", "created_by"]
    fields = [
        "commitment",
        "revision",
        "differences",
        "reason",
        "answer",
        "created_by",
        "created_at",
    ]

    @admin.display(description=gettext_lazy("revision"))
    def revision(self, obj):
        """The revision it would make, or made."""
        number = revision_of(obj)
        if number is None:
            return _("none: the words stayed as they were")
        words = _("%(number)s, if it is accepted") if obj.state == "proposed" else "%(number)s"
        return words % {"number": number}

    @admin.display(description=gettext_lazy("changes"))
    def differences(self, obj):
        """Field by field, word by word: what the correction takes away and what it adds."""
        return render_to_string("admin/pledges/words.html", {"changes": corrected(obj)})

    def foreseen(self, step, obj):
        if step.name != "accept":
            return ""
        following = revision_of(obj)
        context = {"changes": corrected(obj), "following": following}
        return render_to_string("admin/pledges/revision.html", context)
