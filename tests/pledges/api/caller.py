"""Somebody who calls the API with a token of their own."""

from contextlib import contextmanager
from copy import copy
from unittest.mock import patch

from django.test import Client

from accounts.actions.tokens import digest, token_in_force
from accounts.models import ApiToken
from pledges.api.steps import RESOURCE_OF
from tests.factories import kind_of

_NEXT = iter(range(10**9))


def address_of(obj) -> str:
    return f"/api/v1/{RESOURCE_OF[kind_of(obj)]}/{obj.ref}/steps/"


class Caller(Client):
    """A client with a token of `user` (of nobody when None); JSON by default."""

    def __init__(self, user=None, *, scope: str = "workflow"):
        super().__init__()
        self.token = {}
        if user is not None:
            # The row itself: people who may have no token must be refused by the API as well.
            from datetime import timedelta

            from django.utils import timezone

            token = f"pacte_for-tests-{next(_NEXT)}"
            ApiToken.objects.create(
                user=user,
                name="tests",
                scope=scope,
                prefix=token[:12],
                digest=digest(token),
                created_by=user,
                expires_on=timezone.now() + timedelta(days=1),
            )
            self.token = {"Authorization": f"Bearer {token}"}

    def generic(self, method, path, data="", content_type="application/json", **extra):
        headers = self.token | (extra.pop("headers", None) or {})
        return super().generic(method, path, data, content_type, headers=headers, **extra)

    def send(self, method: str, path: str, body, *, seen=None, **headers):
        """JSON to `path`; seen: the If-Match header."""
        import json

        if seen is not None:
            headers["If-Match"] = seen
        return self.generic(method, path, json.dumps(body), headers=headers)

    def step(self, obj, step: str, *, seen: str | None = "now", body=None, key=None, **given):
        """Take a step; seen "now" sends the version of `obj`, None sends no If-Match."""
        if seen == "now":
            seen = f'"v{obj.version}"'
        headers = {"Idempotency-Key": key} if key else {}
        path = f"{address_of(obj)}{step}/"
        return self.send("POST", path, given if body is None else body, seen=seen, **headers)

    def post_form(self, path: str, fields: dict, *, key: str = ""):
        """multipart/form-data, files included."""
        from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

        headers = {"Idempotency-Key": key} if key else {}
        data = encode_multipart(BOUNDARY, fields)
        return self.generic("POST", path, data, MULTIPART_CONTENT, headers=headers)


@contextmanager
def tokens_read_once():
    """For thousands of requests of people who stay as they are: a third of their time went to
    finding the token. Each has its own copy of the row and of its owner."""
    known: dict = {}

    def found(token: str):
        if token not in known or known[token].used_on is None:
            known[token] = token_in_force(token)
            assert known[token].user.role_names is not None  # Read with the person.
        row = copy(known[token])
        row.user = copy(row.user)
        return row

    with patch("pledges.api.authentication.token_in_force", found):
        yield
