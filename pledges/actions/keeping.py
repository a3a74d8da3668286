"""Keeping what somebody is typing, page by page, until it is stored or unwanted."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from pledges.models import Typed

# A draft that matters is saved; what was left this long is forgotten with the next one kept.
KEPT = timedelta(days=90)
MOST_PAGES = 30


@transaction.atomic
def keep_typed(*, by, page: str, values: dict, errors: dict | None = None, why: str) -> None:
    """Keep `values` (field → text) as what `by` last typed on `page`."""
    now = timezone.now()
    Typed.objects.update_or_create(
        user=by,
        page=page,
        defaults={"values": values, "errors": errors or {}, "why": why, "kept_on": now},
    )
    Typed.objects.filter(kept_on__lt=now - KEPT).delete()
    own = Typed.objects.filter(user=by).order_by("-kept_on", "-pk")
    beyond = list(own.values_list("pk", flat=True)[MOST_PAGES:])
    if beyond:
        Typed.objects.filter(pk__in=beyond).delete()


def forget_typed(*, by, pages: Iterable[str]) -> None:
    """It is stored now, or unwanted."""
    Typed.objects.filter(user=by, page__in=list(pages)).delete()
