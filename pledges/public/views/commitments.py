"""Lists and commitments."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from letters.enums import Firmness, Level
from letters.reading.spans import around
from pledges.enums import Fulfilment
from pledges.history import happenings
from pledges.public.views.paging import page_by_pk
from pledges.queries import pages, published

CHOICES = {"progress": Fulfilment, "firmness": Firmness, "level": Level}


@require_safe
def index(request):
    """All published commitments, filtered by the address; an unknown filter says what exists."""
    chosen, errors = _chosen(request.GET)
    if errors:
        return render(request, "public/bad_filter.html", {"errors": errors}, status=400)
    found = pages.search_commitments(chosen)
    commitments, older = page_by_pk(found, request, pages.PAGE)
    query = request.GET.copy()
    query["avant"] = older or ""
    context = {
        "chosen": chosen,
        "choices": [(name, _LABELS[name], enum.choices) for name, enum in CHOICES.items()],
        "commitments": commitments,
        "counts": pages.progress_counts(found),
        "older": query.urlencode() if older else "",
    }
    return render(request, "public/commitments.html", context)


@require_safe
def one(request, ref, slug=None):
    """One commitment: quote in its letter, declared beside assessed, dated history."""
    commitment = pages.one_commitment(ref)
    if commitment is None:
        raise Http404
    if commitment.slug != "-".join(filter(None, [ref, slug])):
        return redirect(f"/engagements/{commitment.slug}/", permanent=True)
    history = happenings(pages.wordings_of(commitment))
    assessments = list(published.public_assessments().filter(commitment=commitment))
    context = {
        "commitment": commitment,
        "quotes": [_in_context(quote) for quote in commitment.quotes.all()],
        "reports": published.public_reports().filter(commitment=commitment),
        "assessment": next((a for a in assessments if a.state == "published"), None),
        "earlier": [a for a in assessments if a.state == "superseded"],
        "evidence": published.public_evidence().filter(commitment=commitment, report=None),
        "history": history,
        "withdrawal": history[-1] if commitment.state == "withdrawn" and history else None,
    }
    return render(request, "public/commitment.html", context)


@require_safe
def one_list(request, ref, slug=None):
    """One list: its position towards the pact, its letters and its commitments."""
    electoral_list = pages.one_list(ref)
    if electoral_list is None:
        raise Http404
    if electoral_list.slug != "-".join(filter(None, [ref, slug])):
        return redirect(f"/listes/{electoral_list.slug}/", permanent=True)
    context = {
        "page": pages.list_page(electoral_list),
        "letters": pages.public_texts().filter(letter__electoral_list=electoral_list),
        "signatures": published.public_signatures().filter(electoral_list=electoral_list),
    }
    return render(request, "public/electoral_list.html", context)


_LABELS = {
    "progress": gettext_lazy("Progress"),
    "firmness": gettext_lazy("Firmness"),
    "level": gettext_lazy("Level"),
}


def _chosen(query) -> tuple[dict, list[str]]:
    """Filters of the address that hold a value, and a sentence per unknown one."""
    chosen, errors = {}, []
    for name, value in query.items():
        if name not in {*CHOICES, "q", "avant"}:
            offered = ", ".join([*CHOICES, "q"])
            errors.append(
                _("There is no filter “%(name)s”: %(offered)s exist.")
                % {"name": name[:40], "offered": offered}
            )
        elif name in CHOICES and value and value not in CHOICES[name].values:
            offered = ", ".join(CHOICES[name].values)
            errors.append(
                _("“%(value)s” does not exist: %(offered)s do.")
                % {"value": value[:40], "offered": offered}
            )
        elif value and name != "avant":
            chosen[name] = value[:200]
    return chosen, errors


def _in_context(quote) -> dict:
    """A quote with the words around it when its letter is public, alone otherwise."""
    passage = quote.passage
    letter = passage.letter_version.letter
    public = getattr(letter, "public_text", None)
    before = after = ""
    shown = bool(public and public.state == "public")
    if shown and public.letter_version_id == passage.letter_version_id:
        before, after = around(public.render(), passage.start, passage.end)
    return {"text": quote.text, "before": before, "after": after, "letter": letter, "shown": shown}
