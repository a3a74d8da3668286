"""What is written to somebody of a town hall who asked for access: shapes of `_COMPOSERS`."""

from django.conf import settings
from django.utils.translation import gettext as _


def granted(asked, _reason):
    """To who signs in here already: everybody else is told by their invitation."""
    person = asked.contact.user
    subject = _("You now speak for %(place)s") % {"place": asked.territory}
    lines = [
        _("The association checked your request: you now speak for %(place)s.")
        % {"place": asked.territory},
        f"{settings.BASE_URL}/espace/",
    ]
    return [person] if person.last_login else [], subject, lines


def refused(asked, reason) -> tuple[str, list[str]]:
    """To who asked: subject and paragraphs."""
    subject = _("Your request for access to %(site)s") % {"site": settings.ASSOCIATION_NAME}
    lines = [
        _("You asked to speak for %(place)s. The association did not accept, for this reason:")
        % {"place": asked.territory},
        reason,
        _("If this is a mistake, write to %(email)s from the town hall's own address.")
        % {"email": settings.ASSOCIATION_EMAIL},
        _("If you asked for nothing, somebody typed your address: there is nothing to do."),
    ]
    return subject, lines
