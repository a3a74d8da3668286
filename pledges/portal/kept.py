"""What was typed and is not stored yet, kept page by page.

A page left while writing, a refused field, a session that expired, a colleague who saved first:
the next look at the page shows the words again, on any device of the person. Before they sign in
the session holds them, within bounds, since anyone can post.
"""

from dataclasses import dataclass, field

from django.http import HttpRequest, JsonResponse

from pledges.actions.keeping import forget_typed, keep_typed
from pledges.queries import portal

SESSION_KEY = "portal_kept"
MOST_CHARACTERS = 60_000
# Of somebody who did not sign in.
MOST_PAGES = 5
NOT_TYPED = ("csrfmiddlewaretoken", "save", "send", "discard", "keep", "receipt")
SIGNED_OUT, REFUSED, TYPING = "signed_out", "refused", "typing"


@dataclass(frozen=True, slots=True)
class Kept:
    """Values as typed, sentences by field, and why they were kept."""

    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    why: str = REFUSED

    @property
    def signed_out(self) -> bool:
        return self.why == SIGNED_OUT

    @property
    def typing(self) -> bool:
        return self.why == TYPING


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
    if sum(len(name) + len(value) for name, value in values.items()) > MOST_CHARACTERS:
        return False
    _drop_of_session(request, [path])
    # A character no database keeps is nothing anybody typed.
    values = {name: value.replace("\x00", "") for name, value in values.items()}
    if request.user.is_authenticated:
        keep_typed(by=request.user, page=path, values=values, errors=errors, why=why)
        return True
    pages = request.session.get(SESSION_KEY, {})
    pages[path] = {"values": values, "errors": errors or {}, "why": why}
    for oldest in list(pages)[:-MOST_PAGES]:
        del pages[oldest]
    request.session[SESSION_KEY] = pages
    return True


def kept_for(request: HttpRequest, path: str) -> Kept | None:
    found = request.session.get(SESSION_KEY, {}).get(path)
    if found:
        return Kept(**found)
    row = portal.typed_by(request.user, path)
    return Kept(row.values, row.errors, row.why) if row else None


def drop(request: HttpRequest, *paths: str) -> None:
    """Forget what was kept for these pages: it is stored now, or unwanted."""
    _drop_of_session(request, paths)
    if request.user.is_authenticated:
        forget_typed(by=request.user, pages=paths)


def _drop_of_session(request: HttpRequest, paths) -> None:
    pages = request.session.get(SESSION_KEY, {})
    if any([pages.pop(path, None) for path in paths]):
        request.session[SESSION_KEY] = pages


def kept_while_typing(request: HttpRequest) -> JsonResponse:
    """The answer to a page that keeps what is being typed, without storing it as a version."""
    done = keep(request, request.path, typed(request), why=TYPING)
    return JsonResponse({"kept": done}, status=200 if done else 413)
