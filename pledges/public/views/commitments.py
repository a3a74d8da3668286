"""Lists and commitments."""

from django.http import Http404
from django.shortcuts import redirect, render

from communes.queries import list_merged_as
from letters.reading.spans import around
from pledges.public import filters
from pledges.public.addresses import address_of
from pledges.public.chronicle import chronicle, withdrawal_of
from pledges.public.keeping import public_page
from pledges.public.views.paging import page_of
from pledges.queries import figures, pages, published


@public_page
def index(request):
    """All published commitments, filtered by the address; an unknown filter says what exists."""
    chosen = filters.read(request.GET)
    if chosen.errors:
        return render(request, "public/bad_filter.html", {"errors": chosen.errors}, status=400)
    found = pages.search_commitments(chosen.values, chosen.territories)
    commitments, older = page_of(found, request)
    choices = [
        (name, filters.LABELS[name], enum.choices, chosen.values.get(name, ""))
        for name, enum in filters.CHOICES.items()
    ]
    context = {
        "chosen": chosen,
        "choices": choices,
        "commitments": commitments,
        "tally": figures.tally(found) if chosen.values else figures.tally_of_all(),
        "older": older,
    }
    return render(request, "public/commitments.html", context)


@public_page
def one(request, ref, slug=None):
    """One commitment: quote in its letter, declared beside assessed, dated history."""
    commitment = pages.one_commitment(ref)
    if commitment is None:
        raise Http404
    if request.path != address_of(commitment):
        return redirect(address_of(commitment), permanent=True)
    reports = list(published.public_reports().filter(commitment=commitment))
    assessments = list(published.public_assessments().filter(commitment=commitment))
    events = chronicle(pages.wordings_of(commitment), reports, assessments)
    context = {
        "commitment": commitment,
        "quotes": [_in_context(quote) for quote in commitment.quotes.all()],
        "reports": reports,
        "assessment": next((a for a in assessments if a.state == "published"), None),
        "earlier": [a for a in assessments if a.state == "superseded"],
        "evidence": published.public_evidence().filter(
            commitment=commitment, report=None, reply=None
        ),
        "events": events,
        "withdrawal": withdrawal_of(events, commitment),
    }
    return render(request, "public/commitment.html", context)


@public_page
def one_list(request, ref, slug=None):
    """One list: its position towards the pact, its letters and its commitments."""
    electoral_list = pages.one_list(ref)
    if electoral_list is None:
        merged = list_merged_as(ref)
        if merged is None:
            raise Http404
        return redirect(address_of(merged), permanent=True)
    if request.path != address_of(electoral_list):
        return redirect(address_of(electoral_list), permanent=True)
    context = {
        "page": pages.list_page(electoral_list),
        "letters": pages.letters_of_list(electoral_list),
        "signatures": published.public_signatures().filter(electoral_list=electoral_list),
    }
    return render(request, "public/electoral_list.html", context)


def _in_context(quote) -> dict:
    """A quote with the words around it when its letter is public, alone otherwise."""
    passage = quote.passage
    letter = passage.letter_version.letter
    public = getattr(letter, "public_text", None)
    shown = bool(public and public.state == "public" and letter.state != "set_aside")
    before = after = ""
    if shown and public.letter_version_id == passage.letter_version_id:
        before, after = around(public.render(), passage.start, passage.end)
    words = passage.public_quote
    return {"text": words, "before": before, "after": after, "letter": letter, "shown": shown}
