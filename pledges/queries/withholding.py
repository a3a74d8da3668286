"""Replies whose publication two people of the association decided about."""

from django.db.models import F, QuerySet

from accounts.models import User
from ledger.reading import history_of
from pledges.models import Reply


def rewritten_since() -> QuerySet[Reply]:
    """Replies that their communes changed after they were withheld: somebody must read them."""
    return Reply.objects.filter(state="withheld", changed_at__gt=F("state_at"))


def who_withheld(reply: Reply) -> list[User]:
    """Who proposed to withhold it last, and who decided: they know why, and one may restore it."""
    steps = ("propose_withholding", "withhold", "uphold")
    actors: dict[str, str] = {}
    for step, actor in (
        history_of("reply", reply.ref).filter(step__in=steps).values_list("step", "actor_ref")
    ):
        if step == "propose_withholding":
            # Of an earlier withholding, put back since: nothing of it holds any more.
            actors = {}
        actors[step] = actor
    return list(User.objects.filter(ref__in=actors.values()).order_by("pk"))
