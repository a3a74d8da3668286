"""How long a public page may be kept by a browser or a proxy."""

from functools import wraps

from django.conf import settings
from django.views.decorators.http import require_safe

# Short: a withdrawal must be seen soon. Redirects too, or a title corrected twice would loop.
SECONDS = 60


def public_page(view):
    """A page anyone may read and keep a minute; never kept for someone who is signed in."""

    @require_safe
    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        own = {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()
        kept = "private, no-cache" if own else f"public, max-age={SECONDS}"
        response.headers.setdefault("Cache-Control", kept)
        return response

    return answer
