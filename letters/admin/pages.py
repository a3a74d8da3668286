"""What every page added to the table of letters shares: finding the letter, saying refusals."""

from collections.abc import Callable

from django.forms import FileField
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.admin_site import DeskAdmin
from accounts.conflicts import refused_page, shown
from ledger.refusals import IllegalStep, Invalid, NotAllowed, Stale
from letters.models import Letter

Typed = list[tuple[str, str]]


class LetterPages(DeskAdmin):
    """Base of the mixins that add pages to `LetterAdmin`."""

    def letter_or_404(self, request: HttpRequest, pk: int) -> Letter:
        """The letter, or 404 when there is none or it may not be seen."""
        letter = self.get_object(request, str(pk))
        if letter is None or not self.has_view_permission(request, letter):
            raise Http404
        return letter

    def address(self, name: str, *args) -> str:
        """Address of a page of this table: `change`, `reading`, `step`…"""
        return reverse(f"{self.admin_site.name}:letters_letter_{name}", args=args)

    def attempt(
        self,
        request: HttpRequest,
        letter: Letter,
        action: Callable,
        *,
        back: str,
        typed: Typed = (),
        now: Typed = (),
    ):
        """Call `action()`: (what it gave, None), or (None, the page that says the refusal).

        Invalid is let through: the page that holds the form shows it beside its field.
        """
        try:
            return action(), None
        except Invalid:
            raise
        except NotAllowed as refusal:
            page = self._taken_over(request, letter, back=back, typed=typed, now=now)
            page = page or refused_page(request, refusal.reason, site=self.admin_site, back=back)
        except (Stale, IllegalStep) as refusal:
            page = self.kept_page(
                request, letter, _(str(refusal.reason)), back=back, typed=typed, now=now
            )
        return None, page

    def _taken_over(self, request, letter: Letter, **kept) -> HttpResponse | None:
        """Who lost the letter to somebody else learns to whom, and keeps what was typed."""
        if letter.state != "being_read" or letter.holder_id in (None, request.user.pk):
            return None
        words = _("%(who)s is reading this letter now: nothing was saved.")
        return self.kept_page(request, letter, words % {"who": letter.holder}, status=403, **kept)

    def kept_page(
        self,
        request,
        letter: Letter,
        reason: str,
        *,
        back: str,
        typed: Typed = (),
        now: Typed = (),
        status: int = 409,
    ) -> HttpResponse:
        """Why nothing was saved, what is there now, and what was typed, to be copied."""
        return self.page(
            request,
            "admin/letters/kept.html",
            status=status,
            title=_("Nothing was saved"),
            reason=reason,
            original=letter,
            now=[(label, value) for label, value in now if value],
            typed=[(label, value) for label, value in typed if value],
            back=back,
        )


def typed_in(form) -> Typed:
    """What a bound form holds, as (label, words); files have nothing to show."""
    kept = [one for one in form.visible_fields() if not isinstance(one.field, FileField)]
    return [(str(one.label), shown(one)) for one in kept]


def seen(request: HttpRequest, name: str = "version") -> int:
    """The version posted as `name`; 0, which no row has, when there is none."""
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
