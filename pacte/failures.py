"""Pages for what is not there or fails; under /api/, problems instead of pages."""

import logging

from django.db import OperationalError
from django.http import UnreadablePostError
from django.utils.translation import gettext as _
from django.views import defaults

from pledges.api.problems import plain_problem

logger = logging.getLogger(__name__)


def not_found(request, exception):
    if request.path_info.startswith("/api/"):
        return plain_problem(
            404, _("There is nothing at this address; /api/v1/ lists what exists.")
        )
    return defaults.page_not_found(request, exception)


def server_error(request):
    if request.path_info.startswith("/api/"):
        return plain_problem(500, _("The failure was logged; try again later."))
    return defaults.server_error(request)


class SoberFailureMiddleware:
    """A database that is away or full is a 503 to try again, not a failure of the page; a request
    that did not come whole is a 400, whoever is still there to read it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, UnreadablePostError):
            return defaults.bad_request(request, exception)
        if not isinstance(exception, OperationalError):
            return None
        logger.error("The database failed: %s", request.path_info, exc_info=exception)
        if request.path_info.startswith("/api/"):
            response = plain_problem(503, _("The database cannot be reached; try again later."))
        else:
            response = defaults.server_error(request, template_name="503.html")
            response.status_code = 503
        response.headers["Retry-After"] = "30"
        return response
