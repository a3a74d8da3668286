"""What stands on either side of a commitment, in words: pages and PDFs say the same."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from letters.enums import Level
from pledges.models import Commitment
from pledges.queries.comparable import Comparable, Inspiration


def declared_by(commitment: Commitment) -> str:
    """Title of what is declared: it is an intercommunality's at its level."""
    if commitment.level == Level.INTERCOMMUNALITY:
        return _("Declared by the intercommunality")
    return _("Declared by the municipality")


def nothing_declared(commitment: Commitment) -> str:
    if commitment.level == Level.INTERCOMMUNALITY:
        return _("The intercommunality has declared nothing yet.")
    return _("The municipality has declared nothing yet.")


def alike(compared: Comparable | Inspiration) -> str:
    """By what the territories it is compared with are alike: their kind, or their inhabitants."""
    if isinstance(compared, Comparable) and compared.kind:
        said = _(
            "Intercommunalities of the same kind (%(kind)s), for the same article of the pact."
        )
        return said % {"kind": compared.kind}
    low, high = (
        number_format(n, 0, force_grouping=True) for n in (compared.low, compared.high or 0)
    )
    if compared.high is None:
        said = _("Communes of %(low)s inhabitants or more, for the same article of the pact.")
    elif not compared.low:
        said = _("Communes of at most %(high)s inhabitants, for the same article of the pact.")
    else:
        said = _("Communes of %(low)s to %(high)s inhabitants, for the same article of the pact.")
    return said % {"low": low, "high": high}
