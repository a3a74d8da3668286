"""Files of a letter in the desk: downloaded as they came, replaced with a reason, transcribed."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.admin_site import show_errors
from accounts.conflicts import refused_page
from ledger.refusals import Invalid
from letters.actions.filing import add_version, transcribe
from letters.admin.forms import TranscriptionForm, VersionForm
from letters.admin.originals import drawn, original_of
from letters.admin.pages import LetterPages, typed_in
from letters.enums import UNREADABLE
from letters.policies import may_file
from letters.reading import recognition
from letters.reading.isolation import Failed

# Whatever the file holds, a browser must keep it, not show it.
DOWNLOAD = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


class VersionPages(LetterPages):
    """The versions of a letter."""

    def version_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/versions/<int:number>/file/",
                view(require_safe(self.file_view)),
                name="letters_letter_file",
            ),
            path("<int:pk>/versions/add/", view(self.version_view), name="letters_letter_version"),
            path("<int:pk>/transcribe/", view(self.transcribe_view), name="letters_letter_typed"),
        ]

    def file_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """The file as it came, always as an attachment."""
        letter = self.letter_or_404(request, pk)
        version = letter.versions.filter(number=number).first()
        if version is None:
            raise Http404
        try:
            kept = version.file.open("rb")
        except FileNotFoundError:
            raise Http404 from None
        return FileResponse(
            kept,
            as_attachment=True,
            filename=version.original_name,
            content_type="application/octet-stream",
            headers=DOWNLOAD,
        )

    def version_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Another file of the same letter."""

        def save(form):
            given = form.cleaned_data
            return lambda: add_version(
                letter_ref=letter.ref,
                version=given["version"],
                data=given["file"].read(),
                name=given["file"].name,
                reason=given["reason"],
                by=request.user,
            )

        letter = self.letter_or_404(request, pk)
        return self._words_page(
            request,
            letter,
            VersionForm,
            save,
            {},
            title=_("Add a new version of the file"),
            template="admin/letters/version.html",
        )

    def transcribe_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The text typed by a person, beside the pages of the file and why it was not read."""

        def save(form):
            given = form.cleaned_data
            return lambda: transcribe(
                letter_ref=letter.ref,
                version=given["version"],
                text=given["text"],
                reason=given["reason"],
                by=request.user,
            )

        letter = self.letter_or_404(request, pk)
        latest = letter.latest
        initial = {"text": latest.text} if latest else {}
        if latest and latest.unreadable_reason:
            initial["reason"] = latest.get_unreadable_reason_display()
        beside = {"title": _("Type the text"), "template": "admin/letters/transcription.html"}
        if latest:
            beside |= {"file": original_of(latest), "machine": bool(recognition.program())}
        if latest and request.method == "POST" and "recognise" in request.POST:
            return self._recognised(request, letter, latest, beside)
        return self._words_page(request, letter, TranscriptionForm, save, initial, **beside)

    def _recognised(self, request, letter, latest, beside: dict) -> HttpResponse:
        """What was typed, followed by the words a machine reads on a page; nothing is kept yet."""
        data = request.POST.copy()
        page = request.POST["recognise"]
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 0
        decision = may_file(request.user)
        if not decision:
            return refused_page(request, decision.reason, site=self.admin_site)
        problem = ""
        try:
            words = recognition.recognise(drawn(latest, number, fine=True))
        except Failed as failure:
            problem = str(UNREADABLE[failure.reason])
        else:
            typed = data.get("text", "").rstrip()
            data["text"] = f"{typed}\n\n{words}" if typed else words
            if not data.get("reason", "").strip():
                data["reason"] = _("Read by a machine, then corrected.")
        form = TranscriptionForm(initial=data.dict())
        if problem or not words:
            self.message_user(request, problem or _("Nothing was read there."), messages.WARNING)
        return self._form_page(request, letter, form, **beside)

    def _words_page(self, request, letter, form_class, save, initial, **context) -> HttpResponse:
        decision = may_file(request.user)
        back = self.address("change", letter.pk)
        if not decision:
            return refused_page(request, decision.reason, site=self.admin_site, back=back)
        initial = initial | {"version": letter.version}
        posted = request.method == "POST"
        form = form_class(request.POST, request.FILES) if posted else form_class(initial=initial)
        if posted and form.is_valid():
            try:
                done, page = self.attempt(
                    request, letter, save(form), back=back, typed=typed_in(form)
                )
            except Invalid as refusal:
                show_errors(form, refusal)
            else:
                return page or self._saved(request, done)
        return self._form_page(request, letter, form, **context)

    def _form_page(self, request, letter, form, *, template: str, **context) -> HttpResponse:
        return self.page(
            request,
            template,
            original=letter,
            latest=letter.latest,
            form=form,
            back=self.address("change", letter.pk),
            **context,
        )

    def _saved(self, request, letter) -> HttpResponse:
        self.message_user(request, _("The new version is in force."), messages.SUCCESS)
        latest = letter.latest
        name = "reading" if latest.text else "change"
        return HttpResponseRedirect(self.address(name, letter.pk))
