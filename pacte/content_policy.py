"""The Content-Security-Policy of every answer, written once.

django-csp puts it together anew for each answer, a tenth of what a plain reading takes. No page has
a nonce: scripts and styles are files of ours.
"""

from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings

# What django-csp's decorators leave on an answer that has a policy of its own.
_OWN = ("_csp_config", "_csp_replace", "_csp_update", "_csp_exempt")


class ContentPolicyMiddleware(CSPMiddleware):
    def process_request(self, request) -> None:
        """Without a nonce, there is nothing to prepare."""

    def process_response(self, request, response):
        if settings.DEBUG or any(hasattr(response, name) for name in _OWN):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, _usual())
        return response


@cache
def _usual() -> str:
    return build_policy()
