"""What other sites show of ours: frames, badges, how they find them (oEmbed), link pictures."""

from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import conditional_page, require_safe

from communes.queries import resolve_commune
from pledges.enums import Fulfilment
from pledges.public.addresses import address_of
from pledges.public.drawing import card
from pledges.public.keeping import public_page
from pledges.queries import figures, pages, published

# A withdrawal must be seen soon on other sites too.
KEPT = "public, max-age=60, s-maxage=60, stale-while-revalidate=300"
SHOWN = 3
WIDTH, HEIGHT, NARROWEST = 480, 420, 240


# Around what may answer 304: a browser takes the policy of that answer for the page it kept.
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@require_safe
@conditional_page
def embed(request, code):
    """A frame for other sites: the same for everybody, read without a session or a cookie."""
    return _shown(request, code, "embed", "public/embed.html", "text/html")


@require_safe
@conditional_page
def badge(request, code):
    """A picture for other sites: counts with their denominator, never a score."""
    return _shown(request, code, "badge", "public/badge.svg", "image/svg+xml")


@public_page
def share(request, code, slug=None):
    """The lines to copy into another site."""
    commune = _commune(code).commune
    address = f"{address_of(commune)}integrer/"
    if request.path != address:
        return redirect(address, permanent=True)
    context = {
        "commune": commune,
        "frame": _frame(commune, WIDTH, HEIGHT),
        "picture": _picture(commune),
    }
    return render(request, "public/share.html", context)


@require_safe
@conditional_page
def oembed(request):
    """oEmbed 1.0: the frame of the commune whose page is at `url`."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(_("Only format=json exists."), status=501, content_type="text/plain")
    commune = _commune_at(request)
    width = min(WIDTH, _at_most(request, "maxwidth"))
    height = min(HEIGHT, _at_most(request, "maxheight"))
    answer = {
        "version": "1.0",
        "type": "rich",
        "provider_name": f"Pacte – {settings.ASSOCIATION_NAME}",
        "provider_url": settings.BASE_URL,
        "title": commune.name,
        "cache_age": 60,
        "width": width,
        "height": height,
        "html": _frame(commune, width, height),
    }
    return JsonResponse(answer, headers={"Cache-Control": KEPT})


@require_safe
@conditional_page
def site_picture(request):
    """The picture shown beside a link to any other page."""
    with translation.override(_language(request)):
        about = _("What candidate lists committed to, word for word, and what became of it")
        return _drawn(about, ())


@require_safe
@conditional_page
def commune_picture(request, code):
    """The picture shown beside a link to a commune's page."""
    commune = _commune(code).commune
    if commune.code != code:
        return redirect("public:commune_picture", code=commune.code, permanent=True)
    with translation.override(_language(request)):
        said = render_to_string("public/commune_picture.txt", _content(commune))
        return _drawn(commune.name, tuple(filter(None, map(str.strip, said.splitlines()))))


@require_safe
@conditional_page
def commitment_picture(request, ref):
    """The picture shown beside a link to a commitment's page."""
    commitment = pages.one_commitment(ref)
    if commitment is None:
        raise Http404
    electoral_list = commitment.electoral_list
    with translation.override(_language(request)):
        where = f"{electoral_list.label}, {electoral_list.commune.name}"
        stands = commitment.get_progress_display()
        if commitment.state == "withdrawn":
            stands = _("withdrawn from the site")
        invented = commitment.fictitious or commitment.progress_fictitious
        warning = _("fictitious") if commitment.fictitious else ""
        if invented and not warning:
            stands = f"{stands} ({_('fictitious')})"
        return _drawn(commitment.title, (where, capfirst(stands)), capfirst(warning))


def _drawn(heading: str, lines: tuple[str, ...], warning: str = "") -> HttpResponse:
    drawn = card(heading, lines, f"Pacte – {settings.ASSOCIATION_NAME}", warning)
    headers = {"Cache-Control": KEPT, "Content-Language": translation.get_language()}
    return HttpResponse(drawn, content_type="image/png", headers=headers)


def _language(request) -> str:
    asked = request.GET.get("langue")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _commune(code):
    found = resolve_commune(code)
    if found is None:
        raise Http404
    return found


def _shown(request, code, name, template, media_type) -> HttpResponse:
    found = _commune(code)
    if found.commune.code != code:
        return redirect(f"public:{name}", code=found.commune.code, permanent=True)
    language = _language(request)
    with translation.override(language):
        # Without the request: no session, no message, nothing of the reader.
        body = render_to_string(template, _content(found.commune) | {"language": language})
    headers = {"Cache-Control": KEPT, "Content-Language": language}
    return HttpResponse(body, content_type=f"{media_type}; charset=utf-8", headers=headers)


def _content(commune) -> dict:
    commitments = pages.search_commitments({}, {"commune": commune})
    tally = figures.tally(commitments)
    unknown = sum(s.number for s in tally.shares if s.state == Fulfilment.NOT_ASSESSED)
    return {
        "commune": commune,
        "commitments": published.first_of(commitments, SHOWN),
        "tally": tally,
        "assessed": tally.total - unknown,
        "unassessed": unknown,
        "site": settings.BASE_URL,
        "today": timezone.localdate(),
        "association_name": settings.ASSOCIATION_NAME,
    }


def _frame(commune, width: int, height: int) -> str:
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>',
        settings.BASE_URL + reverse("public:embed", kwargs={"code": commune.code}),
        _("Commitments in %(name)s") % {"name": commune.name},
        width,
        height,
    )


def _picture(commune) -> str:
    return format_html(
        '<a href="{}"><img src="{}" alt="{}" width="420" height="88"></a>',
        settings.BASE_URL + address_of(commune),
        settings.BASE_URL + reverse("public:badge", kwargs={"code": commune.code}),
        _("Commitments in %(name)s") % {"name": commune.name},
    )


def _commune_at(request):
    """The commune whose page of this site is `url`; Http404 for anything else."""
    try:
        url = urlsplit(request.GET.get("url", "")[:500])
        match = resolve(url.path)
    except (ValueError, Resolver404):
        raise Http404 from None
    here = {request.get_host(), urlsplit(settings.BASE_URL).netloc}
    if url.netloc not in here or match.view_name != "public:commune":
        raise Http404
    return _commune(match.kwargs["code"]).commune


def _at_most(request, name: str) -> int:
    raw = request.GET.get(name, "")
    return max(NARROWEST, int(raw)) if raw.isascii() and raw.isdigit() and len(raw) < 6 else 10_000
