"""Keyset pages: a deep page costs what the first one costs, and none repeats or skips a row."""

import binascii
from functools import cached_property
from operator import itemgetter
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core import signing
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

DEFAULT, MAXIMUM = 50, 1000


class CursorSigner(signing.Signer):
    """Django's, which derives its key anew for each signature."""

    @cached_property
    def _keyed(self):
        return salted_hmac(f"{self.salt}signer", b"", self.key, algorithm=self.algorithm)

    def signature(self, value: str, key=None) -> str:
        if key is not None:
            return super().signature(value, key)
        found = self._keyed.copy()
        found.update(value.encode())
        return signing.b64_encode(found.digest()).decode()


SIGNER = CursorSigner(salt="cursor")


class KeysetPagination(BasePagination):
    """`{"next", "previous", "results"}` over `view.keyset`, field names that end on a unique one.

    A field name that starts with "-" is descending; none may be null. The cursor is signed and
    opaque: (list and order, direction, values of the row it starts after). `count=exact` counts on
    request.
    """

    def paginate_queryset(self, queryset: QuerySet, request, view=None) -> list[Any]:
        return self.settle(list(self.window(queryset, request, view.keyset)))

    def window(self, queryset: QuerySet, request, keyset: tuple[str, ...]) -> QuerySet:
        """The rows of the page asked for, and one more when there are more."""
        self.asked(request.query_params, request.get_full_path(), keyset)
        self.count = _count(request.query_params.get("count"), queryset)
        rows = queryset.order_by(*self.order)
        if self.values is not None:
            rows = rows.filter(after(self.order, self.values))
        return rows[: self.limit + 1]

    def asked(self, parameters: QueryDict, address: str, keyset: tuple[str, ...]) -> None:
        """Take what is asked: `limit`, `order`, `values` to start after (None: the first page).

        address: of the page, with its query. Raises ValidationError.
        """
        self.address, self.keyset, self.count = address, keyset, None
        self.limit = limit_asked(parameters)
        # Two lists may have the same order: a cursor is of the one that gave it.
        self.of = f"{address.partition('?')[0]} {','.join(keyset)}"
        self.backwards, self.values = self._read_cursor(parameters.get("cursor"))
        self.order = _turned(keyset) if self.backwards else tuple(keyset)

    def settle(self, found: list, keys=None) -> list[Any]:
        """The page from the rows of `window`; then `next` and `previous` are known.

        keys(row): values of the keyset; by default attributes of that name.
        """
        keys = keys or (lambda row: [_at(row, key.lstrip("-")) for key in self.keyset])
        more, page = len(found) > self.limit, found[: self.limit]
        if self.backwards:
            page.reverse()
        go_on, first = more or self.backwards, self.values is None or (self.backwards and not more)
        self.next = self._link(keys(page[-1]), False) if page and go_on else None
        self.previous = self._link(keys(page[0]), True) if page and not first else None
        return page

    def get_paginated_response(self, data) -> Response:
        return Response({**self.around(), "results": data}, headers=self.headers())

    def around(self) -> dict[str, Any]:
        """What the body says of a page besides its rows."""
        body: dict[str, Any] = {"next": self.next, "previous": self.previous}
        if self.count is not None:
            body["count"] = self.count
        return body

    def headers(self) -> dict[str, str]:
        neighbours = (("next", self.next), ("prev", self.previous))
        links = [f'<{url}>; rel="{rel}"' for rel, url in neighbours if url]
        return {"Link": ", ".join(links)} if links else {}

    def get_paginated_response_schema(self, schema: dict) -> dict:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": link,
                "previous": link,
                "count": {"type": "integer", "description": "Only with `count=exact`."},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view) -> list[dict]:
        def parameter(name: str, schema: dict, words: str) -> dict:
            return {
                "name": name,
                "in": "query",
                "required": False,
                "schema": schema,
                "description": words,
            }

        return [
            parameter(
                "limit",
                {"type": "integer", "minimum": 1, "maximum": MAXIMUM, "default": DEFAULT},
                "Rows in a page.",
            ),
            parameter("cursor", {"type": "string"}, "Where the page starts; opaque, from a link."),
            parameter("count", {"type": "string", "enum": ["exact"]}, "Ask for the exact count."),
        ]

    def _link(self, keys: list, backwards: bool) -> str:
        values = [key.isoformat() if hasattr(key, "isoformat") else key for key in keys]
        # As text that JSON can carry: datetimes keep their microseconds. No timestamp inside: the
        # same page must give the same bytes, and the same ETag.
        cursor = SIGNER.sign_object([self.of, backwards, values])
        path, _mark, query = self.address.partition("?")
        asked = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != "cursor"]
        # Of all its signs only ":" must be told otherwise: urlencode would look at each.
        parts = [("cursor", f"cursor={cursor.replace(':', '%3A')}")]
        parts += [(pair[0], urlencode([pair])) for pair in asked]
        parts.sort(key=itemgetter(0))
        return f"{settings.BASE_URL}{path}?{'&'.join(part for _name, part in parts)}"

    def _read_cursor(self, raw: str | None) -> tuple[bool, list | None]:
        if not raw:
            return False, None
        try:
            of, backwards, values = SIGNER.unsign_object(raw)
        except (signing.BadSignature, binascii.Error, ValueError):
            of, backwards, values = "", False, None
        if of != self.of:
            sentence = _("This cursor is not one of ours: start from the first page.")
            raise ValidationError({"cursor": [sentence]})
        return backwards, values


