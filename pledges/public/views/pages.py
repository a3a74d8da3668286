"""Home, pact, method, data, journal, search, and the pages the law asks for."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.roles import ROLES
from communes.queries import resolve_commune, search_communes, search_lists
from letters.workflow import LETTER, TEXT
from pledges.enums import Fulfilment
from pledges.history import happenings
from pledges.models import Pact
from pledges.queries import pages, published
from pledges.workflow.table import TABLES


@require_safe
def home(request):
    commitments = list(published.published_commitments()[:6])
    context = {"commitments": commitments, "totals": pages.totals(), "pacts": Pact.objects.all()}
    return render(request, "public/home.html", context)


@require_safe
def search(request):
    """One box for communes, lists and commitments; a code goes straight to its commune."""
    q = request.GET.get("q", "").strip()[:200]
    resolution = resolve_commune(q.upper()) if len(q) == 5 else None
    if resolution is not None:
        return redirect(f"/communes/{resolution.commune.slug}/")
    context = {"q": q}
    if q:
        context["communes"] = search_communes(q, limit=10)
        context["lists"] = search_lists(q, limit=10)
        context["commitments"] = pages.search_commitments({"q": q})[:10]
    return render(request, "public/search.html", context)


@require_safe
def pact(request, slug):
    """A pact, its versions and articles; what is missing is said."""
    found = get_object_or_404(Pact, slug=slug)
    versions = list(found.versions.prefetch_related("articles", "campaigns__election"))
    counts = [
        (campaign, published.signature_counts(campaign))
        for version in versions
        for campaign in version.campaigns.all()
    ]
    context = {"pact": found, "versions": versions, "counts": counts}
    return render(request, "public/pact.html", context)


@require_safe
def method(request):
    """How it works, generated from the tables that run the site."""
    tables = [LETTER, TEXT, *TABLES.values()]
    context = {"tables": tables, "roles": ROLES, "scale": Fulfilment}
    return render(request, "public/method.html", context)


@require_safe
def journal(request):
    """Latest public steps, newest first."""
    raw = request.GET.get("avant", "")
    if raw and not (raw.isascii() and raw.isdigit() and len(raw) < 19):
        raise Http404
    entries = pages.public_entries(51, before=int(raw) if raw else None)
    lines = list(zip(entries[:50], happenings(entries[:50]), strict=True))
    older = entries[49].seq if len(entries) > 50 else None
    return render(request, "public/journal.html", {"lines": lines, "older": older})


@require_safe
def data(request):
    return render(request, "public/data.html")


@require_safe
def accessibility(request):
    return render(request, "public/accessibility.html")


@require_safe
def legal(request):
    return render(request, "public/legal.html")


@require_safe
def privacy(request):
    return render(request, "public/privacy.html")
