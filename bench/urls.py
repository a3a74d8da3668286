"""The site's addresses, hello-world behind all its middlewares, and the API one writes in five
minutes."""

from django.http import HttpResponse
from django.urls import include, path
from rest_framework import pagination, serializers, viewsets

from pledges.models import Commitment


class _Naive(serializers.ModelSerializer):
    """Every relation read row by row."""

    electoral_list = serializers.StringRelatedField()
    pact = serializers.CharField(source="pact_version.pact.name")
    commune = serializers.CharField(source="electoral_list.commune.name")
    quotes = serializers.StringRelatedField(many=True)
    articles = serializers.StringRelatedField(many=True)

    class Meta:
        model = Commitment
        fields = ["ref", "title", "electoral_list", "commune", "pact", "quotes", "articles"]


class _Pages(pagination.PageNumberPagination):
    page_size = 50


class NaiveViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Commitment.objects.filter(state="published").order_by("-published_at", "-pk")
    serializer_class = _Naive
    pagination_class = _Pages
    authentication_classes: list = []
    throttle_classes: list = []


urlpatterns = [
    path("hello/", lambda _request: HttpResponse("Hello, world")),
    path("naive/", NaiveViewSet.as_view({"get": "list"})),
    path("", include("pacte.urls")),
]
