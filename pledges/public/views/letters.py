"""The public text of a letter, its passages highlighted."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from letters.models import Passage
from letters.reading.spans import segments
from pledges.queries import pages


@require_safe
def one(request, ref):
    """A letter's text with masks; each highlighted passage leads to its commitment."""
    text = pages.public_letter(ref)
    if text is None:
        raise Http404
    quoting = pages.quoted_in(text)
    passages = list(Passage.objects.filter(pk__in=quoting).order_by("start", "-end"))
    parts = [
        (part.text, [one for p in part.passages for one in quoting[p.pk]])
        for part in segments(text.render(), passages)
    ]
    context = {
        "text": text,
        "letter": text.letter,
        "parts": parts,
        "quoted": [(p, quoting[p.pk]) for p in passages],
    }
    return render(request, "public/letter.html", context)
