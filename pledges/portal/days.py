"""Deadlines in words: day, hour and time zone, so that nobody loses a day to a midnight."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def deadline_in_words(moment: datetime) -> str:
    """When `moment` is, in the site's time zone, in the reader's language.

    Midnight belongs to the day that ends: "Tuesday 3 June at 00:00" reads a day too late.
    """
    local = timezone.localtime(moment, timezone.get_default_timezone())
    zone = timezone.get_default_timezone_name().rpartition("/")[2].replace("_", " ")
    if local.time() == time(0):
        day = date_format(local.date() - timedelta(days=1), "l j F Y")
        return _("%(day)s at midnight, when that day ends (%(zone)s time)") % {
            "day": day,
            "zone": zone,
        }
    return _("%(day)s at %(hour)s (%(zone)s time)") % {
        "day": date_format(local.date(), "l j F Y"),
        "hour": local.strftime("%H:%M"),
        "zone": zone,
    }
