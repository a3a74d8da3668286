"""What is written to somebody of a town hall who asked for access: shapes of `_COMPOSERS`."""

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.days import in_words
from accounts.models import User


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


def hand_over_asked(asked, _reason):
    """To the coordinators: it waits in the desk, whoever of the team answers it."""
    subject = _("Hand-over to check: %(place)s") % {"place": asked.territory}
    lines = [
        _("%(who)s stops speaking for %(place)s after %(day)s, and names who takes over.")
        % {
            "who": asked.leaver.user.name,
            "place": asked.territory,
            "day": in_words(asked.leaves_on, "j F Y"),
        },
        _("Nothing changes before the association accepts it:"),
        f"{settings.BASE_URL}/admin/pledges/accessrequest/{asked.pk}/change/",
    ]
    return _leading(), subject, lines


def hand_over_taken_back(asked, _reason):
    """To the coordinators who were told of it."""
    subject = _("Hand-over taken back: %(place)s") % {"place": asked.territory}
    said = _("%(who)s took back what they asked: they go on speaking for %(place)s.")
    values = {"who": asked.leaver.user.name, "place": asked.territory}
    return _leading(), subject, [said % values, _("There is nothing to do.")]


def left(contact, _reason):
    """To the coordinators: who is left to write to, if anybody."""
    place = contact.commune or contact.intercommunality
    subject = _("A contact leaves: %(place)s") % {"place": place}
    values = {"who": contact.user.name, "place": place, "day": in_words(contact.end, "j F Y")}
    lines = [
        _("%(who)s stops speaking for %(place)s after %(day)s, and names nobody.") % values,
        _("Ask the town hall who takes over, then invite them:"),
        f"{settings.BASE_URL}/admin/communes/contact/add/",
    ]
    return _leading(), subject, lines


def stayed(contact, _reason):
    """To the coordinators who read that this contact leaves."""
    place = contact.commune or contact.intercommunality
    subject = _("A contact stays: %(place)s") % {"place": place}
    said = _("%(who)s took back what they said: they go on speaking for %(place)s.")
    values = {"who": contact.user.name, "place": place}
    return _leading(), subject, [said % values, _("There is nothing to do.")]


def _leading() -> list[User]:
    return list(User.objects.filter(groups__name="coordinator", is_active=True).order_by("pk"))


def handed_over(asked, step, reason) -> tuple[str, list[str]]:
    """To who leaves, what became of it: subject and paragraphs."""
    values = {
        "who": asked.name,
        "place": asked.territory,
        "day": in_words(asked.leaves_on, "j F Y"),
    }
    if step == "accept":
        subject = _("%(who)s takes over for %(place)s") % values
        said = _(
            "The association confirmed it: %(who)s speaks for %(place)s, and finds there the"
            " drafts and reports under way. Your own access ends after %(day)s."
        )
        return subject, [said % values]
    subject = _("Your hand-over for %(place)s was not accepted") % values
    said = _("You named %(who)s to speak for %(place)s. The association did not accept, because:")
    after = _("Nothing changed: you still speak for %(place)s, and may name somebody else.")
    return subject, [said % values, reason, after % values]
