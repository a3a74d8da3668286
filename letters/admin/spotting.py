"""From words selected or pasted to a span of the letter."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from letters.admin.forms import WordsForm
from letters.reading.spans import around, occurrences, trimmed

MOST = 20


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where the words stand, with what is around it, to choose from."""

    value: str
    before: str
    words: str
    after: str


def find(form: WordsForm, text: str, chosen: str = "") -> list[tuple[int, int]]:
    """Spans of the words of a valid `form`; several when they are ambiguous.

    chosen: "start-end", the occurrence somebody picked. Where the words were selected on the
    screen, `start` says which occurrence is meant. Words not in the letter are an error of `form`.
    """
    words, start = form.cleaned_data["words"], form.cleaned_data["start"]
    spans = occurrences(text, words)
    if not spans:
        form.add_error("words", _("These words are not in the letter: copy them exactly."))
        return []
    picked = [span for span in spans if f"{span[0]}-{span[1]}" == chosen]
    if picked or len(spans) == 1:
        return picked or spans
    if start is not None:
        # The selection may begin or end with blanks that are not part of the words.
        begin = trimmed(text, min(start, len(text)), len(text))[0]
        return [min(spans, key=lambda span: abs(span[0] - begin))]
    form.add_error("words", _("These words stand several times in the letter: say which."))
    return spans


def ambiguous(text: str, spans: list[tuple[int, int]]) -> list[Occurrence]:
    """The first places to choose from, when there are several."""
    if len(spans) < 2:
        return []
    return [_occurrence(text, start, end) for start, end in spans[:MOST]]


def _occurrence(text: str, start: int, end: int) -> Occurrence:
    before, after = around(text, start, end, reach=60)
    return Occurrence(f"{start}-{end}", before, text[start:end], after)
