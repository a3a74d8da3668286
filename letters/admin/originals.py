"""The original of a letter beside its text: each page as a picture made here, never the file."""

from dataclasses import dataclass

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from letters.admin.cards import parts_of
from letters.admin.pages import LetterPages
from letters.enums import UNREADABLE, PassageDecision
from letters.models import LetterVersion
from letters.queries import passages_of
from letters.reading.isolation import Failed
from letters.reading.pictures import DRAWN, FINE, SCREEN, count, draw

# Pages drawn on one screen; the others are one link away.
SHOWN = 20
DAY = 24 * 3600
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    # What a version holds never changes; it stays this person's own.
    "Cache-Control": f"private, max-age={DAY}, immutable",
}


@dataclass(frozen=True, slots=True)
class Original:
    """What can be shown of a file: the numbers of its pages, or why there are none to show."""

    version: LetterVersion
    pages: range
    total: int = 0
    before: int = 0
    after: int = 0
    reason: str = ""


class OriginalPages(LetterPages):
    """Looking at the file as it came, without opening it."""

    def original_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/versions/<int:number>/original/",
                view(require_safe(self.original_view)),
                name="letters_letter_original",
            ),
            path(
                "<int:pk>/versions/<int:number>/pages/<int:page>/",
                view(require_safe(self.picture_view)),
                name="letters_letter_page",
            ),
        ]

    def original_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """The text with its passages on the left, the pages of the file on the right."""
        letter, version = self.version_or_404(request, pk, number)
        kept = [one for one in passages_of(version) if one.decision != PassageDecision.REJECTED]
        numbers = {one.pk: at for at, one in enumerate(kept, start=1)}
        return self.page(
            request,
            "admin/letters/original.html",
            title=_("The original beside the text"),
            original=letter,
            latest=version,
            file=original_of(version, request.GET.get("page", "")),
            parts=parts_of(version.text, kept, numbers, ""),
            back=self.address("change", letter.pk),
        )

    def picture_view(self, request: HttpRequest, pk: int, number: int, page: int) -> HttpResponse:
        """One page as a PNG; 404 with the reason when it cannot be drawn."""
        _letter, version = self.version_or_404(request, pk, number)
        try:
            return HttpResponse(drawn(version, page), content_type="image/png", headers=HEADERS)
        except Failed as failure:
            raise Http404(str(UNREADABLE[failure.reason])) from failure

    def version_or_404(self, request: HttpRequest, pk: int, number: int):
        """A letter and one of its versions."""
        letter = self.letter_or_404(request, pk)
        version = letter.versions.filter(number=number).first()
        if version is None:
            raise Http404
        return letter, version


def is_drawn(version: LetterVersion | None) -> bool:
    """Can the pages of this file be shown as pictures?"""
    return version is not None and version.media_type in DRAWN


def drawn(version: LetterVersion, page: int, *, fine: bool = False) -> bytes:
    """A page of a version as a PNG; `fine` is for a machine to read. Raises Failed."""
    if not is_drawn(version) or page < 1:
        raise Failed("unsupported")
    return draw(_bytes(version), page, width=FINE if fine else SCREEN).png


def original_of(version: LetterVersion, first: str = "") -> Original:
    """The pages to show, from `first` on."""
    if not is_drawn(version):
        return Original(version, range(0), reason=_("Only PDF files and pictures are shown here."))
    try:
        total = cache.get(f"pages:{version.sha256}")
        if total is None:
            total = count(_bytes(version))
            cache.set(f"pages:{version.sha256}", total, DAY)
    except Failed as failure:
        return Original(version, range(0), reason=str(UNREADABLE[failure.reason]))
    start = int(first) if first.isascii() and first.isdigit() and len(first) < 6 else 1
    start = min(max(start, 1), total)
    stop = min(start + SHOWN, total + 1)
    return Original(
        version,
        range(start, stop),
        total=total,
        before=max(1, start - SHOWN) if start > 1 else 0,
        after=stop if stop <= total else 0,
    )


def _bytes(version: LetterVersion) -> bytes:
    try:
        with version.file.open("rb") as kept:
            return kept.read()
    except FileNotFoundError as gone:
        raise Failed("damaged") from gone
