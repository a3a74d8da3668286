"""Shapes made ready once: what a serializer shows of a row, without its cost per row.

The serializer stays the only declaration of the columns; a test compares both on every resource.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from rest_framework import serializers

from pledges.exports.links import ApiLink

Show = Callable[[Any], Any]


@cache
def compiled(shape: type[serializers.BaseSerializer], here: str | None = None) -> Show:
    """A function from a row to the dict that `shape(row).data` would give.

    here: what stands for the site's own address in links, instead of that address.
    """
    return _object(shape(), here)


def _object(shape: serializers.BaseSerializer, here: str | None) -> Show:
    columns = [(name, _column(field, shape, here)) for name, field in shape.fields.items()]

    def show(row) -> dict:
        return {name: column(row) for name, column in columns}

    return show


def _column(field: serializers.Field, shape, here: str | None) -> Show:
    if isinstance(field, serializers.SerializerMethodField):
        return getattr(shape, field.method_name)
    if isinstance(field, serializers.ManyRelatedField):
        slug, source = field.child_relation.slug_field, _path(field.source)
        return lambda row: [getattr(one, slug) for one in source(row).all()]
    if isinstance(field, serializers.ListSerializer):
        source, child = _path(field.source), _object(field.child, here)
        return lambda row: [child(one) for one in source(row).all()]
    source, turn = _source(field), turn_of(field, here)
    if turn is None:
        return source
    return lambda row: None if (value := source(row)) is None else turn(value)


def turn_of(field: serializers.Field, here: str | None = None) -> Show | None:
    """What is done to a value that is there; None when it is shown as the database gives it."""
    if isinstance(field, serializers.Serializer):
        return _object(field, here)
    if isinstance(field, ApiLink) and here is not None:
        return lambda value: f"{here}{field.path(value)}"
    if isinstance(field, serializers.DateField):
        return lambda value: value.isoformat()
    plain = (
        serializers.CharField,
        serializers.BooleanField,
        serializers.IntegerField,
        serializers.ChoiceField,
    )
    return None if isinstance(field, plain) else field.to_representation


def _source(field: serializers.Field) -> Show:
    path = _path(field.source)
    if field.default is serializers.empty:
        return path

    def or_default(row):
        try:
            return path(row)
        except (AttributeError, ObjectDoesNotExist):
            return field.default

    return or_default


def _path(source: str) -> Show:
    """Follow "a.b.c" from a row; what can be called at the end is called."""
    *through, last = source.split(".")

    def follow(row):
        for name in through:
            row = getattr(row, name)
        value = getattr(row, last)
        # Managers can be called too, and mean the related rows.
        return value() if callable(value) and not hasattr(value, "all") else value

    return follow
