"""The reading screen: a letter beside its passages, each decided by a form with its version."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.admin_site import show_errors
from ledger.refusals import Invalid
from letters.actions.reading import decide, mark, respan
from letters.admin.forms import MarkForm, PassageForm
from letters.admin.pages import LetterPages, seen, typed_in
from letters.admin.spotting import ambiguous, find
from letters.admin.wording import levels_in_words
from letters.enums import Level, PassageDecision
from letters.models import Letter, Passage
from letters.policies import available_steps, may_read
from letters.queries import passages_of
from letters.reading.spans import moved, segments

MOVES = {
    "start-wider": ("start", True),
    "start-narrower": ("start", False),
    "end-wider": ("end", True),
    "end-narrower": ("end", False),
}
# Steps taken from this screen by one click; the others, which ask for a reason, have their page.
ONE_CLICK = ("claim", "take_over", "release", "finish")
NO_SUCH_MOVE = gettext_lazy("This is not something one can do to a passage.")


@dataclass(frozen=True, slots=True)
class Card:
    """One passage on the screen: its number, its form, what is said of it."""

    number: int
    passage: Passage
    form: PassageForm
    levels: str
    draft_url: str
    is_open: bool = False


class ReadingPages(LetterPages):
    """Reading a letter: claim it, decide each passage, mark others, finish."""

    def reading_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/reading/", view(self.reading_view), name="letters_letter_reading"),
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

    def _screen(
        self, request, letter: Letter, *, current: str = "", bound=None, mark_form=None, found=()
    ) -> HttpResponse:
        """The screen; `bound` and `mark_form` are forms that came back with what was typed."""
        latest = letter.latest
        passages = list(passages_of(latest)) if latest else []
        cards = _cards(passages, current, bound)
        pending = [card for card in cards if card.passage.decision == PassageDecision.PENDING]
        current = _current(request, cards, pending, current)
        offers = available_steps(letter, request.user)
        number_of = {card.passage.pk: card.number for card in cards}
        shown = [one for one in passages if one.decision != PassageDecision.REJECTED]
        return self.page(
            request,
            "admin/letters/reading.html",
            title=_("Reading"),
            original=letter,
            latest=latest,
            parts=_parts(latest.text, shown, number_of, current) if latest else [],
            cards=cards,
            pending=pending,
            current=current,
            decided=len(cards) - len(pending),
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
        )

    def passage_view(self, request: HttpRequest, pk: int, ref: str) -> HttpResponse:
        """Confirm, reject, put back, or move an end by one word (`do`)."""
        letter = self.letter_or_404(request, pk)
        passage = Passage.objects.filter(ref=ref, letter_version__letter=letter).first()
        if passage is None:
            raise Http404
        form = PassageForm(request.POST, auto_id=f"p-{ref}-%s")
        do = request.POST.get("do", "")
        valid = form.is_valid()
        if not valid and do not in (PassageDecision.REJECTED, PassageDecision.PENDING):
            return self._screen(request, letter, current=ref, bound=(ref, form))
        facts = form.facts() if valid else {}

        def act():
            return _take(passage, do, version=seen(request), by=request.user, facts=facts)

        back = self._at(letter, ref)
        typed = [(_("what you wanted"), do), *typed_in(form)]
        try:
            done, page = self.attempt(
                request, letter, act, back=back, typed=typed, now=_now(passage)
            )
        except Invalid as refusal:
            form.full_clean()
            show_errors(form, refusal)
            return self._screen(request, letter, current=ref, bound=(ref, form))
        if page is not None:
            return page
        onward = done.ref if do in MOVES else _next(passage)
        return HttpResponseRedirect(self._at(letter, onward))

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


def _cards(passages: list[Passage], current: str, bound) -> list[Card]:
    labels = dict(Level.choices)
    held_ref, held_form = bound or ("", None)
    return [
        Card(
            number=number,
            passage=passage,
            form=held_form if passage.ref == held_ref else PassageForm.of(passage),
            levels=levels_in_words(passage.levels, labels),
            draft_url=_draft_url(passage),
            is_open=passage.ref == held_ref,
        )
        for number, passage in enumerate(passages, start=1)
    ]


def _current(request, cards: list[Card], pending: list[Card], wanted: str) -> str:
    """The passage the screen opens on: the one asked for, else the first to decide."""
    wanted = wanted or request.GET.get("passage", "")
    known = {card.passage.ref for card in cards}
    if wanted in known:
        return wanted
    first = next(iter(pending or cards), None)
    return first.passage.ref if first else ""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of the letter's text: which passages cover it, where its link leads."""

    text: str
    refs: str
    numbers: str
    target: str
    starts: tuple[str, ...]
    style: str


def _parts(text: str, passages, number_of: dict, current: str) -> list[Part]:
    """The text cut for the screen. The first run of each passage carries its anchor."""
    placed: set[str] = set()
    parts = []
    for run in segments(text, passages):
        covering = run.passages
        fresh = [one.ref for one in covering if one.ref not in placed]
        placed.update(fresh)
        style = " ".join(sorted({f"is-{one.decision}" for one in covering}))
        if len(covering) > 1:
            style += " is-several"
        if any(one.ref == current for one in covering):
            style += " is-current"
        parts.append(
            Part(
                text=run.text,
                refs=" ".join(one.ref for one in covering),
                numbers=", ".join(str(number_of[one.pk]) for one in covering),
                target=(fresh or [one.ref for one in covering] or [""])[0],
                starts=tuple(fresh),
                style=style.strip(),
            )
        )
    return parts


def _draft_url(passage: Passage) -> str:
    """Where a commitment is drafted from this passage; "" where no such page is installed."""
    if passage.decision != PassageDecision.CONFIRMED:
        return ""
    try:
        return f"{reverse('admin:pledges_commitment_add')}?passage={passage.ref}"
    except NoReverseMatch:
        return ""
