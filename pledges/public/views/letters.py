"""The public text of a letter, its passages highlighted."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import redirect, render

from letters.queries import letter_merged_as
from letters.reading.spans import segments
from pledges.models import Commitment
from pledges.public.addresses import address_of
from pledges.public.keeping import public_page
from pledges.queries import pages


@dataclass(frozen=True, slots=True)
class Part:
    """A run of the letter; `about` is the commitment it leads to, `notes` those quoted up to it,
    with their numbers in the list below the letter."""

    text: str
    about: Commitment | None
    notes: list[tuple[int, Commitment]]


@public_page
def one(request, ref):
    """A letter's text with masks; each highlighted passage leads to its commitments."""
    text = pages.public_letter(ref)
    if text is None:
        merged = letter_merged_as(ref)
        if merged is None or pages.public_letter(merged.ref) is None:
            raise Http404
        return redirect(address_of(merged), permanent=True)
    quoted = pages.quoted_in(text)
    numbered = _numbered(quoted)
    context = {
        "text": text,
        "letter": text.letter,
        "parts": _parts(text.render(), quoted, numbered),
        "commitments": list(numbered.values()),
    }
    return render(request, "public/letter.html", context)


def _numbered(quoted) -> dict[str, tuple[int, Commitment]]:
    """Reference → number and commitment, in the order the letter is read."""
    found: dict[str, tuple[int, Commitment]] = {}
    for _passage, commitments in quoted:
        for commitment in commitments:
            found.setdefault(commitment.ref, (len(found) + 1, commitment))
    return found


def _parts(text: str, quoted, numbered) -> list[Part]:
    quoting = {passage.pk: commitments for passage, commitments in quoted}
    parts: list[Part] = []
    end = 0
    for segment in segments(text, [passage for passage, _commitments in quoted]):
        end += len(segment.text)
        about = [c for passage in segment.passages for c in quoting[passage.pk]]
        ended = [passage for passage in segment.passages if passage.end == end]
        notes = {numbered[c.ref] for passage in ended for c in quoting[passage.pk]}
        # Blank lines before the first word are an accident of the file, not a layout.
        words = segment.text if parts else segment.text.lstrip()
        parts.append(Part(words, about[0] if about else None, sorted(notes, key=_number)))
    return parts


def _number(note: tuple[int, Commitment]) -> int:
    return note[0]
