"""The reply of a town hall that came by letter: filed, then put beside its assessment."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_site import show_errors
from accounts.permissions import Permission
from accounts.policies import holds
from ledger.refusals import Invalid, NotAllowed
from letters.actions.filing import file_letter
from letters.enums import Channel, LetterKind
from letters.models import Letter
from letters.queries import replies_filed
from pledges.actions.recording import record_reply
from pledges.models import Assessment


class ReplyLetterForm(forms.Form):
    """The letter or the mail, as it came."""

    file = forms.FileField(
        label=gettext_lazy("file"),
        required=False,
        help_text=gettext_lazy("txt, eml, odt, docx or pdf; another file is kept, to transcribe."),
    )
    text = forms.CharField(
        label=gettext_lazy("or the text of the letter, pasted"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    received_on = forms.DateField(
        label=gettext_lazy("received on"), widget=forms.DateInput(attrs={"type": "date"})
    )
    channel = forms.ChoiceField(label=gettext_lazy("channel"), choices=Channel.choices)

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def document(self) -> tuple[bytes, str]:
        """Its bytes and its name; a pasted text is a text file."""
        upload = self.cleaned_data["file"]
        if upload:
            return upload.read(), upload.name
        return self.cleaned_data["text"].replace("\r\n", "\n").encode(), _("pasted.txt")


class ReplyWordsForm(forms.Form):
    """What of the letter is the reply: greetings and private lines are left out."""

    words = forms.CharField(
        label=gettext_lazy("reply, word for word"),
        strip=False,
        help_text=gettext_lazy(
            "One stretch of the letter, uncut: what comes before and after may be taken away."
        ),
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    signed_as = forms.CharField(
        label=gettext_lazy("signed"),
        max_length=150,
        help_text=gettext_lazy("As the letter is signed: name and function, or service."),
    )


class ReplyLetterPages:
    """Pages of an assessment: which letter, then which words of it. Whoever assesses."""

    def reply_urls(self) -> list:
        view = self.admin_site.admin_view(self.reply_letter_view)
        return [path("<int:pk>/letter/", view, name="pledges_assessment_letter")]

    def reply_letter_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """File the reply, or choose one filed; `?letter=` opens it."""
        assessment = self.get_object(request, str(pk))
        if assessment is None or not holds(request.user, Permission.ASSESS):
            raise Http404
        letters = replies_filed(assessment.electoral_list)
        chosen = request.GET.get("letter", "")
        letter = letters.filter(ref=chosen).first() if chosen else None
        if chosen and letter is None:
            raise Http404
        if letter is not None:
            return self._words(request, assessment, letter)
        form = ReplyLetterForm(
            request.POST or None,
            request.FILES or None,
            initial={"received_on": timezone.localdate(), "channel": Channel.POST},
        )
        if request.method == "POST" and form.is_valid():
            try:
                return HttpResponseRedirect(f"?letter={self._filed(request, assessment, form).ref}")
            except Invalid as refusal:
                show_errors(form, refusal)
        return self._reply_page(request, assessment, form, letters=letters)

    def _filed(self, request: HttpRequest, assessment: Assessment, form) -> Letter:
        data, name = form.document()
        place = assessment.commitment.territory
        return file_letter(
            data=data,
            name=name,
            election=assessment.electoral_list.election,
            by=request.user,
            received_on=form.cleaned_data["received_on"],
            channel=form.cleaned_data["channel"],
            kind=LetterKind.REPLY,
            list_note=str(place)[:300],
            fictitious=assessment.fictitious,
        ).letter

    def _words(self, request: HttpRequest, assessment: Assessment, letter: Letter) -> HttpResponse:
        text = letter.latest.text if letter.latest else ""
        form = ReplyWordsForm(request.POST or None, initial={"words": text})
        if request.method == "POST" and form.is_valid():
            try:
                record_reply(
                    assessment=assessment, letter=letter, by=request.user, **form.cleaned_data
                )
            except Invalid as refusal:
                show_errors(form, refusal)
            except NotAllowed as refusal:
                form.add_error(None, _(str(refusal.reason)))
            else:
                said = _("Recorded: it is published with the assessment, word for word.")
                self.message_user(request, said)
                return HttpResponseRedirect(_address(assessment))
        return self._reply_page(request, assessment, form, letter=letter, text=text)

    def _reply_page(self, request, assessment, form, **context) -> HttpResponse:
        return self.page(
            request,
            "admin/pledges/reply_letter.html",
            status=400 if form.is_bound and form.errors else 200,
            title=_("Reply received by letter"),
            original=assessment,
            form=form,
            back=_address(assessment),
            **context,
        )


def _address(assessment: Assessment) -> str:
    return reverse("admin:pledges_assessment_change", args=[assessment.pk])
