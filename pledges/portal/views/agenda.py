"""What is expected of a contact, in their own calendar program."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.spending import anonymous, spend
from pledges.portal.gate import found
from pledges.portal.icalendar import calendar_file, event, reply_event
from pledges.queries import portal
from pledges.queries.agenda import owner_of


# A calendar program has no cookie: the secret of the address is the key.
@require_safe
@never_cache
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Deadlines of replies at their hour; what else the home expects, on the day it began."""
    spent = spend(*anonymous(request))
    if not spent.allowed:
        headers = spent.headers | {"Retry-After": str(int(spent.left) + 1)}
        return HttpResponse(status=429, headers=headers)
    board = portal.board_of(found(owner_of(secret)))
    events = [reply_event(request, one) for one in board.replies_due]
    for one in (*(back.report for back in board.returned), *board.drafts):
        returned = one.state == "returned"
        events.append(
            event(
                request,
                f"report-{one.ref}",
                timezone.localdate(one.state_at),
                _("A report came back to you") if returned else _("A report is not sent yet"),
                one.commitment.title,
                reverse("portal:report", args=[one.ref]),
            )
        )
    for one in board.silent:
        last = one.verified_on or timezone.localdate(one.published_at)
        events.append(
            event(
                request,
                f"accuracy-{one.ref}",
                last + portal.SILENT_AFTER,
                _("Is this commitment still accurate?"),
                one.title,
                reverse("portal:followed", args=[one.ref]),
            )
        )
    return calendar_file(events, "pacte")
