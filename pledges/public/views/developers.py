"""How programs read the site: guides, reference, and the mirror to copy."""

from django.http import HttpResponse
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
    """Every request and answer of openapi.yaml, on one page: the browser's search finds all."""
    return render(request, "public/reference.html", {"reference": described.reference()})


@public_page
def mirror(request):
    """The script that keeps an exact copy."""
    text = (described.folder() / "mirror.py").read_bytes()
    return HttpResponse(text, content_type="text/x-python; charset=utf-8")
