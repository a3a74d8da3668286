"""`Idempotency-Key`: the same request sent twice is done once, and answered twice alike."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from ledger.steps import gettext_noop
from pledges.models import IdempotencyKey

KEPT = timedelta(hours=24)
KEY = re.compile(r"[\x21-\x7e]{1,200}")
HEADERS = ("ETag", "Location")
BAD_KEY = gettext_noop("An Idempotency-Key holds 1 to 200 visible ASCII characters.")


class KeyReused(exceptions.APIException):
    status_code = 422
    default_detail = gettext_noop("This Idempotency-Key came with another request.")


def answered_once(
    request, answer: Callable[[], Response], *, in_one_transaction: bool = True
) -> Response:
    """answer(), or what it answered within 24 hours to the same request with the same key.

    The key, the work and the answer are one transaction: of two duplicates at once the second
    waits for the first, and a failure in the middle leaves neither the work nor the key. Refused
    requests (exceptions) keep nothing. An answer with a secret in it says by `remembered` what may
    be kept. in_one_transaction=False is for work that is slow outside
    the database and that a second time finds done.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return answer()
    if not KEY.fullmatch(key):
        raise exceptions.ParseError(_(BAD_KEY))
    print_ = fingerprint(request)
    if not in_one_transaction:
        known = _known(request.user, key)
        if known is not None:
            return _again(known, print_)
        response = answer()
        with transaction.atomic():
            row, _made = _claim(request.user, key, print_)
            _keep(row, response)
        return response
    with transaction.atomic():
        row, made = _claim(request.user, key, print_)
        if not made:
            return _again(row, print_)
        response = answer()
        _keep(row, response)
    return response


def fingerprint(request) -> str:
    """SHA-256 (hex) of what is asked; the boundaries of a multipart body do not count."""
    if request.FILES or hasattr(request.data, "lists"):
        said = sorted((name, values) for name, values in request.POST.lists())
        files = [(name, one.name, _digest(one)) for name, one in sorted(request.FILES.items())]
        content: object = [said, files]
    else:
        content = request.data
    text = json.dumps([request.method, request.path, content], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _digest(upload) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def _known(user, key: str) -> IdempotencyKey | None:
    since = timezone.now() - KEPT
    return IdempotencyKey.objects.filter(user=user, key=key, received_on__gte=since).first()


def _claim(user, key: str, print_: str) -> tuple[IdempotencyKey, bool]:
    """(row, is it ours?). Waits for whoever holds the same key at this moment."""
    IdempotencyKey.objects.filter(received_on__lt=timezone.now() - KEPT).delete()
    try:
        with transaction.atomic():
            row = IdempotencyKey.objects.create(user=user, key=key, fingerprint=print_)
            return row, True
    except IntegrityError:
        return IdempotencyKey.objects.get(user=user, key=key), False


def _keep(row: IdempotencyKey, response: Response) -> None:
    row.status = response.status_code
    row.headers = {name: response.headers[name] for name in HEADERS if name in response.headers}
    # The very text that was sent: PostgreSQL would put the keys of an object in another order.
    said = getattr(response, "remembered", response.data)
    row.body = JSONRenderer().render(said).decode()
    row.save(update_fields=["status", "headers", "body"])


def _again(row: IdempotencyKey, print_: str) -> Response:
    if row.fingerprint != print_:
        raise KeyReused
    headers = row.headers | {"Idempotency-Replayed": "true"}
    return Response(json.loads(row.body), status=row.status, headers=headers)
