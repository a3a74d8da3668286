"""Everything the town hall gave, to take away."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from pledges.exports.formats import csv_lines
from pledges.exports.given import COLUMNS, given_by
from pledges.portal.gate import contacts_only


@require_safe
@contacts_only
def as_csv(request: HttpRequest) -> HttpResponse:
    """What a French spreadsheet opens by a double click; formula cells are neutralised."""
    lines = csv_lines(given_by(request.user), COLUMNS, dialect="excel-fr")
    return _saved(HttpResponse("".join(lines), content_type="text/csv; charset=utf-8"), "csv")


@require_safe
@contacts_only
def as_json(request: HttpRequest) -> HttpResponse:
    """The same rows, for a program."""
    answer = JsonResponse(
        {"given": given_by(request.user)}, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    return _saved(answer, "json")


def _saved(answer: HttpResponse, ending: str) -> HttpResponse:
    answer.headers["Content-Disposition"] = f'attachment; filename="pacte-nos-apports.{ending}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
