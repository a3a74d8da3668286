"""The front door of the API, and what each kind of problem means."""

from functools import cache

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework import permissions, serializers
from rest_framework.renderers import BaseRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from pledges.api.authentication import TokenAuthentication
from pledges.api.conditional import conditional, kept_by_proxies
from pledges.api.copied import Ready
from pledges.api.problems import ADVICE, TITLES, address_of
from pledges.api.strictness import refuse_unknown


class Open(APIView):
    """The same for everyone: no session is opened. A token changes the quota alone."""

    permission_classes = [permissions.AllowAny]
    authentication_classes: list = [TokenAuthentication]


class Root(Open):
    """Every resource with its address."""

    @extend_schema(
        responses={200: {"type": "object", "additionalProperties": {"type": "string"}}},
        summary="The front door: where everything is",
        operation_id="root_retrieve",
        tags=["root"],
    )
    def get(self, request):
        from pledges.api.urls import RESOURCES

        refuse_unknown(request.query_params, {"format"})
        base = f"{settings.BASE_URL}/api/v1"
        links = {name: f"{base}/{name}/" for name in RESOURCES}
        links |= {name: f"{base}/{name}/" for name in ("changes", "exports")}
        links |= {"openapi": f"{base}/openapi.yaml"}
        links |= {"reference": f"{settings.BASE_URL}/donnees/reference/"}
        return Response({**links, "guide": f"{settings.BASE_URL}/donnees/guide/"})


class KindOfProblemSerializer(serializers.Serializer):
    type = serializers.CharField()
    title = serializers.CharField()
    detail = serializers.CharField()


class ProblemPage(Open):
    """One kind of problem, in words."""

    @extend_schema(
        responses=KindOfProblemSerializer,
        summary="What a problem means, and what to do",
        operation_id="problems_retrieve",
    )
    def get(self, request, slug):
        if slug not in TITLES:
            raise Http404
        refuse_unknown(request.query_params, {"format"})
        return Response(
            {"type": address_of(slug), "title": _(TITLES[slug]), "detail": _(ADVICE[slug])}
        )


@extend_schema(exclude=True)
class Description(Open):
    """The OpenAPI file, in English whoever asks: the same as the one in the repository."""

    renderer_classes = SpectacularAPIView.renderer_classes

    def get(self, request):
        refuse_unknown(request.query_params, {"format"})
        renderer = request.accepted_renderer
        name = f'inline; filename="Pacte.{renderer.format}"'
        response = Ready(_described(type(renderer)), headers={"Content-Disposition": name})
        kept_by_proxies(response)
        response.add_post_render_callback(lambda done: conditional(request, done))
        return response


@cache
def _described(renderer: type[BaseRenderer]) -> bytes:
    """Written once by each process: it takes a fifth of a second, and anyone may ask for it."""
    with override("en"):
        return renderer().render(SchemaGenerator().get_schema(public=True), renderer.media_type, {})
