"""Reading what is sent: JSON within bounds, whatever a client claims about its encoding."""

import json
import math

from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.parsers import BaseParser, JSONParser

from ledger.steps import gettext_noop

MOST_BYTES = 1_000_000
NOT_JSON = gettext_noop("This is not JSON in UTF-8.")
TOO_LARGE = gettext_noop("This is too large: 1 MB of JSON at most.")


class TooLarge(exceptions.APIException):
    status_code = 413
    default_detail = TOO_LARGE


class JSONBody(BaseParser):
    """JSON (RFC 8259): UTF-8, 1 MB at most, without NaN, however deep it claims to be."""

    media_type = "application/json"
    renderer_class = JSONParser.renderer_class

    def parse(self, stream, media_type=None, parser_context=None):
        raw = stream.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise TooLarge
        try:
            return json.loads(raw.decode("utf-8"), parse_constant=_refuse, parse_float=_finite)
        # Brackets by the thousand are a RecursionError, which nobody else would catch.
        except (ValueError, RecursionError):
            raise exceptions.ParseError(_(NOT_JSON)) from None


def _finite(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _refuse(text)


def _refuse(constant: str):
    raise ValueError(constant)
