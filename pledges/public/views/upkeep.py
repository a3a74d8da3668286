"""What browsers, robots and watchers ask for."""

from django.conf import settings
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from pledges.public.addresses import address_of
from pledges.public.described import PARTS
from pledges.queries import published

# Three addresses for each at most: a sitemap holds 50,000.
MAX_COMMITMENTS = 16_000
FIXED = (
    "home",
    "communes",
    "commitments",
    "method",
    "data",
    "reference",
    "journal",
    "corrections",
    "accessibility",
)


# Exempt: choosing a language harms nobody, and a token would put a cookie on every public page.
@csrf_exempt
@require_POST
def set_language(request):
    """Keep the language chosen in a cookie, and go back to the page it was chosen on."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    response = HttpResponseRedirect(target)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            httponly=True,
            secure=settings.BEHIND_HTTPS,
        )
    return response


@require_safe
def robots(request):
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /espace/", "Disallow: /compte/"]
    lines.append(f"Sitemap: {settings.BASE_URL}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request):
    """Addresses of the fixed pages, then of public commitments, their lists and communes."""
    paths = dict.fromkeys(reverse(f"public:{name}") for name in FIXED)
    paths |= dict.fromkeys(reverse("public:reference_part", args=[name]) for name in PARTS)
    for commitment in published.published_commitments().prefetch_related(None)[:MAX_COMMITMENTS]:
        electoral_list = commitment.electoral_list
        for thing in (electoral_list.commune, electoral_list, commitment):
            paths[address_of(thing)] = None
    urls = "".join(f"<url><loc>{settings.BASE_URL}{path}</loc></url>" for path in paths)
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    )
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


@require_safe
def alive(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def ready(request):
    """The database answers too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
