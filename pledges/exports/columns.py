"""Rows straight from columns, for shapes that show nothing else: making an object of each row,
and a queryset for what hangs on it, took four fifths of the time of a file.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Prefetch, QuerySet
from rest_framework import serializers

from pledges.exports.compiled import Show, turn_of


@dataclass(frozen=True, slots=True)
class Columns:
    """What a shape shows of a row, by lookups.

    own: name → (lookup, what is done to a value that is there);
    many: name → (relation, column of the related rows), shown as a list; names: both, in order.
    """

    names: tuple[str, ...]
    own: dict[str, tuple[str, Show | None]]
    many: dict[str, tuple[str, str]]

    def told(self, rows: QuerySet, chunk: int) -> Iterator[dict]:
        """`rows` as dicts, as `compiled` gives them, `chunk` at a time."""
        related = [(name, _related(rows, *one)) for name, one in self.many.items()]
        lookups, turns = zip(*self.own.values(), strict=True)
        values = rows.prefetch_related(None).values_list("pk", *lookups).iterator(chunk_size=chunk)
        turned = [(name, turn) for name, turn in zip(self.own, turns, strict=True) if turn]
        while part := list(islice(values, chunk)):
            keys = [key for key, *_values in part]
            lists = [(name, _by_key(pairs(keys))) for name, pairs in related]
            for key, *shown in part:
                row = dict.fromkeys(self.names)
                row.update(zip(self.own, shown, strict=True))
                for name, turn in turned:
                    if (value := row[name]) is not None:
                        row[name] = turn(value)
                for name, found in lists:
                    row[name] = found.get(key, [])
                yield row


@cache
def of_columns(shape: type[serializers.BaseSerializer], model: type[Model]) -> Columns | None:
    """The columns of `shape` on `model`; None when one of them is more than a column."""
    own: dict[str, tuple[str, Show | None]] = {}
    many: dict[str, tuple[str, str]] = {}
    fields = shape().fields
    for name, field in fields.items():
        if isinstance(field, serializers.ManyRelatedField):
            many[name] = field.source, field.child_relation.slug_field
        elif (lookup := _lookup(field, model)) is not None:
            own[name] = lookup, turn_of(field)
        else:
            return None
    return Columns(tuple(fields), own, many)


def _lookup(field: serializers.Field, model: type[Model]) -> str | None:
    """How a query names what `field` shows; None when that is not a column."""
    if isinstance(field, serializers.BaseSerializer | serializers.SerializerMethodField):
        return None
    *through, last = field.source.split(".")
    try:
        for name in through:
            relation = model._meta.get_field(name)
            if not (relation.many_to_one or relation.one_to_one):
                return None
            model = relation.related_model
        column = model._meta.get_field(last)
    except FieldDoesNotExist:
        return None
    return None if column.is_relation else "__".join((*through, last))


def _related(rows: QuerySet, relation: str, column: str) -> Callable[[list], Iterable[tuple]]:
    """From keys of `rows` to (key, `column`) of what `rows` would prefetch, in the same order."""
    fetched = next(
        one.queryset
        for one in rows._prefetch_related_lookups
        if isinstance(one, Prefetch) and one.prefetch_to == relation
    )
    field = rows.model._meta.get_field(relation)
    if not field.many_to_many:
        back = field.remote_field.name
        return lambda keys: fetched.filter(**{f"{back}__in": keys}).values_list(back, column)
    near, far = field.m2m_field_name(), field.m2m_reverse_field_name()
    through = field.remote_field.through._base_manager.values_list(near, far)

    # Joined in one statement, SQLite reads all that could be related for every part.
    def pairs(keys: list) -> Iterator[tuple]:
        keys_of = defaultdict(list)
        for key, other in through.filter(**{f"{near}__in": keys}):
            keys_of[other].append(key)
        for other, value in fetched.filter(pk__in=keys_of).values_list("pk", column):
            for key in keys_of[other]:
                yield key, value

    return pairs


def _by_key(pairs: Iterable[tuple]) -> dict[object, list]:
    found = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
