"""Home, pact, method, data, journal, search, and the pages the law asks for."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from accounts.roles import ROLES
from communes.finding import search_communes, search_lists
from communes.queries import resolve_commune
from ledger.remembered import until_recorded
from letters.workflow import LETTER, TEXT
from pledges.enums import MINORITY_SCALE, Fulfilment, Position
from pledges.public.addresses import address_of
from pledges.public.chronicle import changes_between, said
from pledges.public.keeping import public_page
from pledges.public.tiles import tiles
from pledges.public.views.paging import number_in
from pledges.queries import figures, pages, published
from pledges.queries import journal as changes
from pledges.workflow.table import TABLES


@public_page
def home(request):
    lines, _older = changes.latest(6)
    context = {
        "map": _map(get_language()),
        "commitments": published.first_of(published.published_commitments(), 4),
        "lines": _sentences(lines),
        "totals": figures.totals(),
        "pacts": pages.pacts(),
    }
    return render(request, "public/home.html", context)


@until_recorded
def _map(language: str) -> str:
    """The map of departments, drawn once in each language: it is most of the home page."""
    departments = figures.by_department()
    return render_to_string(
        "components/map.html", {"departments": departments, "tiles": tiles(departments)}
    )


@public_page
def search(request):
    """One box for communes, lists and commitments; a code goes straight to its commune."""
    q = request.GET.get("q", "").strip()[:200]
    resolution = resolve_commune(q.upper()) if len(q) == 5 else None
    if resolution is not None:
        return redirect(address_of(resolution.commune))
    context = {"q": q}
    if q:
        context["communes"] = search_communes(q, limit=10)
        context["lists"] = search_lists(q, limit=10)
        context["commitments"] = published.first_of(pages.search_commitments({"q": q}), 10)
    return render(request, "public/search.html", context)


@public_page
def pact(request, slug):
    """A pact, its versions and articles; what is missing is said."""
    found = pages.one_pact(slug)
    if found is None:
        raise Http404
    versions = pages.versions_of(found)
    campaigns = [campaign for version in versions for campaign in version.campaigns.all()]
    counts = [figures.counts_of(campaign) for campaign in campaigns]
    return render(
        request, "public/pact.html", {"pact": found, "versions": versions, "counts": counts}
    )


@public_page
def method(request):
    """How it works, generated from the tables that run the site."""
    context = {
        "tables": [LETTER, TEXT, *TABLES.values()],
        "roles": ROLES,
        "positions": Position,
        "scale": [state for state in Fulfilment if state not in MINORITY_SCALE],
        "minority": [state for state in Fulfilment if state in MINORITY_SCALE],
    }
    return render(request, "public/method.html", context)


@public_page
def journal(request):
    """Latest public steps, newest first."""
    lines, older = changes.latest(before=number_in(request))
    return render(request, "public/journal.html", {"lines": _sentences(lines), "older": older})


@public_page
def corrections(request):
    """What was corrected, withdrawn or put back since it was published: why, and the old words."""
    lines, older = changes.latest(before=number_in(request), told=changes.CORRECTIONS)
    words = changes.words_before(lines)
    shown = [
        (line, said(line.entry), changes_between(words[line.entry.seq], line.entry))
        if line.entry.seq in words and line.commitment.state == "published"
        else (line, said(line.entry), ())
        for line in lines
    ]
    return render(request, "public/corrections.html", {"lines": shown, "older": older})


def _sentences(lines) -> list[tuple]:
    return [(line, said(line.entry)) for line in lines]


@public_page
def data(request):
    return render(request, "public/data.html")


@public_page
def accessibility(request):
    return render(request, "public/accessibility.html")


@public_page
def legal(request):
    return render(request, "public/legal.html")


@public_page
def privacy(request):
    return render(request, "public/privacy.html")