def orders(keyset: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What `ordering` may say: the stated order, first, and its reverse, read from one index."""
    stated = keyset[0].lstrip("-")
    name = "recorded" if stated == "pk" else stated
    both = (tuple(keyset), _turned(keyset))
    return {f"-{name}" if keys[0].startswith("-") else name: keys for keys in both}


def order_asked(request, keyset: tuple[str, ...]) -> tuple[str, ...]:
    """The keyset of the order asked for. Raises ValidationError naming those that exist."""
    raw = request.query_params.get("ordering")
    if raw is None:
        return keyset
    offered = orders(keyset)
    if raw not in offered:
        sentence = _("One of: %(offered)s.") % {"offered": ", ".join(offered)}
        raise ValidationError({"ordering": [sentence]})
    return offered[raw]


def _turned(keyset: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key[1:] if key.startswith("-") else f"-{key}" for key in keyset)


def limit_asked(parameters: QueryDict) -> int:
    """`limit=`, or the default. Raises ValidationError."""
    raw = parameters.get("limit")
    if raw is None:
        return DEFAULT
    if raw.isascii() and raw.isdigit() and len(raw) <= 4 and 1 <= int(raw) <= MAXIMUM:
        return int(raw)
    raise ValidationError({"limit": [_("Between 1 and %(max)s.") % {"max": MAXIMUM}]})


def _count(raw: str | None, queryset: QuerySet) -> int | None:
    if raw is None:
        return None
    if raw != "exact":
        raise ValidationError({"count": [_("Only `exact` exists.")]})
    return queryset.order_by().count()


def _at(row, path: str):
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def values_of(row, keyset: tuple[str, ...]) -> list:
    """The values of a row that say where it stands in the order of `keyset`."""
    return [_at(row, key.lstrip("-")) for key in keyset]


def after(order: tuple[str, ...], values: list) -> Q:
    """Rows strictly after `values` in `order`: k1 > v1, or k1 = v1 and k2 > v2…

    The first bound is said apart: no database walks an index from inside an OR.
    """
    first, value = order[0], values[0]
    bound = Q(**{f"{first[1:]}__lte" if first[0] == "-" else f"{first}__gte": value})
    condition = Q()
    equal: dict[str, Any] = {}
    for key, value in zip(order, values, strict=True):
        name, side = (key[1:], "lt") if key.startswith("-") else (key, "gt")
        condition |= Q(**equal, **{f"{name}__{side}": value})
        equal[name] = value
    return bound & condition if len(order) > 1 else condition
