"""Who has which page of the desk open: written once a minute at most, forgotten within the hour."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Presence

RENEWED_EVERY = timedelta(minutes=1)
KEPT = timedelta(hours=1)


def note_presence(kind: str, ref: str, user) -> list[Presence]:
    """Note that `user` has this object open; return who else had it lately, newest first.

    One query, and one small write when the last is a minute old.
    """
    now = timezone.now()
    rows = Presence.objects.filter(object_kind=kind, object_ref=ref, seen_on__gt=now - KEPT)
    known = list(rows.order_by("-seen_on"))
    mine = next((one for one in known if one.user_ref == user.ref), None)
    if mine is None or now - mine.seen_on >= RENEWED_EVERY:
        Presence.objects.bulk_create(
            [Presence(object_kind=kind, object_ref=ref, user_ref=user.ref, seen_on=now)],
            update_conflicts=True,
            update_fields=["seen_on"],
            unique_fields=["object_kind", "object_ref", "user_ref"],
        )
    return [one for one in known if one.user_ref != user.ref]


def forget_presences() -> int:
    """Drop who had what open more than an hour ago."""
    return Presence.objects.filter(seen_on__lte=timezone.now() - KEPT).delete()[0]
