"""How programs read the site: guides, reference, and the mirror to copy."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from pledges.public import described
from pledges.public.keeping import public_page


@public_page
def guide(request, name, language=None):
    """A guide in the language asked for in the address, or in the reader's."""
    found = described.guide(name, language or get_language() or "fr")
    return render(request, "public/guide.html", {"guide": found, "name": name})


@public_page
def reference(request):
    """What all answers share, and where each request of openapi.yaml is described."""
    context = {"reference": described.reference(), "name": "reference"}
    return render(request, "public/reference.html", context)


@public_page
def reference_part(request, part):
    """Every request and answer of openapi.yaml on one resource."""
    parts = described.reference().parts
    if part not in parts:
        raise Http404
    names = list(parts)
    place = names.index(part)
    context = {
        "part": parts[part],
        "previous": names[place - 1] if place else None,
        "next": names[place + 1] if part != names[-1] else None,
    }
    return render(request, "public/reference_part.html", context)


@public_page
def mirror(request):
    """The script that keeps an exact copy."""
    text = (described.folder() / "mirror.py").read_bytes()
    return HttpResponse(text, content_type="text/x-python; charset=utf-8")
