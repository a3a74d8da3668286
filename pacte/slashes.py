"""An address without its last slash leads to the one that has it; what is sent goes along."""

from http import HTTPStatus

from django.http import HttpResponsePermanentRedirect
from django.middleware.common import CommonMiddleware


class _SameRequest(HttpResponsePermanentRedirect):
    # After a 301 a program sends GET, without its body, and believes that it wrote.
    status_code = HTTPStatus.PERMANENT_REDIRECT


class SlashMiddleware(CommonMiddleware):
    response_redirect_class = _SameRequest
