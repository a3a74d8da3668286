"""The language of a page: French unless the reader chose English.

Django's LocaleMiddleware would guess from the browser; a French civic site read abroad must not
change its words by itself, so only the reader's own choice (a cookie) counts on pages.
The API answers labels in the language asked for by `Accept-Language`.
"""

from contextlib import nullcontext

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

OFFERED = {code for code, _label in settings.LANGUAGES}


class LanguageMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_api = request.path_info.startswith("/api/")
        chosen = self._from_header(request) if is_api else self._from_cookie(request)
        # Most pages are in the site's own language, which is there already.
        is_spoken = translation.get_language() == chosen
        with nullcontext() if is_spoken else translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", chosen)
        patch_vary_headers(response, ["Accept-Language" if is_api else "Cookie"])
        return response

    def _from_cookie(self, request) -> str:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        return chosen if chosen in OFFERED else settings.LANGUAGE_CODE

    def _from_header(self, request) -> str:
        """The one liked best (`q`) of those offered."""
        for code, liked in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")):
            if liked and code.partition("-")[0] in OFFERED:
                return code.partition("-")[0]
        return settings.LANGUAGE_CODE
