"""What the desk and the portal show of things not yet public."""

from functools import reduce
from operator import or_

from django.db.models import Prefetch, Q, QuerySet

from communes.models import Intercommunality
from communes.queries import intercommunalities_of, territory_keys_of
from letters.models import Passage
from letters.queries import passages_of
from pledges.models import Assessment, Commitment, Extension, Quote, Report


def commitments_for_desk() -> QuerySet[Commitment]:
    """Every commitment with what a list of them shows."""
    return Commitment.objects.select_related(
        "electoral_list__commune", "electoral_list__election", "created_by", "intercommunality"
    )


def quotes_of_passages(passages) -> QuerySet[Quote]:
    """Quotes of these passages by commitments that were not dropped."""
    found = Quote.objects.filter(passage__in=list(passages)).exclude(commitment__state="dropped")
    return found.select_related("commitment").order_by("pk")


def next_to_draft(passage: Passage) -> Passage | None:
    """The next confirmed passage of the letter that no commitment quotes, back to its top."""
    version = passage.letter_version
    quoted = Quote.objects.exclude(commitment__state="dropped").values("passage")
    waiting = passages_of(version).filter(decision="confirmed").exclude(pk__in=quoted)
    after = waiting.filter(start__gte=passage.start).exclude(pk=passage.pk)
    return after.first() or waiting.first()


def commitments_of_contact(user) -> QuerySet[Commitment]:
    """Published commitments a contact may report on: their territories, today."""
    return public_of_contact(user).filter(state="published")


def public_of_contact(user) -> QuerySet[Commitment]:
    """Commitments of a contact's territories, those taken off the site included."""
    return (
        _answered_by(user, "published", "withdrawn")
        .select_related(
            "electoral_list__commune", "intercommunality", "carried_to", "carried_to_group"
        )
        .prefetch_related(Prefetch("quotes", Quote.objects.order_by("pk")))
        .order_by("electoral_list__commune__search_name", "published_at", "pk")
    )


def _answered_by(user, *states: str) -> QuerySet[Commitment]:
    """Commitments in these states of a contact's territories, in no order."""
    keys = territory_keys_of(user)
    communes, groups = keys.communes, keys.intercommunalities
    theirs = []
    if communes:
        theirs += [Q(level="commune", carried_to=None, electoral_list__commune__in=communes)]
        theirs += [Q(carried_to__in=communes)]
    if groups:
        theirs += [Q(intercommunality__in=groups, carried_to_group=None)]
        theirs += [Q(carried_to_group__in=groups)]
    if not theirs:
        return Commitment.objects.none()
    found = Commitment.objects.filter(reduce(or_, theirs), state__in=states, assessable=True)
    return found.order_by()


def reports_of_contact(user) -> QuerySet[Report]:
    """Reports about the commitments a contact speaks for, newest first."""
    return (
        Report.objects.filter(commitment__in=_answered_by(user, "published").values("pk"))
        .select_related("commitment__electoral_list__commune", "state_by")
        .prefetch_related("evidence")
        .order_by("-pk")
    )


def assessments_for_contact(user) -> QuerySet[Assessment]:
    """Assessments notified to a contact's territories, or already public."""
    return (
        Assessment.objects.filter(commitment__in=_answered_by(user, "published").values("pk"))
        .exclude(state="draft")
        .select_related("commitment__electoral_list__commune", "reply")
        .prefetch_related("sources")
        .order_by("-pk")
    )


def extensions_of_contact(user) -> QuerySet[Extension]:
    """Requests for more time made for a contact's territories."""
    return Extension.objects.filter(
        assessment__in=assessments_for_contact(user).order_by().values("pk")
    )


def default_intercommunality(commune) -> Intercommunality | None:
    """The grouping "level: intercommunality" most likely means: an EPT before the metropolis."""
    groups = list(intercommunalities_of(commune))
    return next((group for group in groups if group.kind == "EPT"), groups[0] if groups else None)
