"""Communes, intercommunalities, departments."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from communes.models import Department, Intercommunality
from communes.queries import (
    intercommunalities_of,
    members_of,
    resolve_commune,
    search_communes,
)
from pledges.public.views.paging import page_by_pk
from pledges.queries import pages, published


@require_safe
def communes(request):
    """Search of a commune by name, code or former name."""
    q = request.GET.get("q", "")[:100]
    found = search_communes(q, limit=50) if q.strip() else []
    return render(request, "public/communes.html", {"q": q, "communes": found})


@require_safe
def commune(request, code, slug=None):
    """One commune; a former code leads to its successor, a wrong name to the right one."""
    resolution = resolve_commune(code)
    if resolution is None:
        raise Http404
    found = resolution.commune
    if found.code != code or slug != found.slug.partition("-")[2]:
        query = f"?ancien={code}" if resolution.succession else ""
        return redirect(f"/communes/{found.slug}/{query}", permanent=True)
    former = resolve_commune(request.GET.get("ancien", "")[:5])
    context = {
        "commune": found,
        "former": former.succession if former and former.commune == found else None,
        "groups": intercommunalities_of(found),
        "lists": pages.lists_of_commune(found),
    }
    return render(request, "public/commune.html", context)


@require_safe
def intercommunality(request, siren, slug=None):
    """One intercommunality: commitments at its own level, then those of its communes' lists."""
    group = get_object_or_404(Intercommunality, siren=siren)
    if slug != group.slug.partition("-")[2]:
        return redirect(f"/intercommunalites/{group.slug}/", permanent=True)
    own = published.commitments_of_intercommunality(group)
    commitments, older = page_by_pk(own, request, pages.PAGE)
    context = {
        "group": group,
        "commitments": commitments,
        "older": older,
        "counts": pages.progress_counts(own),
        "members": members_of(group),
    }
    return render(request, "public/intercommunality.html", context)


@require_safe
def department(request, code):
    """Communes of a department where lists are known."""
    found = get_object_or_404(Department.objects.select_related("region"), code=code)
    context = {"department": found, "communes": pages.communes_of_department(found)}
    return render(request, "public/department.html", context)
