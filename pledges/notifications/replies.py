"""What is written about a reply and the time to give it: shapes of `_COMPOSERS`."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from pledges.history import deadline_in_words
from pledges.notifications.people import contacts_of


def more_time_asked(extension, reason):
    subject = _("More time asked for: %(title)s") % {"title": extension.commitment}
    lines = [
        _("The commune asks for %(days)s more days to reply, for this reason:")
        % {"days": extension.days},
        reason,
        f"{settings.BASE_URL}/admin/",
    ]
    return [extension.assessment.notified_by], subject, lines


def more_time_granted(extension, _reason):
    until = deadline_in_words(extension.assessment.reply_until)
    subject = _("More time granted: %(title)s") % {"title": extension.commitment}
    lines = [
        _("You may reply, word for word, until: %(date)s.") % {"date": until},
        f"{settings.BASE_URL}/espace/",
    ]
    return contacts_of(extension.commitment), subject, lines


def more_time_refused(extension, reason):
    until = deadline_in_words(extension.assessment.reply_until)
    subject = _("More time refused: %(title)s") % {"title": extension.commitment}
    lines = [
        _("The deadline stays, for this reason:"),
        reason,
        _("You may reply, word for word, until: %(date)s.") % {"date": until},
        f"{settings.BASE_URL}/espace/",
    ]
    return contacts_of(extension.commitment), subject, lines


def reply_recorded(reply, _reason):
    until = deadline_in_words(reply.assessment.reply_until)
    subject = _("Reply received by letter: %(title)s") % {"title": reply.commitment}
    lines = [
        _("The association received your town hall's reply. It publishes it word for word:"),
        reply.words,
        _("You may reply, word for word, until: %(date)s.") % {"date": until},
        f"{settings.BASE_URL}/espace/evaluations/{reply.assessment.ref}/",
    ]
    late = reply.assessment.reply_until <= timezone.now()
    return contacts_of(reply.commitment), subject, lines[:2] if late else lines


def reply_withheld(reply, _reason):
    subject = _("Your reply is withheld: %(title)s") % {"title": reply.commitment}
    lines = [
        _("Two members of the association withhold your reply; the page says so, and why:"),
        reply.withheld_because,
        _("If you disagree, write to %(email)s.") % {"email": settings.ASSOCIATION_EMAIL},
    ]
    return contacts_of(reply.commitment), subject, lines


def reply_restored(reply, reason):
    subject = _("Your reply is back: %(title)s") % {"title": reply.commitment}
    lines = [_("Your reply is no longer withheld, for this reason:"), reason]
    return contacts_of(reply.commitment), subject, lines
