"""What will go from the API, said in headers long before it goes (RFC 9745, RFC 8594).

A row here, a line in docs/api/CHANGELOG.md, and a year in between. Nothing leaves v1 otherwise.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.conf import settings
from django.utils.http import http_date


@dataclass(frozen=True, slots=True)
class Deprecation:
    """A route (its name, such as "api:lists-list"), or one parameter of it, that will go.

    since: the day it was announced; sunset: the day from which it may answer no more.
    """

    route: str
    since: date
    sunset: date
    parameter: str = ""


DEPRECATED: tuple[Deprecation, ...] = ()


class DeprecationMiddleware:
    """Adds `Deprecation`, `Sunset` and a link to the changelog to the answers concerned."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        for one in DEPRECATED if match is not None else ():
            asked = not one.parameter or one.parameter in request.GET
            if match.view_name == one.route and asked:
                _say(response, one)
        return response


def _say(response, one: Deprecation) -> None:
    link = f'<{settings.BASE_URL}/api/v1/>; rel="deprecation"'
    known = response.headers.get("Link")
    response.headers["Deprecation"] = f"@{_seconds(one.since)}"
    response.headers["Sunset"] = http_date(_seconds(one.sunset))
    response.headers["Link"] = f"{known}, {link}" if known else link


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), tzinfo=UTC).timestamp())
