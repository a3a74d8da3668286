"""What contacts are told when a mandate changes before its end: shapes of `_COMPOSERS`."""

from django.conf import settings
from django.utils.translation import gettext as _

from pledges.history import mandate_words
from pledges.queries.mandates import people_concerned


def applied(change, reason):
    subject = _("What becomes of the commitments of %(place)s") % {"place": change.territory.name}
    lines = [mandate_words(change.told), _("The association gives this reason:"), reason]
    if change.carries_on:
        lines.append(
            _("Those who spoke for %(old)s speak for %(new)s from that day.")
            % {"old": change.territory.name, "new": change.carries_on.name}
        )
    elif change.moved:
        lines.append(
            _("Nobody speaks for %(place)s on this site from that day, until invited again.")
            % {"place": change.territory.name}
        )
    lines += [
        _("Nothing is erased, and everything can be put back: if this is a mistake, write to us."),
        f"{settings.BASE_URL}/espace/",
    ]
    return people_concerned(change), subject, lines


def lifted(change, reason):
    subject = _("The commitments of %(place)s are as before") % {"place": change.territory.name}
    lines = [
        _("What was said of the mandate was lifted, and everything put back, for this reason:"),
        reason,
        f"{settings.BASE_URL}/espace/",
    ]
    return people_concerned(change), subject, lines
