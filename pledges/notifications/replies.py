"""What is written about a reply and the time to give it: shapes of `_COMPOSERS`."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from pledges.history import deadline_in_words
from pledges.notifications.people import contacts_of
from pledges.queries.withholding import who_withheld


def more_time_asked(extension, reason):
    subject = _("More time asked for: %(title)s") % {"title": extension.commitment}
    lines = [
        _("The commune asks for %(days)s more days to reply, for this reason:")
        % {"days": extension.days},
        reason,
        f"{settings.BASE_URL}/admin/pledges/extension/{extension.pk}/change/",
    ]
    return [extension.assessment.notified_by], subject, lines


def more_time_granted(extension, _reason):
    until = deadline_in_words(extension.assessment.reply_until)
    subject = _("More time granted: %(title)s") % {"title": extension.commitment}
    lines = [
        _("You may reply, word for word, until: %(date)s.") % {"date": until},
        f"{settings.BASE_URL}/espace/evaluations/{extension.assessment.ref}/",
    ]
    return contacts_of(extension.commitment), subject, lines


def more_time_refused(extension, reason):
    until = deadline_in_words(extension.assessment.reply_until)
    subject = _("More time refused: %(title)s") % {"title": extension.commitment}
    lines = [
        _("The deadline stays, for this reason:"),
        reason,
        _("You may reply, word for word, until: %(date)s.") % {"date": until},
        f"{settings.BASE_URL}/espace/evaluations/{extension.assessment.ref}/",
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


def reply_rewritten(reply, _reason):
    """To who withheld it, at the desk: they read the words there, which stay out of mails."""
    subject = _("A withheld reply was changed: %(title)s") % {"title": reply.commitment}
    lines = [
        _("The commune changed a reply that is withheld. It stays so until somebody decides:"),
        f"{settings.BASE_URL}/admin/pledges/reply/{reply.pk}/change/",
        _("Put it back if it can be published now; otherwise leave it withheld, and say why."),
    ]
    return who_withheld(reply), subject, lines


def reply_upheld(reply, reason):
    subject = _("Your reply stays withheld: %(title)s") % {"title": reply.commitment}
    until = reply.assessment.reply_until
    lines = [
        _("The association read what you changed. It stays withheld, for this reason:"),
        reason,
        _("If you disagree, write to %(email)s.") % {"email": settings.ASSOCIATION_EMAIL},
    ]
    if until > timezone.now():
        lines += [
            _("You may change it again until: %(date)s.") % {"date": deadline_in_words(until)},
            f"{settings.BASE_URL}/espace/evaluations/{reply.assessment.ref}/",
        ]
    return contacts_of(reply.commitment), subject, lines


def reply_restored(reply, reason):
    subject = _("Your reply is back: %(title)s") % {"title": reply.commitment}
    lines = [
        _("Your reply is no longer withheld, for this reason:"),
        reason,
        f"{settings.BASE_URL}/engagements/{reply.commitment.ref}/",
    ]
    return contacts_of(reply.commitment), subject, lines
