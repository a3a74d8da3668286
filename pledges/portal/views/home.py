"""The portal's home: what is expected of the town hall, and where its commitments stand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pledges.actions.visiting import note_visit
from pledges.history import deadline_in_words
from pledges.portal.gate import contacts_only
from pledges.portal.news import told
from pledges.queries import portal
from pledges.queries.news import news_since
from pledges.queries.speaking import speaking
from pledges.workflow.table import TABLES


@require_safe
@contacts_only
def home(request: HttpRequest) -> HttpResponse:
    """Territories, what is expected and by when, commitments as the public sees them."""
    visit = note_visit(by=request.user)
    board = portal.board_of(request.user)
    places = speaking(request.user)
    due = [
        (one, deadline_in_words(one.reply_until), portal.is_answered(one))
        for one in board.replies_due
    ]
    context = {
        "territories": [place.territory for place in places if not place.over],
        "board": board,
        "replies_due": due,
        "speaking": places,
        "tables": TABLES,
        "visit": visit,
        "news": told(news_since(request.user, visit.before)) if visit.before else [],
    }
    return render(request, "portal/home.html", context)
