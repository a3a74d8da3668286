"""What was typed and could not be stored yet, kept in the person's session, page by page.

A refused field, a session that expired while writing, a colleague who saved first: the next
look at the page shows the words again. Signing out forgets them.
"""

from dataclasses import dataclass, field

from django.http import HttpRequest

SESSION_KEY = "portal_kept"
# Anyone can post before signing in: what a session row may hold is bounded.
MOST_CHARACTERS = 60_000
MOST_PAGES = 5
NOT_TYPED = ("csrfmiddlewaretoken", "save", "send", "discard")
SIGNED_OUT, REFUSED = "signed_out", "refused"


@dataclass(frozen=True, slots=True)
class Kept:
    """Values as typed, sentences by field, and why they were kept."""

    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    why: str = REFUSED

    @property
    def signed_out(self) -> bool:
        return self.why == SIGNED_OUT


def typed(request: HttpRequest) -> dict[str, str]:
    """The text fields of the form that was posted; files cannot be kept."""
    return {name: value for name, value in request.POST.items() if name not in NOT_TYPED}


def keep(
    request: HttpRequest,
    path: str,
    values: dict[str, str],
    *,
    errors: dict[str, str] | None = None,
    why: str = REFUSED,
) -> bool:
    """Keep `values` for the page at `path`; False when they are too long to be kept."""
    if sum(len(value) for value in values.values()) > MOST_CHARACTERS:
        return False
    pages = request.session.get(SESSION_KEY, {})
    pages.pop(path, None)
    pages[path] = {"values": values, "errors": errors or {}, "why": why}
    for oldest in list(pages)[:-MOST_PAGES]:
        del pages[oldest]
    request.session[SESSION_KEY] = pages
    return True


def kept_for(request: HttpRequest, path: str) -> Kept | None:
    found = request.session.get(SESSION_KEY, {}).get(path)
    return Kept(**found) if found else None


def drop(request: HttpRequest, *paths: str) -> None:
    """Forget what was kept for these pages: it is stored now, or unwanted."""
    pages = request.session.get(SESSION_KEY, {})
    if any([pages.pop(path, None) for path in paths]):
        request.session[SESSION_KEY] = pages
