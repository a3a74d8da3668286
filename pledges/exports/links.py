"""Absolute links: to the object in the API, and to its page for people."""

from django.conf import settings
from rest_framework import serializers


class ApiLink(serializers.ReadOnlyField):
    """`url`: absolute address of the object in the API, collection/identifier/.

    source: where the identifier is read on the row.
    """

    root = "/api/v1/"

    def __init__(self, collection: str, **kwargs):
        self.collection = collection
        super().__init__(**kwargs)

    def path(self, identifier: str) -> str:
        return f"{self.root}{self.collection}/{identifier}/"

    def to_representation(self, value) -> str:
        return f"{settings.BASE_URL}{self.path(value)}"


class PageLink(ApiLink):
    """`page`: absolute address of the page for people."""

    root = "/"
