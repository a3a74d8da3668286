"""What scripts of other sites may read (CORS)."""

from corsheaders.middleware import CorsMiddleware
from django.utils.cache import patch_vary_headers


class OtherSitesMiddleware(CorsMiddleware):
    """django-cors-headers, which takes every header of a request apart to find no origin: most
    readers of the API are programs, and name none."""

    def add_response_headers(self, request, response):
        if "HTTP_ORIGIN" in request.META:
            return super().add_response_headers(request, response)
        if request._cors_enabled:
            patch_vary_headers(response, ("origin",))
        return response
