"""The masks of a public text: chosen on a screen that saves nothing until they are proposed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from accounts.conflicts import refused_page
from ledger.refusals import Invalid
from letters.actions.redaction import NOT_PRIVATE, propose_public_text
from letters.admin.forms import MaskForm
from letters.admin.pages import LetterPages, seen
from letters.admin.spotting import ambiguous, find
from letters.admin.wording import PERSONAL
from letters.models import Letter, PublicText
from letters.policies import may_file
from letters.reading.personal import personal_spans

MOST = 500


class MaskPages(LetterPages):
    """Proposing what the public may read of a letter."""

    def mask_urls(self) -> list:
        view = self.admin_site.admin_view(self.masks_view)
        return [path("<int:pk>/public-text/", view, name="letters_letter_masks")]

    def masks_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hide words one after the other, look at the result, then propose it."""
        letter = self.letter_or_404(request, pk)
        back = self.address("change", letter.pk)
        decision = may_file(request.user)
        if not decision:
            return refused_page(request, decision.reason, site=self.admin_site, back=back)
        kept = _kept(letter)
        if request.method != "POST":
            return self._masks_page(request, letter, kept, _drawn(kept, letter))
        do, masks = request.POST.get("do", ""), _posted(request)
        text = letter.latest.text if letter.latest else ""
        if do == "propose":
            return self._propose(request, letter, kept, masks)
        if do == "personal":
            return self._masks_page(request, letter, kept, _joined(masks, _personal(text)))
        if do.startswith("drop-"):
            masks = [one for one in masks if f"drop-{one['start']}-{one['end']}" != do]
            return self._masks_page(request, letter, kept, masks)
        return self._add(request, letter, kept, masks, text)

    def _add(self, request, letter, kept, masks, text) -> HttpResponse:
        form = MaskForm(request.POST, auto_id="mask-%s")
        spans = find(form, text, request.POST.get("span", "")) if form.is_valid() else []
        if len(spans) != 1:
            return self._masks_page(
                request, letter, kept, masks, form=form, found=ambiguous(text, spans)
            )
        (start, end), reason = spans[0], form.cleaned_data["reason"]
        added = [{"start": start, "end": end, "reason": reason}]
        return self._masks_page(request, letter, kept, _joined(masks, added))

    def _propose(self, request, letter, kept, masks) -> HttpResponse:
        def act():
            return propose_public_text(
                letter=letter,
                masks=masks,
                by=request.user,
                version=seen(request) if kept else None,
            )

        back = self.address("masks", letter.pk)
        typed = [(_("masks"), "\n".join(_in_words(letter, mask) for mask in masks))]
        try:
            done, page = self.attempt(request, letter, act, back=back, typed=typed)
        except Invalid as refusal:
            problem = _(str(refusal.reason))
            return self._masks_page(request, letter, kept, masks, problem=problem)
        if page is not None:
            return page
        sentence = _("Proposed: a second person checks the masks, then publishes.")
        self.message_user(request, sentence, messages.SUCCESS)
        return HttpResponseRedirect(_text_url(done))

    def _masks_page(
        self, request, letter, kept, masks, *, form=None, found=(), problem=""
    ) -> HttpResponse:
        latest = letter.latest
        text = latest.text if latest else ""
        masks = sorted(_inside(masks, text), key=lambda mask: (mask["start"], mask["end"]))
        preview = PublicText(letter=letter, letter_version=latest, masks=masks).render()
        return self.page(
            request,
            "admin/letters/masks.html",
            title=_("Public text"),
            original=letter,
            kept=kept,
            kept_url=_text_url(kept) if kept else "",
            closed=_(NOT_PRIVATE) if kept and kept.state != "private" else "",
            text=text,
            preview=preview if latest else "",
            masks=[mask | {"words": text[mask["start"] : mask["end"]]} for mask in masks],
            found=found,
            problem=problem,
            form=form or MaskForm(auto_id="mask-%s"),
            back=self.address("change", letter.pk),
        )


def _kept(letter: Letter) -> PublicText | None:
    return PublicText.objects.select_related("letter_version").filter(letter=letter).first()


def _drawn(kept: PublicText | None, letter: Letter) -> list[dict]:
    """The masks already drawn; those of an older version of the text say nothing of this one."""
    latest = letter.latest
    return kept.masks if kept and latest and kept.letter_version_id == latest.pk else []


def _personal(text: str) -> list[dict]:
    return [
        {"start": one["start"], "end": one["end"], "reason": str(PERSONAL[one["what"]])}
        for one in personal_spans(text)
    ]


def _posted(request) -> list[dict]:
    """The masks the page carried, as "start:end:reason"; what is not one is left out."""
    masks = []
    for value in request.POST.getlist("mask")[:MOST]:
        start, _colon, rest = value.partition(":")
        end, _colon, reason = rest.partition(":")
        if all(one.isascii() and one.isdigit() and len(one) < 10 for one in (start, end)):
            masks.append({"start": int(start), "end": int(end), "reason": reason[:200]})
    return masks


def _joined(masks: list[dict], added: list[dict]) -> list[dict]:
    """Both, without a mask on exactly the same words twice."""
    known = {(mask["start"], mask["end"]) for mask in masks}
    return masks + [one for one in added if (one["start"], one["end"]) not in known]


def _inside(masks: list[dict], text: str) -> list[dict]:
    """A page kept open may carry masks of a longer text than the one in force."""
    return [mask for mask in masks if 0 <= mask["start"] < mask["end"] <= len(text)]


def _in_words(letter: Letter, mask: dict) -> str:
    return f"« {letter.latest.text[mask['start'] : mask['end']]} » {mask['reason']}"


def _text_url(text: PublicText) -> str:
    return reverse("admin:letters_publictext_change", args=[text.pk])
