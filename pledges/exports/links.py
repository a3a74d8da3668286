"""Absolute links: to the object in the API, and to its page for people."""

from django.conf import settings
from rest_framework import serializers


class ApiLink(serializers.SerializerMethodField):
    """`url`: absolute address of the object in the API. path(obj) gives "lists/REF/"."""

    def __init__(self, path, **kwargs):
        self.path = path
        super().__init__(method_name="", **kwargs)

    def bind(self, field_name, parent):
        super(serializers.SerializerMethodField, self).bind(field_name, parent)

    def to_representation(self, value) -> str:
        return f"{settings.BASE_URL}/api/v1/{self.path(value)}"


class PageLink(ApiLink):
    """`page`: absolute address of the page for people."""

    def to_representation(self, value) -> str:
        return f"{settings.BASE_URL}/{self.path(value)}"
