"""iCalendar files (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pledges.history import deadline_in_words
from pledges.models import Assessment


def reply_event(request: HttpRequest, assessment: Assessment) -> list[str]:
    """The deadline of a reply."""
    return event(
        request,
        f"reply-{assessment.ref}",
        assessment.reply_until,
        _("Deadline to reply to the assessment of a commitment"),
        f"{assessment.commitment.title}\n{deadline_in_words(assessment.reply_until)}",
        reverse("portal:assessment", args=[assessment.ref]),
        # A calendar that holds the former deadline takes the later one in its place.
        sequence=1 if assessment.extended_from else 0,
    )


def event(
    request: HttpRequest,
    uid: str,
    when: datetime | date,
    summary: str,
    description: str,
    path: str,
    sequence: int = 0,
) -> list[str]:
    """Lines of one event: at a moment, or all day long when `when` is a date."""
    if isinstance(when, datetime):
        start = f"DTSTART:{_moment(when)}"
    else:
        start = f"DTSTART;VALUE=DATE:{when:%Y%m%d}"
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}@{request.get_host()}",
        f"DTSTAMP:{_moment(timezone.now())}",
        start,
        f"SEQUENCE:{sequence}",
        "SUMMARY:" + _escaped(summary),
        "DESCRIPTION:" + _escaped(description),
        f"URL:{request.build_absolute_uri(path)}",
        "END:VEVENT",
    ]


def calendar_file(events: Iterable[list[str]], name: str) -> HttpResponse:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_escaped(settings.ASSOCIATION_NAME)}//Pacte//FR",
        *(line for lines in events for line in lines),
        "END:VCALENDAR",
    ]
    body = "".join(_folded(line) + "\r\n" for line in lines)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets (RFC 5545, 3.1), cut between characters."""
    folded, current = [], ""
    for character in line:
        if len((current + character).encode()) > 73:
            folded.append(current)
            current = ""
        current += character
    return "\r\n ".join([*folded, current])
