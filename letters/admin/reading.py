"""The reading screen: a letter beside its passages, each decided by a form with its version."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.admin_site import show_errors
from ledger.refusals import Invalid
from letters.actions.reading import decide, mark, merge, respan, split
from letters.admin.cards import Held, cards_of, current_of, draft_url, parts_of
from letters.admin.forms import MarkForm, PassageForm
from letters.admin.originals import is_drawn
from letters.admin.pages import LetterPages, seen, typed_in
from letters.admin.spotting import ambiguous, find
from letters.admin.wording import levels_in_words
from letters.enums import Level, PassageDecision
from letters.models import Letter, Passage
from letters.policies import available_steps, may_read
from letters.queries import next_to_read, passages_of
from letters.reading.spans import moved, occurrences

MOVES = {
    "start-wider": ("start", True),
    "start-narrower": ("start", False),
    "end-wider": ("end", True),
    "end-narrower": ("end", False),
}
# Steps taken from this screen by one click; the others, which ask for a reason, have their page.
ONE_CLICK = ("claim", "take_over", "release", "finish")
CUTS = ("split", "merge")
# What a button of a card says, when somebody else was faster.
WANTED = {
    "confirmed": gettext_lazy("Confirm"),
    "rejected": gettext_lazy("Reject"),
    "pending": gettext_lazy("Put back"),
    "start-wider": gettext_lazy("Start earlier"),
    "start-narrower": gettext_lazy("Start later"),
    "end-narrower": gettext_lazy("End earlier"),
    "end-wider": gettext_lazy("End later"),
    "split": gettext_lazy("Split"),
    "merge": gettext_lazy("Merge with the next passage"),
}
WHERE = gettext_lazy("Type the word the second part begins with, as it stands in this passage.")
NO_SUCH_MOVE = gettext_lazy("This is not something one can do to a passage.")


class ReadingPages(LetterPages):
    """Reading a letter: claim it, decide each passage, mark others, finish."""

    def reading_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/reading/", view(self.reading_view), name="letters_letter_reading"),
            path("next/", view(require_safe(self.next_view)), name="letters_letter_next"),
            path(
                "<int:pk>/reading/mark/",
                view(require_POST(self.mark_view)),
                name="letters_letter_mark",
            ),
            path(
                "<int:pk>/reading/<slug:ref>/",
                view(require_POST(self.passage_view)),
                name="letters_letter_passage",
            ),
        ]

    def reading_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The letter and its passages; whoever does not hold it reads without deciding."""
        letter = self.letter_or_404(request, pk)
        return self._screen(request, letter)

    def next_view(self, request: HttpRequest) -> HttpResponse:
        """The reading screen of the letter that has waited longest; the list when none does."""
        after = request.GET.get("after", "")
        letter = next_to_read(after)
        if letter is None:
            self.message_user(request, _("No other letter waits for a reader."))
            return HttpResponseRedirect(self.address("changelist"))
        return HttpResponseRedirect(self.address("reading", letter.pk))

    def _screen(
        self,
        request,
        letter: Letter,
        *,
        held: Held | None = None,
        mark_form=None,
        found=(),
    ) -> HttpResponse:
        """The screen; `held` and `mark_form` came back with what was typed."""
        latest = letter.latest
        passages = list(passages_of(latest)) if latest else []
        cards = cards_of(passages, held)
        pending = [card for card in cards if card.passage.decision == PassageDecision.PENDING]
        current = current_of(cards, held.ref if held else request.GET.get("passage", ""))
        offers = available_steps(letter, request.user)
        number_of = {card.passage.pk: card.number for card in cards}
        shown = [one for one in passages if one.decision != PassageDecision.REJECTED]
        return self.page(
            request,
            "admin/letters/reading.html",
            title=_("Reading"),
            original=letter,
            latest=latest,
            parts=parts_of(latest.text, shown, number_of, current) if latest else [],
            cards=cards,
            pending=pending,
            current=current,
            decided=len(cards) - len(pending),
            draft_address=draft_url() if any(card.draft_url for card in cards) else "",
            drawn=is_drawn(latest),
            may_decide=may_read(request.user, letter),
            direct=[
                (offer, self.address("step", letter.pk, offer.step.name))
                for offer in offers
                if offer.step.name in ONE_CLICK
            ],
            other=[
                (offer, self.address("step", letter.pk, offer.step.name))
                for offer in offers
                if offer.step.name not in ONE_CLICK
            ],
            mark_form=mark_form or MarkForm(initial=_MARK_INITIAL, auto_id="mark-%s"),
            found=found,
            back=self.address("change", letter.pk),
            **self.presence(request, letter),
        )

    def passage_view(self, request: HttpRequest, pk: int, ref: str) -> HttpResponse:
        """Confirm, reject, put back, or move an end by one word (`do`)."""
        letter = self.letter_or_404(request, pk)
        passage = Passage.objects.filter(ref=ref, letter_version__letter=letter).first()
        if passage is None:
            raise Http404
        do = request.POST.get("do", "")
        if do in CUTS:
            return self._cut(request, letter, passage, do)
        form = PassageForm(request.POST, auto_id=f"p-{ref}-%s")
        valid = form.is_valid()
        if not valid and do not in (PassageDecision.REJECTED, PassageDecision.PENDING):
            return self._screen(request, letter, held=Held(ref, form))
        facts = form.facts() if valid else {}

        def act():
            return _take(passage, do, version=seen(request), by=request.user, facts=facts)

        back = self._at(letter, ref)
        typed = [(_("what you wanted"), str(WANTED.get(do, ""))), *typed_in(form)]
        try:
            done, page = self.attempt(
                request, letter, act, back=back, typed=typed, now=_now(passage)
            )
        except Invalid as refusal:
            form.full_clean()
            show_errors(form, refusal)
            return self._screen(request, letter, held=Held(ref, form))
        if page is not None:
            return page
        onward = done.ref if do in MOVES else _next(passage)
        return HttpResponseRedirect(self._at(letter, onward))

    def _cut(self, request, letter: Letter, passage: Passage, do: str) -> HttpResponse:
        """Cut a passage in two where its second part begins, or merge it with the next."""
        words = request.POST.get("words", "")

        def act():
            if do == "merge":
                return merge(
                    ref=passage.ref,
                    version=seen(request),
                    other_ref=request.POST.get("other", ""),
                    other_version=seen(request, "other_version"),
                    by=request.user,
                )
            at = _place(passage, words, request.POST.get("at", ""))
            return split(ref=passage.ref, version=seen(request), at=at, by=request.user)[0]

        typed = [
            (_("what you wanted"), str(WANTED.get(do, ""))),
            (_("first words of the second part"), words),
        ]
        back = self._at(letter, passage.ref)
        try:
            done, page = self.attempt(
                request, letter, act, back=back, typed=typed, now=_now(passage)
            )
        except Invalid as refusal:
            problem = _(str(refusal.reason))
            held = Held(passage.ref, cut_words=words, problem=problem)
            return self._screen(request, letter, held=held)
        return page or HttpResponseRedirect(self._at(letter, done.ref))

    def mark_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Mark exact words by hand; words that stand several times are asked which."""
        letter = self.letter_or_404(request, pk)
        latest = letter.latest
        if latest is None:
            raise Http404
        form = MarkForm(request.POST, auto_id="mark-%s")
        spans = find(form, latest.text, request.POST.get("span", "")) if form.is_valid() else []
        if len(spans) != 1:
            return self._screen(
                request, letter, mark_form=form, found=ambiguous(latest.text, spans)
            )
        start, end = spans[0]

        def act():
            return mark(
                letter_version=latest, start=start, end=end, by=request.user, **form.facts()
            )

        back = self.address("reading", letter.pk)
        try:
            done, page = self.attempt(request, letter, act, back=back, typed=typed_in(form))
        except Invalid as refusal:
            show_errors(form, refusal)
            return self._screen(request, letter, mark_form=form)
        return page or HttpResponseRedirect(self._at(letter, done.ref))

    def _at(self, letter: Letter, ref: str) -> str:
        address = self.address("reading", letter.pk)
        return f"{address}?passage={ref}#p-{ref}" if ref else f"{address}#finish"


_MARK_INITIAL = {"kind": "commitment", "firmness": "firm", "levels": ["commune"]}


def _take(passage: Passage, do: str, *, version: int, by, facts: dict) -> Passage:
    """Do to a passage what a button of its card says."""
    if do in MOVES:
        edge, wider = MOVES[do]
        text = passage.letter_version.text
        start, end = moved(text, passage.start, passage.end, edge=edge, wider=wider)
        return respan(ref=passage.ref, version=version, start=start, end=end, by=by, **facts)
    if do not in PassageDecision.values:
        raise Invalid(NO_SUCH_MOVE)
    return decide(ref=passage.ref, version=version, decision=do, by=by, **facts)


def _place(passage: Passage, words: str, at: str) -> int:
    """Where to cut, in code points of the text: the place selected on the screen, else the first
    place in the passage, after its first word, where `words` stand."""
    text = passage.letter_version.text
    places = [start for start, _end in occurrences(text[: passage.end], words)]
    # Words begin after something that is not a letter: "et" does not stand in "budget".
    spans = [at for at in places if at > passage.start and not text[at - 1].isalnum()]
    if at.isascii() and at.isdigit() and len(at) < 10:
        chosen = int(at)
        return min(spans, key=lambda start: abs(start - chosen)) if spans else chosen
    if not spans:
        raise Invalid(WHERE)
    return spans[0]


def _next(passage: Passage) -> str:
    """Reference of the next undecided passage in reading order, from the top after the last."""
    waiting = [
        one
        for one in passages_of(passage.letter_version)
        if one.decision == PassageDecision.PENDING and one.pk != passage.pk
    ]
    after = [one for one in waiting if (one.start, one.pk) > (passage.start, passage.pk)]
    return next((one.ref for one in after or waiting), "")


def _now(passage: Passage) -> list[tuple[str, str]]:
    """What a passage is now, read again: someone else has just changed it."""
    fresh = Passage.objects.select_related("decided_by").get(pk=passage.pk)
    decision = fresh.get_decision_display()
    return [
        (_("quote"), fresh.quote),
        (_("decision"), f"{decision}, {fresh.decided_by}" if fresh.decided_by else decision),
        (_("kind"), fresh.get_kind_display()),
        (_("firmness"), fresh.get_firmness_display()),
        (_("levels"), levels_in_words(fresh.levels, dict(Level.choices))),
    ]
