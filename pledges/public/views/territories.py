"""Communes, intercommunalities, departments."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import conditional_page

from communes.finding import search_communes
from communes.queries import (
    intercommunalities_of,
    mayor_of,
    members_of,
    resolve_commune,
)
from pledges.public.addresses import address_of
from pledges.public.keeping import public_page
from pledges.public.views.paging import number_in, page_of
from pledges.queries import figures, pages, published, records
from pledges.queries.mandates import in_force

FOUND = 30
MAX_PAGES = 20


@public_page
def communes(request):
    """Search of a commune by name, code or former name; the departments, when nothing is asked."""
    q = request.GET.get("q", "").strip()[:100]
    number = max(1, min(number_in(request, "page") or 1, MAX_PAGES))
    found = search_communes(q, limit=number * FOUND + 1) if q else []
    context = {
        "q": q,
        "communes": found[(number - 1) * FOUND : number * FOUND],
        "number": number,
        "next": number + 1 if len(found) > number * FOUND and number < MAX_PAGES else None,
        "previous": number - 1,
        "departments": [] if q else pages.departments(),
    }
    return render(request, "public/communes.html", context)


@public_page
def commune(request, code, slug=None):
    """One commune; a former code leads to its successor, a wrong name to the right one."""
    resolution = resolve_commune(code)
    if resolution is None:
        raise Http404
    found = resolution.commune
    if request.path != address_of(found):
        query = f"?ancien={code}" if resolution.succession else ""
        return redirect(f"{address_of(found)}{query}", permanent=True)
    asked = request.GET.get("ancien", "")[:5]
    former = resolve_commune(asked) if asked else None
    mandates = list(in_force(found))
    context = {
        "commune": found,
        "former": former.succession if former and former.commune == found else None,
        "groups": intercommunalities_of(found),
        "mayor": mayor_of(found),
        "mandates": mandates,
        "lists": pages.lists_of_commune(found, carried=[one.commune for one in mandates]),
    }
    return render(request, "public/commune.html", context)


@public_page
def commune_record(request, code, slug=None):
    """The record of a commune, to be printed; the addresses of the commune lead here too."""
    resolution = resolve_commune(code)
    if resolution is None:
        raise Http404
    found = resolution.commune
    address = f"{address_of(found)}bilan/"
    if request.path != address:
        return redirect(address, permanent=True)
    context = {
        "commune": found,
        "record": records.record_of(found),
        "today": timezone.localdate(),
        "address": f"{settings.BASE_URL}{address}",
    }
    return render(request, "public/commune_record.html", context)


@public_page
@conditional_page
def commune_record_pdf(request, code, slug=None):
    """The same record as a PDF, in French: it is put before a council."""
    resolution = resolve_commune(code)
    if resolution is None:
        raise Http404
    found = resolution.commune
    page = address_of(found)
    if request.path != f"{page}bilan.pdf":
        return redirect(f"{page}bilan.pdf", permanent=True)
    # What draws a PDF takes a sixth of a second to load: only who asks for one waits for it.
    from pledges.public import printing

    drawn = printing.record_pdf(
        records.record_of(found),
        today=timezone.localdate(),
        address=f"{settings.BASE_URL}{page}bilan/",
    )
    return HttpResponse(
        drawn,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="bilan-{found.code}.pdf"'},
    )


@public_page
def intercommunality(request, siren, slug=None):
    """One intercommunality: commitments at its own level, then those of its communes' lists."""
    group = pages.one_intercommunality(siren)
    if group is None:
        raise Http404
    if request.path != address_of(group):
        return redirect(address_of(group), permanent=True)
    mandates = list(in_force(group))
    carried = any(one.successor_group_id == group.pk for one in mandates)
    own = published.commitments_of_intercommunality(group, carried=carried)
    commitments, older = page_of(own, request)
    context = {
        "group": group,
        "mandates": mandates,
        "commitments": commitments,
        "older": older,
        "tally": figures.tally(own),
        "around": figures.tally(published.commitments_of_members(group)),
        "members": members_of(group),
    }
    return render(request, "public/intercommunality.html", context)


@public_page
def department(request, code):
    """Communes of a department where lists are known."""
    found = pages.one_department(code)
    if found is None:
        raise Http404
    context = {
        "department": found,
        "communes": pages.communes_of_department(found),
        "tally": figures.tally(pages.search_commitments({}, {"department": found})),
    }
    return render(request, "public/department.html", context)
