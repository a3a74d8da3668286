"""What the reading screen shows of a letter: its text cut into runs, a card per passage."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from django.urls import NoReverseMatch, reverse

from letters.admin.forms import PassageForm
from letters.admin.wording import levels_in_words, suggested_because
from letters.enums import Level, PassageDecision
from letters.models import Passage
from letters.reading.spans import segments

# A commitment of another app that quotes a passage: its label, its state in words, its page.
Quoting = tuple[str, str, str]
_tellers: list[Callable[[Iterable[Passage]], dict[int, list[Quoting]]]] = []


def tell_quotes(teller):
    """Add `teller(passages) -> {passage's pk: [(label, state, address)]}`; usable as a decorator.

    Who quotes passages stands above this app: it says so itself.
    """
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


@dataclass(frozen=True, slots=True)
class Card:
    """One passage on the screen: its number, its form, what is said of it."""

    number: int
    passage: Passage
    form: PassageForm
    levels: str
    because: str
    draft_url: str
    quoted: list[Quoting] = field(default_factory=list)
    # The next passage that was not rejected, with which this one can be merged.
    following: Passage | None = None
    is_open: bool = False
    # What was typed to cut it, and why it was refused.
    cut_words: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A card that came back with what was typed: its passage's reference, then what was typed."""

    ref: str
    form: PassageForm | None = None
    cut_words: str = ""
    problem: str = ""


def cards_of(passages: list[Passage], held: Held | None = None) -> list[Card]:
    """The cards of the passages of one version, in reading order."""
    labels = dict(Level.choices)
    quoted = _quoted(passages)
    kept = [one for one in passages if one.decision != PassageDecision.REJECTED]
    after = {one.pk: later for one, later in pairwise(kept)}
    cards = []
    for number, passage in enumerate(passages, start=1):
        back = held if held and held.ref == passage.ref else Held("")
        cards.append(
            Card(
                number=number,
                passage=passage,
                form=back.form or PassageForm.of(passage),
                levels=levels_in_words(passage.levels, labels),
                because=suggested_because(passage.reason),
                draft_url=draft_url(passage),
                quoted=quoted.get(passage.pk, []),
                following=after.get(passage.pk),
                is_open=back.form is not None,
                cut_words=back.cut_words,
                problem=back.problem,
            )
        )
    return cards


def _quoted(passages: list[Passage]) -> dict[int, list[Quoting]]:
    confirmed = [one for one in passages if one.decision == PassageDecision.CONFIRMED]
    told: dict[int, list[Quoting]] = {}
    for teller in _tellers if confirmed else ():
        for pk, lines in teller(confirmed).items():
            told.setdefault(pk, []).extend(lines)
    return told


def current_of(cards: list[Card], wanted: str) -> str:
    """The passage the screen opens on: the one asked for, else the first to decide."""
    if wanted in {card.passage.ref for card in cards}:
        return wanted
    pending = [card for card in cards if card.passage.decision == PassageDecision.PENDING]
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


def parts_of(text: str, passages, number_of: dict, current: str) -> list[Part]:
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


def draft_url(passage: Passage | None = None) -> str:
    """Where a commitment is drafted from a passage; "" where it cannot be."""
    if passage is not None and passage.decision != PassageDecision.CONFIRMED:
        return ""
    try:
        address = reverse("admin:pledges_commitment_add")
    except NoReverseMatch:
        return ""
    return f"{address}?passage={passage.ref}" if passage else address
